"""One module a step, oldest first by number; a step that was released is never changed."""
