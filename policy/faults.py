"""What must hold in a program's form: fields once each, and the three that every program asks."""

import re
from collections.abc import Collection, Iterator

from policy.form import HIGHEST, FieldKind, FormField
from policy.program import Program

NEEDED_FIELDS = {
    "starts_on": FieldKind.DATE,
    "ends_on": FieldKind.DATE,
    "week": FieldKind.WEEK,
}
"""The fields every program's form has: the arrangement's term and weekly schedule."""

PREFILLS = (
    "name",
    "number",
    "mail",
    "unit",
    "title",
    "bargaining_unit",
    "duty_station",
    "phone",
)
"""What the directory knows of an employee that a field may start from."""

ID = re.compile(r"[a-z][a-z0-9_-]{0,39}")
"""How an ID in a program file is written."""

Fault = tuple[str, str]
"""A key of the file and the rule it breaks."""

_YES_NO = ("yes", "no")


def form_faults(program: Program) -> Iterator[Fault]:
    """Every rule that the program's form breaks, in the order of the file."""
    documents = {document.id for document in program.documents}
    earlier: dict[str, FormField] = {}
    for at, section in enumerate(program.sections, 1):
        yield from _printed(f"sections[{at}]", section.documents, documents)
        for number, item in enumerate(section.fields, 1):
            key = f"sections[{at}].fields[{number}]"
            yield from _field(key, item, earlier)
            yield from _printed(key, item.documents, documents)
            earlier[item.id] = item
    yield from _needed(program, earlier)


def _needed(program: Program, earlier: dict[str, FormField]) -> Iterator[Fault]:
    for name, kind in NEEDED_FIELDS.items():
        if name not in earlier or earlier[name].kind is not kind:
            yield "sections", f"must hold the field {name}, of kind {kind.value}"
        elif not earlier[name].required and (name != "ends_on" or program.term.maximum_months):
            yield "sections", f"the field {name} must be required"


def _printed(key: str, named: Collection[str], documents: Collection[str]) -> Iterator[Fault]:
    return named_documents(key, named, documents) if named else iter(())


def _field(key: str, item: FormField, earlier: dict[str, FormField]) -> Iterator[Fault]:
    if not ID.fullmatch(item.id):
        yield f"{key}.id", f"{item.id} must be small letters, digits, - and _"
    if item.id in earlier:
        yield f"{key}.id", f"{item.id} is there twice"
    if item.prefill and item.prefill not in PREFILLS:
        yield f"{key}.prefill", unknown("directory attribute", item.prefill, PREFILLS)
    if item.required_when and not _is_condition(item, earlier):
        yield (
            f"{key}.required_when",
            "must be an earlier field and one of its answers: field=answer",
        )
    yield from _kind(key, item)


def _kind(key: str, item: FormField) -> Iterator[Fault]:
    if (item.kind is FieldKind.CHOICE) != bool(item.choices):
        yield f"{key}.choices", "belongs to a field of kind choice, and only to it"
    if (item.least, item.most) != (0, HIGHEST) and item.kind is not FieldKind.NUMBER:
        yield f"{key}.most", "and least belong to a field of kind number, and only to it"
    if not item.least <= item.most <= HIGHEST:
        yield f"{key}.most", f"must be between least and {HIGHEST}"
    if item.kind is FieldKind.WEEK and item.id != "week":
        yield f"{key}.kind", "week is for the field week alone"


def _is_condition(item: FormField, earlier: dict[str, FormField]) -> bool:
    name, _, answer = item.required_when.partition("=")
    asked = earlier.get(name)
    return asked is not None and not item.required and answer in (asked.choices or _YES_NO)


def named_documents(
    key: str, named: Collection[str], documents: Collection[str]
) -> Iterator[Fault]:
    """The faults of a list of document IDs that must not be empty."""
    if not named:
        yield f"{key}.documents", "must name at least one document"
    for document in named:
        if document not in documents:
            yield f"{key}.documents", unknown("document", document, documents)


def unknown(what: str, name: str, known: Collection[str]) -> str:
    """The reason for refusing a name, with the names there are."""
    return f"there is no {what} {name} (there is {', '.join(sorted(known))})"
