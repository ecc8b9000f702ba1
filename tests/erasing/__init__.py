"""Erasing people: what names them goes, and what others rely on stays."""
