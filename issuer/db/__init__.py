"""The database: engine, column types and migrations."""
