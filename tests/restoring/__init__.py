"""A database that is put back from a backup, and what an operator does then."""
