"""Deadlines: absolute instants, one durable timer each, with a label an operator can read."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from temporalio import workflow

from workflows.beside import beside

with workflow.unsafe.imports_passed_through():
    from policy.account import REMINDER, START, DeadlineSet


class Due(StrEnum):
    """The deadlines that end with the arrangement; those of copies carry the copy's ID.

    A name that begins as a reminder's does is no date that anybody has to keep.
    """

    REMINDER = REMINDER
    START = START
    ANNOUNCEMENT = f"{REMINDER}:last_day"
    LAST_DAY = "last_day"
    NOTICE = "notice"


@dataclass(frozen=True)
class _Armed:
    deadline: DeadlineSet
    then: Callable[[], None]


class Deadlines:
    """Every deadline of one arrangement.

    Each has its own timer, but a wake-up of any kind fires whatever is due, by comparing instants:
    which timer woke the workflow decides nothing.
    """

    def __init__(self) -> None:
        """Start with none."""
        self._armed: dict[str, _Armed] = {}
        self._watchers: dict[str, asyncio.Task[None]] = {}
        self.fell_due = False
        """Whether any has fallen due since the account was drawn last: it may have set the next."""

    def set(self, name: str, label: str, at: datetime, then: Callable[[], None]) -> None:
        """Do `then` once at `at`; a deadline of the same name is moved."""
        self._armed[name] = _Armed(DeadlineSet(name, label, at), then)
        if name not in self._watchers:
            self._watchers[name] = beside(self._watch(name))

    def clear(self, *names: str) -> None:
        """Forget these deadlines; their timers are canceled."""
        for name in names:
            self._armed.pop(name, None)

    def clear_all(self) -> None:
        """Forget every deadline."""
        self._armed.clear()

    def has(self, name: str) -> bool:
        """Whether this deadline is still ahead."""
        return name in self._armed

    def listed(self) -> tuple[DeadlineSet, ...]:
        """What is set, the earliest first."""
        return tuple(sorted((a.deadline for a in self._armed.values()), key=lambda d: d.at))

    def collect(self) -> None:
        """Fire everything that is due by now, the earliest first."""
        now = workflow.now()
        for deadline in self.listed():
            armed = self._armed.get(deadline.name)
            if deadline.at <= now and armed is not None and armed.deadline == deadline:
                del self._armed[deadline.name]
                self.fell_due = True
                armed.then()

    async def settle(self) -> None:
        """Wait until every timer has been canceled after `clear_all`."""
        await asyncio.gather(*self._watchers.values())

    async def _watch(self, name: str) -> None:
        while name in self._armed:
            await self._until_due_or_moved(self._armed[name].deadline)
            self.collect()
        del self._watchers[name]

    async def _until_due_or_moved(self, deadline: DeadlineSet) -> None:
        """Wait for the timer, or until it is of no use: one that is due by now is let fire."""
        left = deadline.at - workflow.now()
        if left <= timedelta(0):
            return
        try:
            await workflow.wait_condition(
                lambda: deadline.at > workflow.now() and not self._stands(deadline),
                timeout=left,
                timeout_summary=deadline.label,
            )
        except TimeoutError:
            return

    def _stands(self, deadline: DeadlineSet) -> bool:
        armed = self._armed.get(deadline.name)
        return armed is not None and armed.deadline == deadline
