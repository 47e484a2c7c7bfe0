"""What the JSON API tells of what comes up while an arrangement is in force."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session

from api.calls.telling import tell_field
from api.calls.told import FieldTold, Told
from api.parts import Parts
from api.rights.access import WHEN, Doing
from api.rights.concerning import case_of
from api.views.concern_words import rule_of, title_of
from api.views.concerns import is_readable
from api.views.facts import Facts, facts_of
from api.who import Who
from policy.account import Status
from policy.concerns import Concern, ConcernKind
from policy.forms.problem import cited
from policy.in_force import ApprovalRule, DutyRule, ReportRule, Rule
from policy.program import Program
from records.arrangements import Arrangement


class RuleTold(Told):
    """A rule: who may send it, who decides or is told, and the fields that it asks for."""

    id: str
    title: str
    section: str
    text: str
    roles: tuple[str, ...]
    goes_to: tuple[str, ...]
    fields: tuple[FieldTold, ...]


class ConcernTold(Told):
    """One request, report or duty; `answers` and `closing` as far as they are the reader's to see.

    `due_at` is the instant before which it has to be decided or done, `on` the day it is for.
    """

    number: int
    kind: str
    rule: str
    title: str
    state: str
    role: str
    person: str
    opened_at: datetime
    on: date | None
    due_at: datetime | None
    parent: int
    subject: str
    closed_at: datetime | None
    closed_role: str
    closed_by: str
    note: str
    answers: dict[str, str]
    closing: dict[str, str]


class ConcernsTold(Told):
    """What the caller may ask for and report now, and what came up so far.

    `duties` are the rules of what is owed now, with the fields with which it closes.
    """

    approvals: tuple[RuleTold, ...]
    reports: tuple[RuleTold, ...]
    duties: tuple[RuleTold, ...]
    concerns: tuple[ConcernTold, ...]


class KeptTold(ConcernTold):
    """A written approval of some arrangement, as it is kept for audit (GL32 IV.D)."""

    reference: str
    agency: str
    unit: str
    employee: str


class KeptsTold(Told):
    """The written approvals asked for between two days."""

    approvals: tuple[KeptTold, ...]


def tell_concerns(
    session: Session, parts: Parts, who: Who, arrangement: Arrangement
) -> ConcernsTold:
    """What comes up on an arrangement; nothing before everybody has signed."""
    status = Status(arrangement.status)
    if status not in WHEN[Doing.REPORT]:
        return ConcernsTold(approvals=(), reports=(), duties=(), concerns=())
    case = case_of(session, parts, who, arrangement)
    facts = facts_of(session, parts, arrangement, who)
    shown = [each for each in facts.concerns.values() if is_readable(facts, case.roles, each)]
    approvals = case.approvals if status in WHEN[Doing.ASK_APPROVAL] else ()
    reports = () if facts.settled else case.reports
    owed = {each.rule for each in shown if each.kind is ConcernKind.DUTY and each.is_open}
    duties = [each for each in case.program.in_force.duties if each.id in owed]
    return ConcernsTold(
        approvals=tuple(tell_rule(case.program, each) for each in approvals),
        reports=tuple(tell_rule(case.program, each) for each in reports),
        duties=tuple(tell_rule(case.program, each) for each in duties),
        concerns=tuple(tell_concern(facts, each) for each in shown),
    )


def tell_rule(program: Program, rule: Rule) -> RuleTold:
    """A rule with its fields."""
    roles, goes_to = _roles(rule)
    return RuleTold(
        id=rule.id,
        title=rule.title,
        section=cited(program, rule.citation),
        text=rule.text,
        roles=roles,
        goes_to=goes_to,
        fields=tuple(map(tell_field, rule.fields)),
    )


def tell_concern(facts: Facts, concern: Concern) -> ConcernTold:
    """One concern, to who may read it; what is private, to whom that is shown."""
    own = facts.viewer in {concern.person, concern.closed_by}
    columns = _columns(facts.program, concern, trusted=facts.trusted or own)
    return ConcernTold.of(columns)


def tell_kept(parts: Parts, found: Iterable[tuple[Arrangement, Concern]]) -> KeptsTold:
    """Written approvals of several arrangements, to who coordinates them."""
    return KeptsTold(approvals=tuple(_kept(parts, row, concern) for row, concern in found))


def _kept(parts: Parts, row: Arrangement, concern: Concern) -> KeptTold:
    program = parts.program_of(row)
    columns = _columns(program, concern, trusted=True)
    names = ("reference", "agency", "unit", "employee")
    return KeptTold.of(columns | {name: getattr(row, name) for name in names})


def _columns(program: Program, concern: Concern, *, trusted: bool) -> dict[str, object]:
    """A concern's own columns, with its title and without what is not for the reader."""
    rule = rule_of(program, concern)
    private = {item.id for item in rule.fields if item.private} if rule and not trusted else set()
    shown = {
        name: {key: given for key, given in answers.items() if key not in private}
        for name, answers in (("answers", concern.answers), ("closing", concern.closing))
    }
    return {**vars(concern), **shown, "title": title_of(program, concern)}


def _roles(
    rule: Rule,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who sends it, and to whom it goes."""
    match rule:
        case ApprovalRule():
            return rule.asked_by, (rule.decided_by,) if rule.decided_by else rule.told
        case ReportRule():
            return rule.made_by, rule.told
        case DutyRule():
            return (rule.role,), (*rule.escalate_to, *rule.told)
