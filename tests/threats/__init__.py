"""One file for each threat, under its number."""
