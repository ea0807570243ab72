"""The terminal: screens that translate keys to orders and numbers to widgets, and hold no rules."""
