"""The layout of a program file: which key becomes which value, one to one."""

from enum import StrEnum
from typing import TypeVar

from policy.form import HIGHEST, FieldKind, FormField, Section
from policy.program import (
    Clause,
    CopyMeans,
    CopyRule,
    Document,
    Holder,
    Pace,
    Program,
    Review,
    Role,
    SignatureLine,
    Signing,
    TermRule,
    WeekRule,
)
from policy.tables import Table

Choice = TypeVar("Choice", bound=StrEnum)


def read_program(table: Table, digest: str) -> Program:
    """The whole program file as values; ProgramError for a missing, misplaced or unknown key."""
    program = Program(
        name=table.text("name"),
        version=table.text("version"),
        digest=digest,
        title=table.text("title"),
        employer=table.text("employer"),
        source=table.text("source"),
        site=table.text("site"),
        help=table.text("help"),
        coordinator=table.text("coordinator"),
        signer_identity=table.text("signer_identity"),
        roles=tuple(_role(item) for item in table.tables("roles")),
        review=_review(table.table("review")),
        signing=_signing(table.table("signing")),
        documents=tuple(_document(item) for item in table.tables("documents")),
        term=_term(table.table("term")),
        copies=tuple(_copy(item) for item in table.tables("copies", optional=True)),
        sections=tuple(_section(item) for item in table.tables("sections")),
        clauses=tuple(_clause(item) for item in table.tables("clauses")),
        checklist=table.texts("checklist", ()),
        texts=table.table("texts").all_texts(),
        week=_week(table.table("week", optional=True)),
    )
    table.close()
    return program


def _choice(table: Table, key: str, kind: type[Choice]) -> Choice:
    value = table.text(key)
    if value not in {item.value for item in kind}:
        raise table.error(key, f"must be one of {', '.join(kind)}, not {value}")
    return kind(value)


def _role(table: Table) -> Role:
    role = Role(
        id=table.text("id"),
        title=table.text("title"),
        holder=_choice(table, "holder", Holder),
        designee=table.flag("designee", default=False),
    )
    table.close()
    return role


def _pace(table: Table) -> Pace:
    pace = Pace(table.counts("remind_after_days"), table.count("escalate_after_days"))
    table.close()
    return pace


def _review(table: Table) -> Review:
    review = Review(
        reviewers=table.texts("reviewers"),
        decider=table.maybe_text("decider"),
        pace=_pace(table.table("pace")),
        question=table.text("question", ""),
        citation=table.text("citation", ""),
    )
    table.close()
    return review


def _signing(table: Table) -> Signing:
    signing = Signing(
        lines=tuple(_line(item) for item in table.tables("lines")),
        pace=_pace(table.table("pace")),
        consent=table.text("consent"),
        mail_documents=table.flag("mail_documents", default=False),
        citation=table.text("citation", ""),
    )
    table.close()
    return signing


def _line(table: Table) -> SignatureLine:
    line = SignatureLine(
        id=table.text("id"),
        role=table.text("role"),
        stage=table.count("stage"),
        documents=table.texts("documents"),
        statement=table.text("statement"),
    )
    table.close()
    return line


def _document(table: Table) -> Document:
    document = Document(
        id=table.text("id"),
        title=table.text("title"),
        template=table.text("template"),
        form=table.text("form", ""),
        text=table.texts("text", ()),
    )
    table.close()
    return document


def _term(table: Table) -> TermRule:
    rule = TermRule(
        maximum_months=table.maybe_count("maximum_months"),
        label=table.text("label"),
        notify_before_days=table.counts("notify_before_days"),
        citation=table.text("citation", ""),
    )
    table.close()
    return rule


def _copy(table: Table) -> CopyRule:
    rule = CopyRule(
        id=table.text("id"),
        title=table.text("title"),
        means=_choice(table, "means", CopyMeans),
        documents=table.texts("documents"),
        label=table.text("label"),
        role=table.maybe_text("role"),
        due_within_days=table.maybe_count("due_within_days"),
        warn_before_days=table.maybe_count("warn_before_days"),
        escalate_to=table.texts("escalate_to", ()),
        citation=table.text("citation", ""),
    )
    table.close()
    return rule


def _section(table: Table) -> Section:
    section = Section(
        id=table.text("id"),
        title=table.text("title"),
        fields=tuple(_field(item) for item in table.tables("fields")),
        documents=table.texts("documents", ()),
    )
    table.close()
    return section


def _field(table: Table) -> FormField:
    conditional = "required_when" in table.content
    item = FormField(
        id=table.text("id"),
        label=table.text("label"),
        kind=_choice(table, "kind", FieldKind),
        required=table.flag("required", default=not conditional),
        hint=table.text("hint", ""),
        choices=table.texts("choices", ()),
        prefill=table.text("prefill", ""),
        citation=table.text("citation", ""),
        documents=table.texts("documents", ()),
        required_when=table.text("required_when", ""),
        least=table.count("least", 0),
        most=table.count("most", HIGHEST),
    )
    table.close()
    return item


def _clause(table: Table) -> Clause:
    clause = Clause(citation=table.text("citation"), text=table.text("text"))
    table.close()
    return clause


def _week(table: Table) -> WeekRule:
    rule = WeekRule(table.count("duty_station_days", 0), table.text("citation", ""))
    table.close()
    return rule
