"""The notices of an ending that stand: at most one of each side, and the earlier day holds."""

from dataclasses import dataclass
from datetime import date

from api.views.facts import Facts
from api.views.words import short_instant
from policy.account import Happening
from policy.plan import employee_role
from policy.program import Program
from policy.wording import show_date
from records.entries import TimelineEntry


@dataclass(frozen=True)
class NoticeView:
    """A notice that was given: by whom, when, why, and the last day that it names.

    `other` is the one of the other side that stands beside it, in words; blank for none.
    """

    last_day: str
    by: str
    at: str
    why: str
    other: str = ""


def standing(facts: Facts) -> tuple[TimelineEntry, ...]:
    """The notices that stand, the one that holds first (IV.E)."""
    given: dict[str, TimelineEntry] = {}
    for entry in facts.entries:
        if entry.kind == Happening.NOTICE_GIVEN:
            given[entry.role] = entry
        elif entry.kind == Happening.NOTICE_WITHDRAWN:
            given.pop(entry.role, None)
    if facts.arrangement.notice_until is None:
        return ()
    return tuple(sorted(given.values(), key=_last_day))


def own(facts: Facts) -> TimelineEntry | None:
    """The notice of the viewer's side, which alone they can take back."""
    employee = employee_role(facts.program)
    mine = facts.viewer == facts.arrangement.employee
    return next((it for it in standing(facts) if (it.role == employee) is mine), None)


def notice(facts: Facts) -> NoticeView | None:
    """The notice that ends it, if one stands."""
    return _view(facts, next(iter(standing(facts)), None))


def own_notice(facts: Facts) -> NoticeView | None:
    """The notice that the viewer can take back."""
    return _view(facts, own(facts))


def why(program: Program, entry: TimelineEntry) -> str:
    """The reason of the program, with its section, and the words that were written."""
    reason = program.in_force.reason(entry.evidence.get("because", ""))
    section = f" ({program.source}, {reason.citation})" if reason and reason.citation else ""
    title = f"{reason.title}{section}" if reason else ""
    return ". ".join(each for each in (title, entry.note) if each)


def _view(facts: Facts, entry: TimelineEntry | None) -> NoticeView | None:
    if entry is None:
        return None
    beside = (each for each in standing(facts) if each.role != entry.role)
    return NoticeView(
        last_day=show_date(_last_day(entry)),
        by=_by(facts, entry),
        at=short_instant(entry.at, facts.zone),
        why=why(facts.program, entry),
        other=next((f"{_by(facts, it)}: {show_date(_last_day(it))}" for it in beside), ""),
    )


def _by(facts: Facts, entry: TimelineEntry) -> str:
    return f"{facts.names.of(entry.person)}, {facts.title(entry.role)}"


def _last_day(entry: TimelineEntry) -> date:
    return date.fromisoformat(entry.evidence["last_day"])
