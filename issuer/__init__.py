"""Organisations, what they award, and the command line that composes everything."""
