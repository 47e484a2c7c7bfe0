"""Written approvals judged: for which day, by when, and whether a decision counts (GL32 IV.D)."""

from collections.abc import Mapping
from datetime import date, datetime, time

from policy.concerns import ApprovalDecided, Concern, ConcernState
from policy.deadlines import A_DAY, Offsets
from policy.form import holds
from policy.forms.typed import read_date, read_time
from policy.in_force import ApprovalRule


def day_of(field: str, answers: Mapping[str, str]) -> date | None:
    """The day in that field; None where none is given."""
    found = read_date(answers.get(field, ""))
    return found if isinstance(found, date) else None


def decided_by(
    rule: ApprovalRule, answers: Mapping[str, str], now: datetime, there: Offsets
) -> datetime | None:
    """The instant (UTC) before which it has to be decided: the day's beginning, or a time on it.

    A day that moves concerns two: it is decided before the first of them begins (IV.D).
    """
    day = day_of(rule.on, answers)
    if day is None:
        days = rule.lapse_after_days
        return there.midnight(there.day(now) + (days + 1) * A_DAY) if days else None
    at = read_time(answers.get(rule.at, "")) if rule.at else time.min
    due_at = there.instant(day, at if isinstance(at, time) else time.min)
    moved_to = day_of(rule.to, answers)
    return min(due_at, there.midnight(moved_to)) if moved_to else due_at


def objection_to_asking(
    rule: ApprovalRule, answers: Mapping[str, str], now: datetime, there: Offsets
) -> str | None:
    """Why this cannot be asked for, with the rule's section; None where it can."""
    cited = f" ({rule.citation})" if rule.citation else ""
    if rule.lasting and holds(rule.lasting, answers):
        return f"A lasting change needs a modification, signed anew by all{cited}."
    if rule.on and day_of(rule.on, answers) is None:
        return f"Name the day it is for{cited}."
    due_at = decided_by(rule, answers, now, there)
    if due_at is not None and rule.decided_by and due_at <= now:
        return f"This has to be approved beforehand, and that time has passed{cited}."
    return None


def objection_to_deciding(concern: Concern, act: ApprovalDecided) -> str | None:
    """Why a decision does not count, or None.

    One that was made in time counts even where the report of it came after the lapse.
    """
    if concern.due_at is not None and act.by.at >= concern.due_at:
        return "it has to be decided beforehand, and that time has passed"
    if concern.state not in {ConcernState.OPEN, ConcernState.LAPSED}:
        return "it is decided already"
    return None if act.approved or act.note.strip() else "a refusal needs its reason"
