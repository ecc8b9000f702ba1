"""The public page of a badge, in all its representations."""
