"""Fields of any form as values: each with what was typed, what is wrong, and when it is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from api.views.weeks import CellView, Scheduling, WeekView, week_keys, week_views
from policy.form import Before, Column, FieldKind, FormField, holds
from policy.forms.items import MOST_ROWS, row_key, row_numbers, rows_of
from policy.forms.kinds import quoted, uploaded
from policy.forms.problem import Problem
from policy.forms.typed import as_typed
from policy.program import Program, WeekRule
from policy.week import Place

LATER = "needed before anybody signs; you can add it later"
AT = "at"
"""The key, among what was sent, of the part of a form at which the page is shown again."""
YES_NO = (("yes", "Yes"), ("no", "No"))
_SPOKEN = dict(YES_NO)


@dataclass(frozen=True)
class Asking:
    """What fields are shown by beside their answers.

    `labels` are the fields that conditions may name. What is `known` is shown, not asked. At the
    moment `by`, fields that are needed only later say so; `answers` are those of other fields, on
    which conditions rest that are settled already. What is `offered` for
    a field can be taken over; anything else can be typed.
    """

    labels: Mapping[str, FormField] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    by: Before = Before.SUBMISSION
    answers: Mapping[str, str] = field(default_factory=dict)
    scheduling: Scheduling = field(default_factory=lambda: Scheduling(WeekRule()))
    program: Program | None = None
    offered: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class RowView:
    """One row of a list; `key` names it for the button that takes it away."""

    key: str
    number: int
    cells: tuple[CellView, ...]


@dataclass(frozen=True)
class FieldView:
    """One field: what is asked, what was typed, what is wrong.

    `need` says beside the label when it is needed, if not at once. `choices` are pairs of value
    and label; `weeks` is filled for a schedule, with its `sums`, `rows` for a list, and `file` is
    the name of the file that is kept. What is `known` is shown, not asked. The page begins `at`
    the part of that ID, if it is of this field.
    """

    key: str
    label: str
    kind: FieldKind
    hint: str
    need: str
    choices: tuple[tuple[str, str], ...]
    value: str
    problem: str
    weeks: tuple[WeekView, ...] = ()
    sums: tuple[str, ...] = ()
    rows: tuple[RowView, ...] = ()
    full: bool = False
    file: str = ""
    known: bool = False
    offered: Sequence[str] = ()
    at: str = ""


def field_views(
    fields: Sequence[FormField],
    values: Mapping[str, str],
    problems: Sequence[Problem] = (),
    asking: Asking | None = None,
) -> tuple[FieldView, ...]:
    """Any fields with what was typed into them, by form key, and what is wrong."""
    by = asking or Asking(labels={item.id: item for item in fields})
    shown = {**values, **by.known}
    wrong = {problem.field: problem.text for problem in reversed(problems)}
    return tuple(_view(item, shown, wrong, by) for item in fields)


def field_of(key: str) -> str:
    """The ID of the field that a form key belongs to."""
    name = key.partition(".")[0]
    return "week" if name == "week2" else name


def keys_of(item: FormField, form: Mapping[str, str]) -> tuple[str, ...]:
    """The form keys that a field is sent under in this form."""
    if item.kind is FieldKind.WEEK:
        return week_keys(form)
    if item.kind is FieldKind.ITEMS:
        numbers = row_numbers(item, form)
        keys = [row_key(item, number, column) for number in numbers for column in item.columns]
        return tuple(keys) or (item.id,)
    return (item.id,)


def condition_in_words(condition: str, labels: Mapping[str, FormField]) -> str:
    """A condition as people read it: if you answer Yes to this, if you choose that for this."""
    name, _, wanted = condition.partition("=")
    item = labels.get(name)
    if item is None:
        return "if it applies"
    answers = " or ".join(_SPOKEN.get(each, each) for each in wanted.split("|"))
    if item.kind is FieldKind.STATEMENT:
        return f"if you tick {quoted(item.label)}"
    verb = "choose {} for {}" if item.kind is FieldKind.CHOICE else "answer {} to {}"
    return f"if you {verb.format(answers, quoted(item.label))}"


def _view(
    item: FormField, values: Mapping[str, str], wrong: Mapping[str, str], by: Asking
) -> FieldView:
    value = values.get(item.id, "")
    weekly = item.kind is FieldKind.WEEK
    choices = by.scheduling.places(values) if weekly else _choices(item)
    parts = Place.PART_DAY in dict(choices)
    rows = _rows(item, values, wrong) if item.kind is FieldKind.ITEMS else ()
    return FieldView(
        key=item.id,
        label=item.label,
        kind=item.kind,
        hint=item.hint,
        need=_need(item, by),
        choices=choices,
        value=as_typed(item.kind, value),
        problem=wrong.get(item.id, ""),
        weeks=week_views(values, wrong, parts=parts) if weekly else (),
        sums=by.scheduling.sums(by.program, values) if weekly and by.program else (),
        rows=rows,
        full=len(rows) >= MOST_ROWS,
        file=(uploaded(value) or ("", ""))[1] if item.kind is FieldKind.UPLOAD else "",
        known=item.id in by.known,
        offered=by.offered.get(item.id, ()),
        at=values.get(AT, ""),
    )


def _need(item: FormField, by: Asking) -> str:
    """When the field is needed, beside its label; empty where it is at once."""
    condition, later = item.required_when, item.before is Before.SIGNING
    later = later and by.by is Before.SUBMISSION
    settled = condition.partition("=")[0] in by.answers
    if settled and not holds(condition, by.answers):
        return "optional"
    if condition and not settled:
        words = condition_in_words(condition, by.labels)
        return f"{words}, {LATER}" if later else words
    if item.required or item.must or item.required_when:
        return LATER if later else ""
    return "optional"


def _choices(item: FormField) -> tuple[tuple[str, str], ...]:
    if item.kind is FieldKind.YES_NO:
        return YES_NO
    return tuple((choice, choice) for choice in item.choices)


def _rows(
    item: FormField, values: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[RowView, ...]:
    """The rows of a list as typed, or as kept; one that is blank to begin with."""
    numbers = row_numbers(item, values)
    kept = () if numbers else rows_of(values.get(item.id, "")) or ({},)
    told = kept or [
        {column.id: values.get(row_key(item, number, column), "") for column in item.columns}
        for number in numbers
    ]
    return tuple(
        RowView(
            f"{item.id}.{number}",
            number,
            tuple(_cell(item, number, column, row, wrong) for column in item.columns),
        )
        for number, row in enumerate(told, 1)
    )


def _cell(
    item: FormField,
    number: int,
    column: Column,
    row: Mapping[str, str],
    wrong: Mapping[str, str],
) -> CellView:
    key, value = row_key(item, number, column), as_typed(column.kind, row.get(column.id, ""))
    return CellView(key, column.label, value, wrong.get(key, ""), column.kind, column.required)
