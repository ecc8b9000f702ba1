"""A sample badge and its pictures, for demonstrations and measurements."""
