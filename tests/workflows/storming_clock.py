"""Time passes from deadline to deadline: each does what it is for, once and never early."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

from policy.account import DeadlineSet, Standing
from policy.tasks import Purpose
from records.entries import TimelineEntry
from tests.case import Case

A_MOMENT = timedelta(minutes=1)
AN_ENDING = ("last_day", "notice")
CAUSES = {
    "started": ("start",),
    "end_announced": ("reminder:last_day",),
    "ended": AN_ENDING,
    "copy_warned": ("reminder:{about}:*",),
    "copy_overdue": ("{about}:*:due",),
    "reminded": ("approval:{about}", "duty:{about}", "reminder"),
    "escalated": ("approval:{about}", "duty:{about}", "reminder"),
    "approval_lapsed": ("approval:{about}", *AN_ENDING),
    "duty_overdue": ("duty:{about}",),
    "duty_opened": ("reminder:opens:*", *AN_ENDING),
    "duty_dropped": AN_ENDING,
}
"""What may happen while nobody acts, and the names of the deadlines that bring it."""

MAY_BE_SILENT = ("reminder", "reminder:opens:*")
"""Nobody may be left to remind; what would open may be owed already."""

OF_CONCERNS = ("approval:*", "duty:*")
"""Of these, only a reminder may be silent, and only while nobody holds the role."""


class Clock:
    """The clock of one arrangement, and every deadline that it has seen fall due."""

    def __init__(self, case: Case) -> None:
        """None has fallen due."""
        self.case = case
        self.fired: set[tuple[str, datetime]] = set()

    async def pass_until(self, instant: datetime) -> None:
        """Skip to each deadline in turn, and look at what it has brought."""
        world = self.case.world
        while (now := await world.now()) < instant:
            before = await self.case.recorded()
            known = len(await self.case.timeline())
            due = min((each.at for each in before.deadlines), default=instant) + A_MOMENT
            await world.skip_to(min(max(due, now + A_MOMENT), instant))
            await self._judge(before, known)

    def none_comes_again(self, standing: Standing) -> None:
        """What has fallen due is not set once more for the same instant."""
        assert not self.fired & {(each.name, each.at) for each in standing.deadlines}

    async def _judge(self, before: Standing, known: int) -> None:
        now = await self.case.world.now()
        due = [each for each in before.deadlines if each.at <= now]
        after, entries = await self.case.recorded(), (await self.case.timeline())[known:]
        assert not [each for each in after.deadlines if each.at <= now]
        for entry in entries:
            assert [*_causes(entry, due)], f"{entry.kind} {entry.about} at {entry.at}"
        happened = Counter((entry.kind, entry.role, entry.about, entry.note) for entry in entries)
        for (kind, role, about, _), times in happened.items():
            assert times <= _most(kind, role, about, before), f"{kind} {role} {about}: {times}"
        ended = after.ending is not None and before.ending is None
        falls_due = {concern.due_at for concern in await self.case.concerns()}
        for each in due:
            brought = [entry for entry in entries if each in _causes(entry, due)]
            is_reminder = each.at not in falls_due
            assert brought or ended or _may_be_silent(each, before, is_reminder=is_reminder), each
        self.fired |= {(each.name, each.at) for each in due}


def _most(kind: str, role: str, about: str, before: Standing) -> int:
    """How often it may happen at once: each who is asked for something is reminded of it."""
    asked = {t.person for t in before.tasks if t.role == role and about in {"", t.about}}
    return max(len(asked), 1) if kind == "reminded" else 1


def _causes(entry: TimelineEntry, due: Sequence[DeadlineSet]) -> Iterator[DeadlineSet]:
    """The deadlines that may have brought it: of such a name, and not after it."""
    names = tuple(name.format(about=entry.about) for name in CAUSES.get(entry.kind, ()))
    return (each for each in due if each.at <= entry.at and _is_like(each, names))


def _may_be_silent(deadline: DeadlineSet, standing: Standing, *, is_reminder: bool) -> bool:
    """Whether it may bring nothing: nobody is there to be reminded."""
    if is_reminder and _is_like(deadline, OF_CONCERNS):
        vacant = {task.about for task in standing.tasks if task.purpose is Purpose.APPOINT}
        about = deadline.name.partition(":")[2]
        return {task.role for task in standing.tasks if task.about == about} <= vacant
    return _is_like(deadline, MAY_BE_SILENT)


def _is_like(deadline: DeadlineSet, names: Sequence[str]) -> bool:
    return any(fnmatchcase(deadline.name, name) for name in names)
