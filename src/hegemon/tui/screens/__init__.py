"""Screens: each translates keys to orders and numbers to widgets."""
