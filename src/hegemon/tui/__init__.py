"""The terminal: screens that translate keys to orders and numbers to widgets, and hold no rules."""

import os

# Textual gathers changes until its next frame; shorter frames take up to 8 ms off every key.
os.environ.setdefault("TEXTUAL_FPS", "120")
