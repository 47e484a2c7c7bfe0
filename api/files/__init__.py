"""Files: taken in with forms, kept, and given out."""
