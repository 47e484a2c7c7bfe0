"""Starts the parts of the system in order, keeps them running, and ends them all."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from embedded.child import Child, spawn
from embedded.service import Service

GLANCE = 0.1
"""Seconds between two looks at the children."""
STEADY = 60.0
"""Seconds that a part must live for its earlier deaths to be forgotten."""
LONGEST_WAIT = 30.0
"""Seconds to wait at most before starting a part again that keeps dying."""

Say = Callable[[str], None]


class PartFailed(RuntimeError):
    """A part ended while it was being started, or never served; the message has its last words."""

    def __init__(self, problem: str, child: Child) -> None:
        """`problem` goes on from the part's name."""
        words = child.last_words() or "It said nothing."
        super().__init__(f"The {child.name} {problem}. Its log, {child.log}, ends:\n{words}")


@dataclass
class Part:
    """A service with its running child; times are seconds of the monotonic clock.

    `again_at` is when to start it again, once it was seen to have ended; `deaths` counts those
    since it was last steady; `serves` is false from its death until it answers again.
    """

    service: Service
    child: Child
    since: float
    deaths: int = 0
    again_at: float | None = None
    serves: bool = True

    def note_death(self, now: float) -> float:
        """Set when to start it again, and return in how many seconds: none at first, then more."""
        self.deaths = 0 if now - self.since > STEADY else self.deaths
        pause = min(LONGEST_WAIT, 2.0**self.deaths / 2) if self.deaths else 0.0
        self.deaths += 1
        self.serves = False
        self.again_at = now + pause
        return pause


class Supervisor:
    """Children of this process, each on a leash: none is left behind, however this ends.

    `logs` is the folder of their output, `environment` what they get on top of ours; `say` tells
    the person in front of it.
    """

    def __init__(self, logs: Path, environment: Mapping[str, str], say: Say) -> None:
        """Nothing starts yet."""
        self.logs = logs
        self.environment = environment
        self.say = say
        self.groups: list[list[Part]] = []

    async def start(self, *services: Service) -> None:
        """Start services side by side; return when all serve, or raise PartFailed."""
        parts = [Part(each, self._spawn(each), time.monotonic()) for each in services]
        self.groups.append(parts)
        waiting = parts
        while waiting := [part for part in waiting if not await self._serves(part)]:
            await asyncio.sleep(GLANCE)

    async def watch(self) -> None:
        """Start again whatever ends, for ever, and say so."""
        while True:
            await asyncio.gather(*(self._look_after(part) for part in self.parts))
            await asyncio.sleep(GLANCE)

    async def stop(self) -> None:
        """End all, those started last first, so that the engine outlives who uses it."""
        while self.groups:
            await asyncio.gather(*(part.child.stop() for part in self.groups[-1]))
            self.groups.pop()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part, in the order started."""
        return tuple(part for group in self.groups for part in group)

    async def _serves(self, part: Part) -> bool:
        if not part.child.running:
            problem = "ended while it was being started"
            raise PartFailed(problem, part.child)
        if await part.service.ready():
            self.say(f"The {part.service.name} is ready.")
            return True
        if time.monotonic() - part.since > part.service.patience:
            problem = f"does not serve after {part.service.patience:.0f} seconds"
            raise PartFailed(problem, part.child)
        return False

    async def _look_after(self, part: Part) -> None:
        """Start a part again if it has ended and its pause is over, and say when it serves."""
        if part.child.running:
            if not part.serves and await part.service.ready():
                part.serves = True
                self.say(f"The {part.service.name} runs again.")
            return
        now = time.monotonic()
        if part.again_at is None:
            pause = part.note_death(now)
            code = part.child.process.returncode
            self.say(f"The {part.service.name} ended ({code}); starting it again in {pause:.0f} s.")
        elif now >= part.again_at:
            part.child, part.since, part.again_at = self._spawn(part.service), now, None

    def _spawn(self, service: Service) -> Child:
        log = self.logs / f"{service.name.replace(' ', '-')}.log"
        return spawn(service.name, service.command, log, self.environment)
