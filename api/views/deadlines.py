"""An arrangement's deadlines as bars: what is due, when, and how much of the time has passed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from api.views.facts import Facts
from api.views.words import from_today, short_date
from policy.account import Happening, Status
from policy.deadlines import ZoneClocks, copy_dates, local_date
from policy.program import CopyRule
from policy.tasks import Purpose

SOON_DAYS = 14


@dataclass(frozen=True)
class DeadlineView:
    """One deadline; `share` is how much of its time has passed, in percent."""

    title: str
    text: str
    share: int
    tone: str = ""


def deadlines(facts: Facts) -> tuple[DeadlineView, ...]:
    """The start, every copy with a deadline, and the last day; nothing once it is over."""
    found = [_start(facts), *(_copy(facts, rule) for rule in facts.program.copies), _last(facts)]
    return tuple(deadline for deadline in found if deadline is not None)


def tone_of(day: date, today: date) -> str:
    """ "late" for what has passed, "soon" for what comes within two weeks."""
    days = (day - today).days
    return "late" if days < 0 else "soon" if days <= SOON_DAYS else ""


def _start(facts: Facts) -> DeadlineView | None:
    if facts.closed or facts.status is Status.ACTIVE:
        return None
    day = facts.arrangement.starts_on
    return _bar("Start", local_date(facts.arrangement.submitted_at, facts.zone), day, facts.today)


def _copy(facts: Facts, rule: CopyRule) -> DeadlineView | None:
    """A copy with a deadline: before authorization the rule, then the day, then that it is done."""
    if rule.due_within_days is None:
        return None
    authorized = facts.last(Happening.AUTHORIZED)
    if authorized is None:
        days = f"{rule.due_within_days} days after the last signature"
        return None if facts.closed else DeadlineView(rule.title, days, 0)
    due = copy_dates(authorized.at, rule, ZoneClocks(facts.zone)).due_on
    owed = any(t.purpose == Purpose.COPY and t.about == rule.id for t in facts.tasks)
    if not owed:
        return DeadlineView(rule.title, f"sent, due {short_date(due)}", 100)
    return _bar(rule.title, local_date(authorized.at, facts.zone), due, facts.today)


def _last(facts: Facts) -> DeadlineView | None:
    noticed = facts.arrangement.notice_until
    day = noticed or facts.arrangement.ends_on
    if facts.closed or day is None:
        return None
    title = "Last day, by notice" if noticed else "Last day"
    return _bar(title, facts.arrangement.starts_on, day, facts.today)


def _bar(title: str, first: date, last: date, today: date) -> DeadlineView:
    return DeadlineView(title, _when(last, today), _share(first, last, today), tone_of(last, today))


def _when(day: date, today: date) -> str:
    return f"{short_date(day)}, {from_today(day, today)}"


def _share(first: date, last: date, today: date) -> int:
    """How much of the days between has passed, 0 to 100."""
    span = max((last - first).days, 1)
    return min(100, max(0, round(100 * (today - first).days / span)))


def instant_of(text: str) -> datetime:
    """An instant as the records keep it in JSON, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)
