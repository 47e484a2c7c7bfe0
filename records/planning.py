"""What the hours planned follow from, as the records have it: versions, schedules, approvals.

A duty may change them too: what to do for the rest of a day on which somebody cannot work there.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date, time

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from policy.account import Span
from policy.coding import week_from_json
from policy.concerns import GRANTED, ConcernKind, ConcernState
from policy.forms.typed import read_date, read_number, read_time
from policy.hours.planned import Change, Lived, Version
from policy.in_force import ApprovalRule, Effect, InForce, effect_of
from policy.timekeeping import Period
from policy.week import Week
from records.arrangements import Arrangement, spans_of
from records.concerns import ConcernRow
from records.proposals import ProposalVersion

RulesOf = Callable[[str, str], InForce]
"""Finds what is in force by a program and its version."""

Condition = ColumnElement[bool]


def of_agency(session: Session, agency: str, period: Period, rules_of: RulesOf) -> list[Lived]:
    """The arrangements of an agency that are in force on some day of the period."""
    wanted = _of_agency(agency, period.last)
    wanted.append(
        or_(col(Arrangement.ended_on).is_(None), col(Arrangement.ended_on) > period.first)
    )
    return _lives(session, wanted, rules_of)


def with_ended(session: Session, agency: str, until: date, rules_of: RulesOf) -> list[Lived]:
    """Every arrangement of an agency that was ever in force until that day, those over too."""
    return _lives(session, _of_agency(agency, until), rules_of)


def of_people(session: Session, numbers: Collection[str], rules_of: RulesOf) -> list[Lived]:
    """Every arrangement of these employees that was or is in force."""
    return _lives(session, [col(Arrangement.employee).in_(sorted(numbers))], rules_of)


def _of_agency(agency: str, until: date) -> list[Condition]:
    return [col(Arrangement.agency) == agency, col(Arrangement.starts_on) <= until]


def _lives(session: Session, wanted: list[Condition], rules_of: RulesOf) -> list[Lived]:
    """Three queries, whatever the count."""
    signed = [*wanted, col(Arrangement.in_force) > 0]
    in_order = (col(Arrangement.employee), col(Arrangement.starts_on), col(Arrangement.reference))
    found = session.exec(select(Arrangement).where(*signed).order_by(*in_order)).all()
    contents = _contents(session, signed)
    changes = changes_of(session, signed, rules_of)
    return [
        Lived(
            reference=each.reference,
            employee=each.employee,
            versions=tuple(_versions(each.reference, spans_of(each), contents)),
            changes=tuple(changes.get(each.reference, ())),
            ended_on=each.ended_on,
        )
        for each in found
    ]


Contents = dict[tuple[str, int], tuple[Week, date]]
"""Reference and version to the schedule and first day of its proposal."""


def _contents(session: Session, wanted: list[Condition]) -> Contents:
    """Of each version that everybody may have signed; the rest of the proposal stays unread.

    Many share a schedule: each is read once.
    """
    content = col(ProposalVersion.content)
    found = session.exec(
        select(
            ProposalVersion.reference,
            ProposalVersion.version,
            content["week"],
            content["starts_on"],
        )
        .join(Arrangement, col(Arrangement.reference) == col(ProposalVersion.reference))
        .where(*wanted, col(ProposalVersion.version) > 0)
    )
    weeks: dict[str, Week] = {}
    contents: Contents = {}
    for reference, version, week, first in found:
        kept = str(week)
        if kept not in weeks:
            weeks[kept] = week_from_json(week)
        contents[reference, version] = (weeks[kept], date.fromisoformat(str(first)))
    return contents


def _versions(reference: str, spans: tuple[Span, ...], contents: Contents) -> Iterator[Version]:
    for span in spans:
        if (reference, span.version) in contents:
            week, signed_for = contents[reference, span.version]
            yield Version(span.version, span.starts_on, span.ends_on, signed_for, week)


def changes_of(
    session: Session, wanted: list[Condition], rules_of: RulesOf
) -> dict[str, list[Change]]:
    """What the written approvals that were given change, and duties done, by reference."""
    found = session.exec(
        select(ConcernRow, Arrangement.program, Arrangement.program_version)
        .join(Arrangement, col(Arrangement.reference) == col(ConcernRow.reference))
        .where(*wanted, or_(*_CHANGING))
        .order_by(ConcernRow.reference, col(ConcernRow.number))
    )
    changes: dict[str, list[Change]] = defaultdict(list)
    reports: dict[tuple[str, int], ConcernRow] = {}
    for concern, program, version in found:
        rules, reference = rules_of(program, version), concern.reference
        if concern.kind == ConcernKind.REPORT:
            reports[reference, concern.number] = concern
        elif concern.kind == ConcernKind.DUTY:
            changes[reference] += _rest(rules, concern, reports.get((reference, concern.parent)))
        elif (rule := rules.approval(concern.rule)) and concern.on is not None:
            changes[reference] += _change(rule, concern, concern.on)
    return {reference: each for reference, each in changes.items() if each}


_ON_A_DAY = col(ConcernRow.on).is_not(None)
_CHANGING = (
    and_(
        col(ConcernRow.kind) == ConcernKind.APPROVAL.value,
        col(ConcernRow.state).in_([state.value for state in GRANTED]),
        _ON_A_DAY,
    ),
    and_(col(ConcernRow.kind) == ConcernKind.REPORT.value, _ON_A_DAY),
    and_(
        col(ConcernRow.kind) == ConcernKind.DUTY.value,
        col(ConcernRow.state) == ConcernState.DONE.value,
        col(ConcernRow.parent) > 0,
    ),
)
"""The approvals given, and the duties done after a report, with that report's day and time."""


def _rest(rules: InForce, duty: ConcernRow, report: ConcernRow | None) -> Iterator[Change]:
    """What becomes of the rest of the day that a report is about (GL32 IV.L)."""
    rule, told = rules.duty(duty.rule), rules.report(report.rule) if report else None
    if rule is None or told is None or report is None or report.on is None:
        return
    effect, since = effect_of(rule, duty.closing), read_time(report.answers.get(told.at, ""))
    if effect is not Effect.NONE and isinstance(since, time):
        yield Change(number=duty.number, effect=effect, on=report.on, since=since)


def _change(rule: ApprovalRule, concern: ConcernRow, on: date) -> Iterator[Change]:
    effect = effect_of(rule, concern.answers)
    if effect is not Effect.NONE:
        to = read_date(concern.answers.get(rule.to, ""))
        hours = read_number(concern.answers.get(rule.hours, ""))
        yield Change(
            number=concern.number,
            effect=effect,
            on=on,
            to=to if isinstance(to, date) else None,
            hours=None if isinstance(hours, str) else int(hours * 100),
        )
