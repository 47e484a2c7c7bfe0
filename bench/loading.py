"""How long it takes to load every program and agency, as every process does once as it starts."""

from statistics import median
from time import perf_counter

from policy.reading.loading import PROGRAMS, load_agencies, load_programs

ROUNDS = 15


def loading() -> float:
    """Milliseconds to read and check all that is shipped, the median of some rounds."""
    return median(_once() for _ in range(ROUNDS))


def _once() -> float:
    begun = perf_counter()
    load_agencies(PROGRAMS / "agencies", load_programs(PROGRAMS))
    return (perf_counter() - begun) * 1000
