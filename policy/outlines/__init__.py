"""A program told to people, in the order in which they meet it."""
