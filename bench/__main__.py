"""One run of every benchmark, side by side on the same engine: `python -m bench`."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from bench.aims import Finding, at_least, below, comparison, percentile
from bench.clicks import BUSY_ARRANGEMENTS, IDLE_ARRANGEMENTS, clicks, in_rounds, ready_to_sign
from bench.extent import extent
from bench.history import NOTHING_LENT, whole_life
from bench.hours import fill, planned_hours
from bench.installation import Installation, installed
from bench.judging import judging
from bench.lives import AT_A_TIME, Pace, bare_lives, measured, our_lives
from bench.living import busy_lives
from bench.loading import loading
from bench.memory import OPEN, with_open_arrangements
from bench.pages import MANY, READERS, Load, board, fill_board, review_page, signing_page
from bench.papers import typesetting
from bench.piles import MANY as IN_ONE_SITTING
from bench.piles import sitting
from bench.processes import part
from tests.postgres import NoPostgres

LIVES = 100
ROUNDS = 3
WARM_UP = 10

console = Console(width=110)


async def main() -> None:
    """Measure and print."""
    findings = [below("Loading all programs", 50, loading(), "ms")]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with installed(Path(folder)) as place:
            findings += await lives(place, Path(folder))
            findings += await history(place)
            findings += await pile(place)
            findings += await signatures_and_pages(place)
            findings.append(hours(place))
    findings += statement()
    console.print(comparison(findings))
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    console.print(
        f"{os.cpu_count()} processors; load of the machine over 1, 5, 15 minutes: {load}."
    )


async def lives(place: Installation, folder: Path) -> list[Finding]:
    """The bare workflow and ours in turn, the medians of some rounds."""
    command = ("bench.bare_worker", place.client.service_client.config.target_host)
    bare, ours = list[Pace](), list[Pace]()
    with part("bare worker", command, folder / "bare.log", {}) as bare_worker:
        await bare_lives(place.client, WARM_UP)
        await our_lives(place, WARM_UP)
        for _ in range(ROUNDS):
            bare.append(
                await measured(
                    LIVES, place.engine, bare_worker, lambda: bare_lives(place.client, LIVES)
                )
            )
            ours.append(
                await measured(LIVES, place.engine, place.worker, lambda: our_lives(place, LIVES))
            )
    return show_lives(bare, ours)


def show_lives(bare: Sequence[Pace], ours: Sequence[Pace]) -> list[Finding]:
    """Both side by side, and the ratio of ours to the bare one in each column."""
    title = f"{LIVES} lives, {AT_A_TIME} at a time, medians of {ROUNDS} rounds"
    table = Table("", "lives a second", "engine ms a life", "worker ms a life", title=title)
    limit, reached = medians(bare), medians(ours)
    ratios = [mine / theirs for mine, theirs in zip(reached, limit, strict=True)]
    for name, row in (("bare workflow", limit), ("whole arrangement", reached)):
        table.add_row(name, f"{row[0]:.1f}", *(f"{spent:.0f}" for spent in row[1:]))
    table.add_row("ratio", *(f"{each:.2f}" for each in ratios))
    console.print(table)
    console.print("What is charged is the engine and the worker; web process and driver are not.")
    return [at_least("Whole arrangements a second against bare workflows", 0.4, ratios[0])]


def medians(paces: Sequence[Pace]) -> tuple[float, float, float]:
    """Lives a second, and the milliseconds of engine and worker for one."""
    return (
        median(pace.per_second for pace in paces),
        median(pace.engine_ms for pace in paces),
        median(pace.worker_ms for pace in paces),
    )


async def history(place: Installation) -> list[Finding]:
    """The events and bytes of a quiet life, and of a busy one."""
    trace, unlent = await whole_life(place), await whole_life(place, NOTHING_LENT)
    console.print("History of a life: without the events that only skipping the clock writes.")
    console.print("A busy one has two modifications, ten written approvals and three reports.")
    return [
        below("History of a whole life", 120, trace.events, "events"),
        below("History of a whole life", 30, trace.size / 1000, "KB"),
        below("History of one that has nothing to give back", 120, unlent.events, "events"),
        *await busy_lives(place),
    ]


async def pile(place: Installation) -> list[Finding]:
    """Many signatures in one sitting."""
    answered, recorded = await sitting(place)
    what = f"{IN_ONE_SITTING} signatures in one sitting"
    return [
        below(f"{what}, until they are received", 10, answered, "s"),
        below(f"{what}, until all are recorded", 10, recorded, "s"),
    ]


async def signatures_and_pages(place: Installation) -> list[Finding]:
    """Signatures, documents and memory; pages last, since they need the most on record."""
    tasks = await ready_to_sign(place, 1 + IDLE_ARRANGEMENTS + BUSY_ARRANGEMENTS)
    references = sorted({task.reference for task in tasks})
    kept, idle = references[0], set(references[1 : 1 + IDLE_ARRANGEMENTS])
    spent = {
        "one at a time": await clicks(place, [t for t in tasks if t.reference in idle], 1),
        f"{AT_A_TIME} at a time": await clicks(
            place, in_rounds([t for t in tasks if t.reference not in {kept, *idle}]), AT_A_TIME
        ),
    }
    found = show_signatures(spent)
    found += [
        below(f"Typesetting the {document}", 60, ms, "ms")
        for document, ms in typesetting(place, kept).items()
    ]
    judged = judging(place, kept)
    found.append(below("Judging a proposal against the whole letter", 2, judged, "ms"))
    reviewed = await review_page(place, kept)
    found.append(below("The review page, with everything on it", 50, reviewed, "ms"))
    found += show_memory(await with_open_arrangements(place))
    fill_board(place)
    task = next(task for task in tasks if task.reference == kept)
    loads = {"signing page": await signing_page(place, task), "board": await board(place)}
    return found + show_pages(loads)


def hours(place: Installation) -> Finding:
    """The file of a pay period for the time system; last, since it needs so many on record."""
    tools = place.tools
    agency = next(each for each in tools.agencies.values() if tools.programs.of(each).hours)
    with tools.sessions() as session:
        fill(session, tools.programs.of(agency), agency)
    return planned_hours(tools.sessions, tools.programs, agency)


def statement() -> list[Finding]:
    """The report on the extent of use, where there is a PostgreSQL to fill for it."""
    try:
        return extent()
    except NoPostgres as missing:
        console.print(f"The report on the extent of use was not measured: {missing}")
        return []


def show_signatures(spent: dict[str, list[float]]) -> list[Finding]:
    """From click to recorded, idle and busy."""
    table = Table("", "signatures", "p50 ms", "p99 ms", title="A signature, from click to recorded")
    for name, times in spent.items():
        row = (f"{percentile(times, share):.0f}" for share in (0.5, 0.99))
        table.add_row(name, str(len(times)), *row)
    console.print(table)
    idle = next(iter(spent.values()))
    return [below("A signature recorded, idle, p50", 40, percentile(idle, 0.5), "ms")]


def show_memory(memory: dict[str, int]) -> list[Finding]:
    """Resident memory by process."""
    table = Table("", "resident MB", title=f"Memory with {OPEN:,} open arrangements")
    for name, size in memory.items():
        table.add_row(name, f"{size / 1e6:.0f}")
    console.print(table)
    return [below("Memory of the worker", 250, memory["worker"] / 1e6, "MB")]


def show_pages(loads: dict[str, Load]) -> list[Finding]:
    """Pages for many readers at once."""
    title = f"Pages, {READERS} readers at once, {MANY:,} arrangements"
    table = Table("", "p50 ms", "p99 ms", "requests a second", title=title)
    for name, load in loads.items():
        table.add_row(name, f"{load.p50:.0f}", f"{load.p99:.0f}", f"{load.per_second:.0f}")
    console.print(table)
    return [below(f"The {name}, p99", 100, load.p99, "ms") for name, load in loads.items()]


if __name__ == "__main__":
    asyncio.run(main())
    sys.stdout.flush()
    os._exit(0)
