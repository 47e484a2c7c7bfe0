"""Files: typeset documents, and the store that keeps them by their SHA-256."""
