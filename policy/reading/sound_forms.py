"""What must hold in a program's form: fields once each, and the three that every program asks."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from policy.form import HIGHEST, LARGEST, Before, Column, FieldKind, FormField, possible
from policy.forms.kinds import limits
from policy.forms.typed import read_time
from policy.program import Program
from policy.reading.faults import (
    Fault,
    conditional,
    distinct,
    identified,
    named_documents,
    one,
    unknown,
)

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
    "schedule_type",
)
"""What the directory knows of an employee that a field may start from."""

COLUMN_KINDS = (
    FieldKind.TEXT,
    FieldKind.DATE,
    FieldKind.TIME,
    FieldKind.NUMBER,
    FieldKind.YES_NO,
)
"""What a column of a list may hold."""


ORDERED = (FieldKind.DATE, FieldKind.TIME)
"""The kinds of fields whose answers come one after another."""


def form_faults(program: Program) -> Iterator[Fault]:
    """Every rule that the program's form breaks, in the order of the file."""
    documents = {document.id for document in program.documents}
    roles = {role.id for role in program.roles}
    earlier: dict[str, FormField] = {}
    for at, section in enumerate(program.sections, 1):
        yield from _printed(f"sections[{at}]", section.documents, documents)
        for number, item in enumerate(section.fields, 1):
            key = f"sections[{at}].fields[{number}]"
            yield from field_faults(key, item, earlier)
            yield from _printed(key, item.documents, documents)
            yield from _belonging(key, item, roles)
            yield from timeless(key, item)
            yield from _entered(key, item, program)
            yield from _of_file(key, item, earlier)
            earlier[item.id] = item
    yield from _needed(program, earlier)


def field_faults(key: str, item: FormField, earlier: Mapping[str, FormField]) -> Iterator[Fault]:
    """Every rule that one field of a form breaks, after these earlier ones."""
    yield from identified(key, item.id, earlier)
    if item.prefill and item.prefill not in PREFILLS:
        yield f"{key}.prefill", unknown("directory attribute", item.prefill, PREFILLS)
    if item.required_when and item.required:
        yield f"{key}.required", "must not be true beside required_when"
    yield from conditional(f"{key}.required_when", item.required_when, earlier)
    yield from _answers(key, item)
    yield from _numbers(key, item)
    yield from _times(key, item)
    yield from _following(key, item, earlier)
    yield from _columns(key, item)


def timeless(key: str, item: FormField) -> Iterator[Fault]:
    """The faults of a field of a form that comes to be over days."""
    if item.after:
        yield f"{key}.after", "belongs to a form of in_force"


def unentered(key: str, item: FormField) -> Iterator[Fault]:
    """The faults of a field of any other form than the proposal's."""
    if item.entry:
        yield f"{key}.entry", "belongs to the proposal's form"


def _of_file(key: str, item: FormField, earlier: Mapping[str, FormField]) -> Iterator[Fault]:
    """What is valid until a date is a file that is asked for before it."""
    of = earlier.get(item.file)
    if item.file and not (item.current and of is not None and of.kind is FieldKind.UPLOAD):
        yield f"{key}.file", "must be an earlier field of kind upload, of a date that is current"


def _needed(program: Program, asked: Mapping[str, FormField]) -> Iterator[Fault]:
    for name, kind in NEEDED_FIELDS.items():
        item = asked.get(name)
        if item is None or item.kind is not kind:
            yield "sections", f"must hold the field {name}, of kind {kind.value}"
        elif not item.required and (name != "ends_on" or program.term.maximum_months):
            yield "sections", f"the field {name} must be required"
        elif item.before is not Before.SUBMISSION:
            yield "sections", f"the field {name} must be filled in before submission"


def _printed(key: str, names: Collection[str], documents: Collection[str]) -> Iterator[Fault]:
    return named_documents(key, names, documents) if names else iter(())


def _belonging(key: str, item: FormField, roles: Collection[str]) -> Iterator[Fault]:
    """Whose field it is: nobody but the employee fills anything in before submission."""
    yield from one(f"{key}.role", "role", item.role, roles)
    if item.role and item.before is Before.SUBMISSION:
        yield f"{key}.before", 'must be "signing" for a field of another role than the employee'


def _entered(key: str, item: FormField, program: Program) -> Iterator[Fault]:
    """What a field starts from: an answer of the same kind, on record before anybody proposes."""
    if not item.entry:
        return
    register, _, name = item.entry.partition(".")
    found = (
        each.kind
        for one in program.registers
        if one.id == register and one.needed
        for each in one.fields
        if each.id == name
    )
    if item.role or next(found, None) is not item.kind:
        yield (
            f"{key}.entry",
            "must be register.field, of a register that is needed, of the same kind",
        )


def _answers(key: str, item: FormField) -> Iterator[Fault]:
    if (item.kind is FieldKind.CHOICE) != bool(item.choices):
        yield f"{key}.choices", "belongs to a field of kind choice, and only to it"
    if len(set(item.choices)) < len(item.choices) or any("|" in each for each in item.choices):
        yield f"{key}.choices", "must be there once each, without |"
    if item.must and item.must not in possible(item):
        yield f"{key}.must", f"{item.must} is no answer that can be given"
    if item.current and item.kind is not FieldKind.DATE:
        yield f"{key}.current", "belongs to a field of kind date"
    if item.kind is FieldKind.WEEK and item.id != "week":
        yield f"{key}.kind", "week is for the field week alone"


def _numbers(key: str, item: FormField) -> Iterator[Fault]:
    if (item.least, item.most) != (0, HIGHEST) and item.kind is not FieldKind.NUMBER:
        yield f"{key}.most", "and least belong to a field of kind number, and only to it"
    if not item.least <= item.most <= LARGEST:
        yield f"{key}.most", f"must be between least and {LARGEST}"


def _times(key: str, item: FormField) -> Iterator[Fault]:
    for name, given in (("earliest", item.earliest), ("latest", item.latest)):
        if given and (item.kind is not FieldKind.TIME or isinstance(read_time(given), str)):
            yield f"{key}.{name}", "must be a time such as 8:00, of a field of kind time"
    first, last = limits(item)
    if first >= last:
        yield f"{key}.latest", "must be later than earliest"
    for name, said in (("workday", item.workday), ("happened", item.happened)):
        if said and item.kind is not FieldKind.DATE:
            yield f"{key}.{name}", "belongs to a field of kind date"


def _following(key: str, item: FormField, earlier: Mapping[str, FormField]) -> Iterator[Fault]:
    if not item.after:
        return
    first = earlier.get(item.after)
    if item.kind not in ORDERED or first is None or first.kind is not item.kind:
        yield f"{key}.after", "must be an earlier field, and both of kind date or both of kind time"


def _columns(key: str, item: FormField) -> Iterator[Fault]:
    if (item.kind is FieldKind.ITEMS) != bool(item.columns):
        yield f"{key}.columns", "belong to a field of kind items, and only to it"
    yield from distinct(f"{key}.columns", [column.id for column in item.columns])
    for at, column in enumerate(item.columns, 1):
        yield from _column(f"{key}.columns[{at}]", column, item.columns)


def _column(key: str, column: Column, columns: Sequence[Column]) -> Iterator[Fault]:
    if column.kind not in COLUMN_KINDS:
        yield f"{key}.kind", f"must be one of {', '.join(COLUMN_KINDS)} in a column"
    dates = {other.id for other in columns if other.kind is FieldKind.DATE} - {column.id}
    if column.not_after and (column.kind is not FieldKind.DATE or column.not_after not in dates):
        yield f"{key}.not_after", "must be another column, and both of kind date"
    if column.happened and column.kind is not FieldKind.DATE:
        yield f"{key}.happened", "belongs to a column of kind date"
