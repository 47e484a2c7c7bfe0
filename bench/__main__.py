"""One run of every benchmark, side by side on the same engine: `python -m bench`."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from bench.installation import Installation, installed
from bench.lives import Pace, bare_lives, measured, our_lives
from bench.processes import part

LIVES = 40
ROUNDS = 1
WARM_UP = 10

console = Console(width=110)


async def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with installed(Path(folder)) as place:
            await lives(place, Path(folder))


async def lives(place: Installation, folder: Path) -> None:
    """The bare workflow and ours in turn, the medians of some rounds."""
    command = ("bench.bare_worker", place.client.service_client.config.target_host)
    with part("bare worker", command, folder / "bare.log", {}) as bare_worker:
        await bare_lives(place.client, WARM_UP)
        await our_lives(place, WARM_UP)
        bare, ours = [], []
        print('GO', flush=True)
        for _ in range(ROUNDS):
            bare.append(
                await measured(
                    LIVES, place.engine, bare_worker, lambda: bare_lives(place.client, LIVES)
                )
            )
            ours.append(
                await measured(LIVES, place.engine, place.worker, lambda: our_lives(place, LIVES))
            )
    show_lives(bare, ours)


def show_lives(bare: list[Pace], ours: list[Pace]) -> None:
    """Both side by side, with their ratio."""
    table = Table("", "lives a second", "engine ms", "worker ms", title=f"{LIVES} lives, 50 at a time")
    for name, paces in (("bare workflow", bare), ("whole arrangement", ours)):
        table.add_row(
            name,
            f"{median(p.per_second for p in paces):.1f}",
            f"{median(p.engine_ms for p in paces):.0f}",
            f"{median(p.worker_ms for p in paces):.0f}",
        )
    console.print(table)
    ratio = median(p.per_second for p in ours) / median(p.per_second for p in bare)
    console.print(f"Whole arrangement against the bare workflow: {ratio:.0%} of its lives a second.")


if __name__ == "__main__":
    asyncio.run(main())
    sys.stdout.flush()
    os._exit(0)
