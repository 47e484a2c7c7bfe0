"""What is filled in: read forgivingly, checked, and refused by field, rule and section."""
