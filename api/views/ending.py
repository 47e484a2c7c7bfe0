"""How an arrangement ends, or ended: the reasons to choose from, and the closing facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.views.facts import Facts
from api.views.fields import FieldView, field_views
from api.views.notices import why
from api.views.waiting import ended
from api.views.words import short_instant
from policy.account import Happening
from policy.concerns import Concern, ConcernKind
from policy.deadlines import A_DAY
from policy.forms.checking import Problem
from policy.in_force import EndingReason
from policy.living.ending import earliest_last_day
from policy.living.ending_forms import named, offered
from policy.program import Program
from policy.wording import capital, show_date
from records.entries import TimelineEntry


@dataclass(frozen=True)
class ReasonView:
    """One reason of the program, with its fields as typed, and the reports that give it."""

    rule: EndingReason
    fields: tuple[FieldView, ...]
    reports: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EndingView:
    """What the page shows on which somebody ends it; `earliest` is that of a notice given today."""

    mine: bool
    in_force: bool
    reasons: tuple[ReasonView, ...]
    notice_days: int
    earliest: str
    ends_on: str
    returns: tuple[str, ...]

    @property
    def withdraws(self) -> bool:
        """Whether it is the employee's proposal, which nothing came of yet."""
        return self.mine and not self.in_force


def ending_view(facts: Facts, values: Mapping[str, str], problems: Sequence[Problem]) -> EndingView:
    """The page on which somebody ends it, filled with what was sent."""
    rules, row = facts.program.in_force, facts.arrangement
    in_force = bool(row.in_force)
    made = [each for each in facts.concerns.values() if each.kind is ConcernKind.REPORT]
    reasons = offered(rules) if in_force else ()
    return EndingView(
        mine=facts.viewer == row.employee,
        in_force=in_force,
        reasons=tuple(
            ReasonView(
                each,
                field_views(named(each), values, problems),
                _reports(facts, made, each.id),
            )
            for each in reasons
        ),
        notice_days=rules.ending.notice_days,
        earliest=show_date(earliest_last_day(rules, facts.today)),
        ends_on=show_date(row.ends_on) if row.ends_on else "",
        returns=_opened(facts.program),
    )


def closing(facts: Facts) -> tuple[tuple[str, str], ...]:
    """The closing facts of what was in force: why, by whom, notice, last day (Appendix B)."""
    row, entry = facts.arrangement, facts.last(Happening.ENDED)
    if not facts.closed or not row.ended_on or entry is None:
        return ()
    number = entry.evidence.get("noticed_by", entry.person)
    given = _given(facts, entry) if "noticed_by" in entry.evidence else None
    told = [
        ("How it ended", capital(ended(row))),
        ("Why", why(facts.program, given or entry)),
        ("Ended by", _who(facts, entry, number)),
        ("Notice given", short_instant(given.at, facts.zone) if given else "None"),
        _lasted(row.starts_on, row.ended_on),
        ("Recorded", short_instant(entry.at, facts.zone)),
    ]
    return tuple((label, value) for label, value in told if value)


def _lasted(starts_on: date, ended_on: date) -> tuple[str, str]:
    """The last day in force; what ends before its first day has none."""
    if ended_on <= starts_on:
        return "In force", f"Never: it would have begun on {show_date(starts_on)}"
    return "Last day in force", show_date(ended_on - A_DAY)


def _given(facts: Facts, entry: TimelineEntry) -> TimelineEntry | None:
    """The notice by which it ended: the latest of the side that ended it."""
    ours = (e for e in reversed(facts.entries) if e.kind == Happening.NOTICE_GIVEN)
    return next((each for each in ours if each.role == entry.role), None)


def _who(facts: Facts, entry: TimelineEntry, number: str) -> str:
    if not number:
        return "Nobody: its last day was over"
    name = facts.names.of(number)
    return f"{name}, {facts.title(entry.role)}" if entry.role else f"{name}, by the directory"


def _reports(facts: Facts, made: Sequence[Concern], reason: str) -> tuple[tuple[str, str], ...]:
    """The reports that give this reason, each with its page."""
    rules = {each.id: each for each in facts.program.in_force.reports if reason in each.ends}
    base = f"/arrangements/{facts.arrangement.reference}/concerns"
    known = [(rules[each.rule].title, each) for each in made if each.rule in rules]
    return tuple(
        (f"{title}, {short_instant(each.opened_at, facts.zone)}", f"{base}/{each.number}")
        for title, each in known
    )


def _opened(program: Program) -> tuple[str, ...]:
    found = (program.in_force.duty(each) for each in program.in_force.ending.opens)
    return tuple(duty.title for duty in found if duty)
