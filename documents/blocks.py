"""The blocks of a document: who, what was answered, the week, and what follows authorization."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime

from documents.paper import Block, Row
from documents.particulars import Particulars, Party, PersonFacts
from documents.showing import show_answer, show_share, week_table
from policy.deadlines import copy_dates, term_dates
from policy.form import FieldKind, FormField, Section
from policy.program import Holder
from policy.proposal import Proposal
from policy.wording import show_date, show_days, show_instant

_PERSON_LABELS = {
    "name": "Name",
    "number": "Employee number",
    "title": "Job title",
    "bargaining_unit": "Bargaining unit",
    "unit": "Division or unit",
    "duty_station": "Official duty station",
    "phone": "Work phone",
    "mail": "Work mail",
}


def employee_block(particulars: Particulars) -> Block:
    """Who the parties are; facts the directory lacks are left out."""
    known = _facts(particulars.employee)
    rows = [Row(_PERSON_LABELS[key], value) for key, value in known.items() if value]
    rows.insert(min(2, len(rows)), Row("Agency", particulars.agency.name))
    rows.extend(Row(party.title, _person(party)) for party in _others(particulars))
    if particulars.submitted_on:
        rows.append(Row("Proposal submitted", show_date(particulars.submitted_on)))
    return Block("Employee", tuple(rows))


def answer_blocks(particulars: Particulars, document: str) -> tuple[Block, ...]:
    """The sections that stand on `document`, without what the employee block already says."""
    known = _facts(particulars.employee)
    blocks: list[Block] = []
    for section in particulars.program.sections:
        shown = tuple(
            item
            for item in section.fields
            if _stands_on(section, item, document)
            and not _repeats(item, particulars.proposal, known)
        )
        blocks.extend(_section_blocks(section.title, shown, particulars))
    return tuple(blocks)


def authorization_block(particulars: Particulars, document: str, at: datetime) -> Block:
    """When the last signature authorized it, the term that follows, and the copies then due."""
    program, zone = particulars.program, particulars.agency.time_zone
    proposal = particulars.proposal
    term = term_dates(at, proposal.starts_on, proposal.ends_on, program.term, zone)
    last = show_date(term.ends_on) if term.ends_on else "open"
    rows = [
        Row("Authorized", show_instant(at, zone)),
        Row("In effect", f"{show_date(term.starts_on)} to {last}"),
    ]
    for rule in program.copies:
        if document in rule.documents and rule.due_within_days is not None:
            due = show_date(copy_dates(at, rule, zone).due_on)
            rows.append(Row(rule.title, f"due by the end of {due}"))
    return Block("Authorization", tuple(rows))


def _facts(employee: PersonFacts) -> dict[str, str]:
    return {item.name: str(getattr(employee, item.name)) for item in fields(employee)}


def _others(particulars: Particulars) -> tuple[Party, ...]:
    """The parties beside the employee, as far as somebody holds the role."""
    role = particulars.program.role
    return tuple(
        party
        for party in particulars.parties
        if party.name and role(party.role).holder is not Holder.SELF
    )


def _person(party: Party) -> str:
    return f"{party.name}, {party.position}" if party.position else party.name


def _stands_on(section: Section, item: FormField, document: str) -> bool:
    named = item.documents or section.documents
    return not named or document in named


def _repeats(item: FormField, proposal: Proposal, known: Mapping[str, str]) -> bool:
    fact = known.get(item.prefill, "")
    return bool(fact) and proposal.answers.get(item.id, fact) == fact


def _section_blocks(
    title: str, shown: Sequence[FormField], particulars: Particulars
) -> Iterator[Block]:
    """One block, or two where answers follow the week: they stand below its table, untitled."""
    weekly = next((at for at, item in enumerate(shown) if item.kind is FieldKind.WEEK), None)
    if weekly is not None:
        table = week_table(particulars.proposal.week)
        yield Block(title, _all_rows(shown[: weekly + 1], particulars), table)
        title, shown = "", shown[weekly + 1 :]
    if shown:
        yield Block(title, _all_rows(shown, particulars))


def _all_rows(shown: Sequence[FormField], particulars: Particulars) -> tuple[Row, ...]:
    return tuple(row for item in shown for row in _rows(item, particulars))


def _rows(item: FormField, particulars: Particulars) -> tuple[Row, ...]:
    """What one field puts on paper: the week as its days and share, an end with the limit on it."""
    proposal, term = particulars.proposal, particulars.program.term
    if item.kind is FieldKind.WEEK:
        return (
            Row("Telecommuting days", show_days(proposal.week)),
            Row("Hours away", show_share(proposal.week)),
        )
    answered = Row(item.label, show_answer(item, proposal))
    if item.id == "ends_on" and term.maximum_months:
        return (answered, Row("Limit", f"{term.label}, {term.citation}".rstrip(", ")))
    return (answered,)
