"""Tests of the records, on SQLite and on PostgreSQL."""
