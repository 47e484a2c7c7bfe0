"""Plays everybody where all goes well: for the demonstration, benchmarks and tests."""
