"""Checking anybody's badge: recognise it, run the list of checks, report what was found."""
