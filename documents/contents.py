"""What a document says, as plain values: the same content becomes PDF and page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from documents.showing import show_answer, show_date, show_share, week_table
from policy.program import Agency, Clause, FieldKind, FormField, Program, Section
from policy.proposal import Proposal


@dataclass(frozen=True)
class PersonFacts:
    """The employee as the directory has them when the document is made (GL32 IV.B: read-only)."""

    name: str
    number: str = ""
    title: str = ""
    bargaining_unit: str = ""
    unit: str = ""
    duty_station: str = ""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True)
class Party:
    """Who holds a role for this arrangement: role ID, its title, the person's name and position."""

    role: str
    title: str
    name: str
    position: str = ""


@dataclass(frozen=True)
class SignatureRow:
    """One line of the signature page; `signed_at` and `reference` are blank while unsigned.

    `role` is the role's title. `signed_at` is shown with its zone. `in_place_of` names the
    principal when a designee signed.
    """

    role: str
    name: str
    position: str = ""
    signed_at: str = ""
    reference: str = ""
    in_place_of: str = ""


@dataclass(frozen=True)
class Row:
    """A label and what stands beside it."""

    label: str
    value: str


@dataclass(frozen=True)
class Block:
    """A titled part of a document; `table` has its heading row first."""

    title: str
    rows: tuple[Row, ...]
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class PaperContent:
    """A whole document. `made_at` (UTC) is its date of making: the same content, the same bytes.

    `template` names its typeset form; `frozen_digest` is the SHA-256 in hex of what was signed,
    on the filed document only.
    """

    document: str
    template: str
    title: str
    form: str
    employer: str
    agency: str
    program: str
    reference: str
    version: int
    supersedes: int
    language: str
    made_at: datetime
    body: tuple[str, ...]
    blocks: tuple[Block, ...]
    clauses: tuple[Clause, ...]
    signatures: tuple[SignatureRow, ...]
    notes: tuple[str, ...]
    frozen_digest: str = ""


@dataclass(frozen=True)
class Particulars:
    """One version of an arrangement, with everything its documents draw on.

    `parties` are those beside the employee, in the order shown; `supersedes` is the version this
    one replaces, 0 for none.
    """

    program: Program
    agency: Agency
    reference: str
    version: int
    proposal: Proposal
    employee: PersonFacts
    parties: tuple[Party, ...] = ()
    supersedes: int = 0
    submitted_on: date | None = None


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
_BEFORE_SIGNING = (
    "This document was fixed before the first signature. Its SHA-256 is recorded with every "
    "signature and printed on the filed copy."
)
_AFTER_SIGNING = (
    "Signed electronically. Each signature belongs to the fixed document with the SHA-256 printed "
    "here; that document is kept with this one."
)


def paper_content(
    particulars: Particulars,
    document: str,
    signatures: Sequence[SignatureRow],
    *,
    made_at: datetime,
    frozen_digest: str = "",
) -> PaperContent:
    """What `document` says for one version; KeyError for a document the program does not have.

    Terms stand on what is agreed to, not on the proposal's own form.
    """
    program = particulars.program
    form = program.document(document)
    return PaperContent(
        document=document,
        template=form.template,
        title=form.title,
        form=form.form,
        employer=program.employer,
        agency=particulars.agency.name,
        program=program.title,
        reference=particulars.reference,
        version=particulars.version,
        supersedes=particulars.supersedes,
        language="en-US",
        made_at=made_at,
        body=form.text,
        blocks=(_employee_block(particulars), *_answer_blocks(particulars, document)),
        clauses=() if form.template == "proposal" else program.clauses,
        signatures=tuple(signatures),
        notes=(_AFTER_SIGNING if frozen_digest else _BEFORE_SIGNING,),
        frozen_digest=frozen_digest,
    )


def signature_rows(
    program: Program,
    document: str,
    parties: Sequence[Party],
    signed: Mapping[str, SignatureRow],
) -> tuple[SignatureRow, ...]:
    """The lines of `document`'s signature page: as `signed` (by line ID), else still open."""
    names = {party.role: party for party in parties}
    rows = []
    for line in program.signing.lines:
        if document in line.documents:
            title = program.role(line.role).title
            party = names.get(line.role, Party(line.role, title, ""))
            rows.append(signed.get(line.id, SignatureRow(title, party.name, party.position)))
    return tuple(rows)


def _employee_block(particulars: Particulars) -> Block:
    """Who the parties are; facts the directory lacks are left out."""
    known = _facts(particulars.employee)
    rows = [Row(_PERSON_LABELS[key], value) for key, value in known.items() if value]
    rows.insert(min(2, len(rows)), Row("Agency", particulars.agency.name))
    rows.extend(Row(party.title, _person(party)) for party in particulars.parties if party.name)
    if particulars.submitted_on:
        rows.append(Row("Proposal submitted", show_date(particulars.submitted_on)))
    return Block("Employee", tuple(rows))


def _facts(employee: PersonFacts) -> dict[str, str]:
    return {item.name: str(getattr(employee, item.name)) for item in fields(employee)}


def _person(party: Party) -> str:
    return f"{party.name}, {party.position}" if party.position else party.name


def _answer_blocks(particulars: Particulars, document: str) -> tuple[Block, ...]:
    """The sections that stand on `document`, without what the employee block already says."""
    known = _facts(particulars.employee)
    blocks = []
    for section in particulars.program.sections:
        shown = tuple(
            item
            for item in section.fields
            if _stands_on(section, item, document)
            and not _repeats(item, particulars.proposal, known)
        )
        if shown:
            blocks.append(_section_block(section.title, shown, particulars))
    return tuple(blocks)


def _stands_on(section: Section, item: FormField, document: str) -> bool:
    named = item.documents or section.documents
    return not named or document in named


def _repeats(item: FormField, proposal: Proposal, known: Mapping[str, str]) -> bool:
    fact = known.get(item.prefill, "")
    return bool(fact) and proposal.answers.get(item.id, fact) == fact


def _section_block(title: str, shown: Sequence[FormField], particulars: Particulars) -> Block:
    program, proposal = particulars.program, particulars.proposal
    rows: list[Row] = []
    table: tuple[tuple[str, ...], ...] = ()
    for item in shown:
        if item.kind is FieldKind.WEEK:
            rows.append(Row("Time away", show_share(proposal.week)))
            table = week_table(proposal.week)
        else:
            rows.append(Row(item.label, show_answer(item, proposal)))
        if item.id == "ends_on" and program.term.maximum_months:
            rows.append(Row("Longest term", program.term.label))
    return Block(title, tuple(rows), table)
