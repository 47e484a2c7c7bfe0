"""The blocks of a document: who, what was answered, the week, and what follows authorization."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime

from documents.paper import Block, Row
from documents.particulars import Particulars, Party, PersonFacts
from documents.scheduling import week_blocks
from documents.showing import items_table, show_answer, spoken
from policy.acts import Determination
from policy.deadlines import ZoneClocks, copy_dates, term_dates
from policy.form import FieldKind, FormField, Section, holds
from policy.forms.answers import OF_THE_PROPOSAL
from policy.helping import agency_title_of, station_of
from policy.program import Document, Holder
from policy.wording import show_date, show_instant

TABLES = (FieldKind.WEEK, FieldKind.ITEMS)
"""What stands in a table of its own."""

_PERSON_LABELS = {
    "name": "Name",
    "number": "Employee number",
    "title": "Job title",
    "bargaining_unit": "Bargaining unit",
    "unit": "Division or unit",
    "phone": "Work phone",
    "mail": "Work mail",
}


def employee_block(particulars: Particulars) -> Block:
    """Who the parties are; facts the directory lacks are left out."""
    known = _facts(particulars.employee)
    program = particulars.program
    labels = {**_PERSON_LABELS, "duty_station": station_of(program).capitalize()}
    rows = [Row(labels[key], value) for key, value in known.items() if value]
    rows.insert(min(2, len(rows)), Row(agency_title_of(program), particulars.agency.name))
    rows.extend(Row(party.title, _person(party)) for party in _others(particulars))
    if particulars.submitted_on:
        rows.append(Row("Proposal submitted", show_date(particulars.submitted_on)))
    return Block("Employee", tuple(rows))


def accommodation_rows(particulars: Particulars) -> tuple[Row, ...]:
    """Whether the arrangement is a reasonable accommodation, where the program knows them (IV.N).

    The agency's determination says so, never the request alone; its reason stays off what leaves
    the agency.
    """
    path = particulars.program.accommodation
    if path is None:
        return ()
    return (Row("Reasonable accommodation", _accommodated(particulars, path.when)),)


def _accommodated(particulars: Particulars, when: str) -> str:
    found = particulars.determined
    if found is None:
        is_asked = holds(when, particulars.proposal.answers)
        return "Asked for, not determined" if is_asked else "No"
    said = "Yes, granted" if found.outcome is Determination.GRANTED else "No, not granted"
    return f"{said} by {found.name}, {found.role}, {particulars.day(found.at)}"


def answer_blocks(particulars: Particulars, form: Document) -> tuple[Block, ...]:
    """The sections that stand on a document, without what the employee block already says."""
    blocks: list[Block] = []
    for section in particulars.program.sections:
        shown = [item for item in section.fields if _is_shown(section, item, form, particulars)]
        blocks.extend(_section_blocks(section.title, shown, particulars))
    return tuple(blocks)


def files_block(particulars: Particulars) -> tuple[Block, ...]:
    """The papers on file with the arrangement; of a private one, only that it is there."""
    files = [item for item in particulars.program.fields if item.kind is FieldKind.UPLOAD]
    answers = particulars.proposal.answers
    rows = tuple(Row(item.label, _on_file(item, answers.get(item.id, ""))) for item in files)
    return (Block("Documents on file", rows),) if rows else ()


def _on_file(item: FormField, answer: str) -> str:
    if not answer:
        return "None"
    return "On file" if item.private else spoken(item.kind, answer)


def authorization_block(particulars: Particulars, document: str, at: datetime) -> Block:
    """When the last signature authorized it, the term that follows, and the copies then due."""
    program, zone = particulars.program, particulars.agency.time_zone
    proposal, there = particulars.proposal, ZoneClocks(zone)
    term = term_dates(at, proposal.starts_on, proposal.ends_on, program.term, there)
    first = show_date(term.starts_on)
    open_end = f"from {first}, with no set end"
    rows = [
        Row("Authorized", show_instant(at, zone)),
        Row("In effect", f"{first} to {show_date(term.ends_on)}" if term.ends_on else open_end),
    ]
    for rule in program.copies:
        if document in rule.documents and rule.due_within_days is not None:
            due = show_date(copy_dates(at, rule, there).due_on)
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


def _is_shown(section: Section, item: FormField, form: Document, particulars: Particulars) -> bool:
    """Whether a field stands on a document: never a private one, nor an idle blank one.

    Files stand in a block of their own on the arrangement.
    """
    apart = item.kind is FieldKind.UPLOAD and has_files(form)
    if item.private or apart or _is_idle(item, particulars) or _repeats(item, particulars):
        return False
    return form.id in (item.documents or section.documents or (form.id,))


def _is_idle(item: FormField, particulars: Particulars) -> bool:
    answers = particulars.proposal.answers
    if item.id in OF_THE_PROPOSAL or answers.get(item.id):
        return False
    return not (item.required or (item.required_when and holds(item.required_when, answers)))


def has_files(form: Document) -> bool:
    """Whether a document lists what is on file with it."""
    return form.template == "arrangement"


def _repeats(item: FormField, particulars: Particulars) -> bool:
    fact = _facts(particulars.employee).get(item.prefill, "")
    return bool(fact) and particulars.proposal.answers.get(item.id, fact) == fact


def _section_blocks(
    title: str, shown: Sequence[FormField], particulars: Particulars
) -> Iterator[Block]:
    """One block, or several where a table lies between answers: those below it are untitled."""
    rows: list[Row] = []
    for item in shown:
        if item.kind not in TABLES:
            rows.append(_row(item, particulars))
            rows.extend(_limits(item, particulars))
            continue
        yield from _tables(title, rows, item, particulars)
        title, rows = "", []
    if rows:
        yield Block(title, tuple(rows))


def _tables(
    title: str, rows: Sequence[Row], item: FormField, particulars: Particulars
) -> tuple[Block, ...]:
    if item.kind is FieldKind.WEEK:
        return week_blocks(title, rows, particulars, particulars.proposal)
    table = items_table(item, particulars.proposal.answers.get(item.id, ""))
    if not table:
        return (Block(title, (*rows, _row(item, particulars))),)
    return (Block(title, tuple(rows)), Block("", table=table, caption=item.label))


def _row(item: FormField, particulars: Particulars) -> Row:
    return Row(item.label, show_answer(item, particulars.proposal))


def _limits(item: FormField, particulars: Particulars) -> Iterator[Row]:
    """The longest term and the notice that ends it before, beside the last day."""
    if item.id != "ends_on":
        return
    term, ending = particulars.program.term, particulars.program.in_force.ending
    if term.maximum_months:
        yield Row("Limit", f"{term.label}, {term.citation}".rstrip(", "))
    if ending.notice_days:
        notice = f"{ending.notice_days} days, unless a reason ends it at once"
        yield Row("Notice by the agency", f"{notice}, {ending.citation}".rstrip(", "))
