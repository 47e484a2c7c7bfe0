"""The programs as values and pure functions: standard library only, time is an argument."""
