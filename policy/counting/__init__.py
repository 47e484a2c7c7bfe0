"""The yearly statement: what counts, and the figures that come of it (GL32 II)."""
