"""Geography as arrays: land, provinces, borders and distances; it knows no states."""
