"""The database: one table a module, with the queries that read it."""
