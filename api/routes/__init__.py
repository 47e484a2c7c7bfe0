"""Routes, one module a concern; none knows another."""
