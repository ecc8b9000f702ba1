"""Canonical forms: what is refused, and whether independent oracles agree."""
