"""Hours: planned, recorded, and what speaks against them (GL32 IV.D)."""
