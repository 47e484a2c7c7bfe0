"""The whole access table: who may see and do what, in which state, generated from data."""
