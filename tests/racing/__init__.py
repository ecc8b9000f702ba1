"""Several at once, on the database that locks rows: whoever waits is answered in the end."""
