"""What this process holds, for tests of what must not be kept."""

import ctypes
import gc
from pathlib import Path

LARGE = 128 * 1024
"""Bytes from which on a block counts as large, and is mapped by itself."""

_MAP_FROM = -3
"""`M_MMAP_THRESHOLD` of the C library: set once, it does not move with what was freed before."""


class _Counted(ctypes.Structure):
    """`struct mallinfo2` of the C library."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        )
    )


_library = ctypes.CDLL(None)
_library.mallinfo2.restype = _Counted


def held() -> int:
    """Kilobytes that this process holds of its own, as the kernel counts them."""
    gc.collect()
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))


def held_in_large_blocks() -> int:
    """Bytes that this process has allocated in blocks of `LARGE` and more since the first call.

    Each is mapped by itself and given back when it is freed, so that what is left of earlier
    tests, and what the allocator keeps for later, do not count.
    """
    gc.collect()
    _library.mallopt(_MAP_FROM, LARGE)
    mapped: int = _library.mallinfo2().hblkhd
    return mapped
