"""Effects: one class a concern, its dependencies in the constructor."""
