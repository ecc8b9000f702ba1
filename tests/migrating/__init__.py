"""The tables and their migrations, on both engines."""
