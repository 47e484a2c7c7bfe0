"""What the reader of a mail has to do with: their questions, their terms, rules by their titles."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from documents.showing import spoken
from policy.concerns import Concern
from policy.deadlines import A_DAY, local_date
from policy.form import FieldKind, FormField, holds
from policy.in_force import ApprovalRule, DutyRule, EndingReason, ReportRule
from policy.living.owed import owed_since, papers_owed
from policy.notices import Kind, Notice
from policy.plan import applying
from policy.program import Holder, Program
from policy.proposal import Proposal
from policy.wording import show_date, show_instant
from records.people import Person

_REVIEWING = frozenset({Kind.REVIEW_REQUESTED, Kind.REVIEW_REMINDER})
_APPROVING = frozenset(
    {
        Kind.APPROVAL_REQUESTED,
        Kind.APPROVAL_REMINDER,
        Kind.APPROVAL_OVERDUE,
        Kind.APPROVAL_DECIDED,
        Kind.APPROVAL_ISSUED,
    }
)
_ENDING = frozenset({Kind.ARRANGEMENT_ENDED, Kind.NOTICE_GIVEN})
_OWING = frozenset({Kind.DUTY_REQUESTED, Kind.DUTY_REMINDER, Kind.DUTY_OVERDUE, Kind.DUTY_DONE})
_UNWRITTEN = frozenset({FieldKind.UPLOAD, FieldKind.ITEMS})
"""What a line of a mail cannot show."""

MIDNIGHT = ", 12:00 am"
"""How an instant is shown with which a day begins."""

NONE: Mapping[str, Concern] = MappingProxyType({})


def facts_of(
    program: Program,
    proposal: Proposal,
    notice: Notice,
    zone: str,
    concerns: Mapping[str, Concern] = NONE,
) -> dict[str, str]:
    """What a mail says of what its reader has to do with; nothing in any other mail.

    `zone` is the agency's. A workflow knows rules by their IDs: their titles are looked up here,
    and in what words those of the `concerns` were closed, or are owed, that the mail tells of.
    """
    concern = concerns.get(notice.facts.get("number", ""))
    if notice.kind is Kind.DUTY_DONE and concern is not None:
        return _of_rule(program, notice, zone) | _closing(program, concern)
    if notice.kind in _REVIEWING:
        return _questions(program, proposal, notice.role)
    if notice.kind is Kind.SIGNATURE_REQUESTED:
        return _terms(program, proposal, notice.role) | _owed(program, notice, concerns, zone)
    if notice.kind is Kind.AUTHORIZED and notice.facts.get("supersedes"):
        return {"effective_on": show_date(_effective(proposal, notice, zone))}
    return _of_rule(program, notice, zone)


def _of_rule(program: Program, notice: Notice, zone: str) -> dict[str, str]:
    """The title of the rule that a mail is about, under the name that its template has for it."""
    rules, rule = program.in_force, notice.facts.get("rule", "")
    if notice.kind in _APPROVING:
        note = notice.facts.get("note", "")
        told = ({"reason": note} if note else {}) | _before(notice, zone)
        return _titled("approval", rules.approval(rule)) | told
    if notice.kind in _OWING:
        return _titled("duty", rules.duty(rule))
    if notice.kind is Kind.REPORT_MADE:
        at = show_instant(notice.at, zone)
        return _titled("report", rules.report(rule)) | {"reported_at": at}
    return _titled("because", rules.reason(rule)) if notice.kind in _ENDING else {}


def _before(notice: Notice, zone: str) -> dict[str, str]:
    """Before which moment to decide, with its weekday; as a day where that is when it begins."""
    given = notice.facts.get("due_at", "")
    if not given:
        return {}
    moment = show_instant(datetime.fromisoformat(given), zone)
    return {"due": moment.partition(MIDNIGHT)[0]}


def _closing(program: Program, concern: Concern) -> dict[str, str]:
    """What a duty was closed with, a line each; mail is no place for what is private."""
    rule = program.in_force.duty(concern.rule)
    lines = [
        _answered(item, given)
        for item in (rule.fields if rule else ())
        if (given := concern.closing.get(item.id, ""))
        and not (item.private or item.kind in _UNWRITTEN)
    ]
    by = program.role(concern.closed_role).title
    return {"closing": "\n".join(lines), "done_by": by}


def _answered(item: FormField, given: str) -> str:
    """A question with its answer, on one line; of a statement, that it was confirmed."""
    if item.kind is FieldKind.STATEMENT:
        return f"Confirmed: {item.label}"
    mark = "" if item.label.endswith("?") else ":"
    return f"{item.label}{mark} {' '.join(spoken(item.kind, given).split())}"


def _effective(proposal: Proposal, notice: Notice, zone: str) -> date:
    """The first day of what was just signed: the next one, where its start has passed (V)."""
    today = local_date(notice.at, zone)
    return proposal.starts_on if proposal.starts_on >= today else today + A_DAY


def rests_on_what_is_owed(notice: Notice) -> bool:
    """Whether a mail asks to sign a modification, which may rest on what a duty asks for (IV.J)."""
    return notice.kind is Kind.SIGNATURE_REQUESTED and bool(notice.facts.get("in_force"))


def mentioned(notice: Notice) -> tuple[str, ...]:
    """Whom a mail goes to, and whom it names, by number; blanks are nobody."""
    return tuple(filter(None, (notice.person, notice.facts.get("leader", ""))))


def leader_in(notice: Notice, known: Mapping[str, Person]) -> dict[str, str]:
    """Who leads the reader now, and how to reach them; `known` are people by number (IV.K)."""
    number = notice.facts.get("leader", "")
    leader = known.get(number)
    reached = (leader.name, leader.mail, leader.phone) if leader else (number,)
    return {"leader": ", ".join(filter(None, reached))} if number else {}


def guidance_for(program: Program, role: str) -> str:
    """Whom to ask about the rules (GL32, questions): coordinators ask somebody else than others.

    Who receives copies from outside is told nothing.
    """
    if not role or program.role(role).holder is Holder.LIAISON:
        return ""
    return program.texts.get("help_hr" if role == program.coordinator else "help_employee", "")


def _titled(
    fact: str, rule: ApprovalRule | DutyRule | EndingReason | ReportRule | None
) -> dict[str, str]:
    return {fact: rule.title} if rule else {}


def _questions(program: Program, proposal: Proposal, role: str) -> dict[str, str]:
    """How many questions are this role's, and the analyses that they belong to (III)."""
    own = {
        analysis.title: sum(
            (question.role or analysis.role) == role
            for question in applying(analysis, proposal.answers)
        )
        for analysis in sorted(program.analyses, key=lambda each: each.order)
    }
    count = sum(own.values())
    if not count:
        return {}
    titles = (title for title, questions in own.items() if questions)
    return {"questions": str(count), "about": "; ".join(titles)}


def _terms(program: Program, proposal: Proposal, role: str) -> dict[str, str]:
    """How many terms this role acknowledges one by one, on all of its lines (IV)."""
    lines = {line.id for line in program.signing.lines if line.role == role}
    own = [
        clause
        for clause in program.clauses
        if clause.line in lines and holds(clause.when, proposal.answers)
    ]
    return {"terms": str(len(own))} if own else {}


def _owed(
    program: Program, notice: Notice, concerns: Mapping[str, Concern], zone: str
) -> dict[str, str]:
    """What is still asked for of what a modification holds, a line each (IV.J)."""
    if not rests_on_what_is_owed(notice):
        return {}
    found = papers_owed(program, concerns.values())
    return {"owed": "\n".join(owed_since(program, each, zone) for each in found)}
