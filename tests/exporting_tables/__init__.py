"""The tables that people download."""
