"""Showing parts of a badge: ecdsa-sd-2023."""
