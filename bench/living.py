"""What a busy life leaves in the engine: `python -m bench.living` measures it alone.

Ten written approvals, three reports with the duties that follow, and two modifications.
"""

import asyncio
import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from bench.aims import Finding, below, comparison
from bench.history import Trace, in_force, lived_out, skip
from bench.installation import Installation, installed
from demonstration.everyday import Everyday
from policy.acts import Submission
from workflows.arrangement import ArrangementWorkflow

WEEKS, A_WEEK = 10, timedelta(days=7)
REPORTED = (2, 5, 8)
MODIFIED = {3: ("monday", "thursday"), 7: ("wednesday", "friday")}
"""The weeks in which something is reported, or other days are agreed on."""


async def busy_life(place: Installation, *, anew: bool = False) -> Trace:
    """A request each week, reports and modifications between them; then the last day.

    `anew` has it go on in a fresh history halfway, of which alone the trace then tells.
    """
    submission = await in_force(place)
    tools = place.tools
    program = tools.programs.get(submission.plan.program, submission.plan.version)
    everyday = Everyday(place.everybody, tools.sessions, submission, program)
    today = submission.proposal.starts_on
    await skip(place, submission.reference, today - datetime.now(UTC).date())
    for week in range(WEEKS):
        if anew and week == WEEKS // 2:
            await begin_anew(place, submission)
        if week in MODIFIED:
            await everyday.modify(*MODIFIED[week])
        if week in REPORTED:
            await everyday.report(today, REPORTED.index(week))
        await everyday.ask(today, week)
        await skip(place, submission.reference, A_WEEK)
        today += A_WEEK
    return await lived_out(place, submission, today)


async def begin_anew(place: Installation, submission: Submission) -> None:
    """Have it go on in a fresh history."""
    handle = place.everybody.handle(submission.reference)
    before = (await handle.describe()).run_id
    await handle.signal(ArrangementWorkflow.begin_anew)
    while (await handle.describe()).run_id == before:
        await asyncio.sleep(0.01)


async def busy_lives(place: Installation) -> list[Finding]:
    """One life in one history, and one that goes on in a fresh history halfway."""
    whole, second = await busy_life(place), await busy_life(place, anew=True)
    return [
        below("History of a busy life", 400, whole.events, "events"),
        below("History of a busy life", 60, whole.size / 1000, "KB"),
        below("Second half of one, in a fresh history", 400, second.events, "events"),
    ]


async def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with installed(Path(folder)) as place:
            Console(width=110).print(comparison(await busy_lives(place)))


if __name__ == "__main__":
    asyncio.run(main())
    sys.stdout.flush()
    os._exit(0)
