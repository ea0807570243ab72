"""Panes and small widgets: numbers in, lines out."""
