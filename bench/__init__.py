"""Benchmarks, run by hand: what our workflows cost beside a bare one on the same engine."""
