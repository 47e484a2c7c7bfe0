"""Who may see and do what, and what is asked of whom."""
