"""Checking documents against the vocabulary."""
