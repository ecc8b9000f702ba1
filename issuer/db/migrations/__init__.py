"""The migrations of the tables, for Alembic; `issuer.db.upgrade` runs them."""
