"""What pages show, as values: made from records and program data, read by templates."""
