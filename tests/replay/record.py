"""Records the histories anew: `python -m tests.replay.record`, or some of them by name.

Do so only after a change that no running arrangement can meet, or that `workflow.patched` guards;
otherwise the histories of before are what today's code must still follow.
"""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.replay.paths import CHANGES, PATHS
from tests.replay.replaying import HISTORIES
from tests.world import a_world
from worker import Tools


def as_it_is(tools: Tools) -> Tools:
    """Nothing is otherwise."""
    return tools


async def record(name: str) -> str:
    """Live through one path; returns its history as JSON."""
    with TemporaryDirectory() as folder:
        async with a_world(Path(folder), change=CHANGES.get(name, as_it_is)) as world:
            history = await (await PATHS[name](world)).history()
    return history.to_json()


def main(names: list[str]) -> None:
    """Record the paths of those names, or all of them."""
    HISTORIES.mkdir(exist_ok=True)
    for name in names or PATHS:
        text = asyncio.run(record(name))
        (HISTORIES / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
        sys.stdout.write(f"{name}: {len(text) // 1024} KB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
