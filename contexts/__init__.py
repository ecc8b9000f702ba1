"""What the standards publish: JSON-LD contexts, byte for byte, and the vocabulary."""
