"""Proofs: how they are made, what they cover, and the official vectors."""
