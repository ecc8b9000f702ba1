"""The processes and what they tell their operators."""
