"""Migrations of the records, by Alembic; `records.migrating` runs them."""
