"""What the suite's own sharing among processes uses of pytest-xdist."""
