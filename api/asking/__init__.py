"""The pages that ask: tasks, forms of several steps, and what is shown beside them."""
