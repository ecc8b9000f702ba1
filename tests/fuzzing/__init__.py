"""Fuzzing: whatever comes, the readers of strangers' files answer, or raise what they declare."""
