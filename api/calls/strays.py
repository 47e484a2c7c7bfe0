"""Names in a call's answers that a program's form has no place for: named, never left out."""

from collections.abc import Iterable, Mapping

from policy.form import FieldKind, FormField
from policy.forms.answers import OF_THE_PROPOSAL, asked
from policy.forms.items import row_numbers
from policy.forms.problem import Problem
from policy.forms.schedule import CELLS, WEEK_KEYS, cell_key
from policy.program import Program
from policy.week import WEEKDAYS

UNKNOWN = "This form has no such question."
OF_OTHERS = "This field is not the employee's to fill in."
_CELLS = frozenset(
    cell_key(number, weekday, cell)
    for number in range(1, len(WEEK_KEYS) + 1)
    for weekday in WEEKDAYS
    for cell in CELLS
)


def strays(
    program: Program, sent: Mapping[str, str], before: Mapping[str, str] | None = None
) -> tuple[Problem, ...]:
    """Each key that is no key of the employee's form, in the order sent.

    What other roles filled in may be sent along as it stands `before`.
    """
    own = {item.id: item for item in asked(program)}
    others = {item.id for item in program.fields} - set(own) - set(OF_THE_PROPOSAL)
    kept = before or {}
    found = []
    for key, given in sent.items():
        if key in others:
            if given != kept.get(key, ""):
                found.append(Problem(key, OF_OTHERS))
        elif not _has_place(program, own, key):
            found.append(Problem(key, UNKNOWN))
    return tuple(found)


def strays_of(fields: Iterable[FormField], sent: Mapping[str, str]) -> tuple[Problem, ...]:
    """Each key that is none of these fields', in the order sent."""
    own = {item.id: item for item in fields}
    return tuple(
        Problem(key, UNKNOWN) for key in sent if not _fits(own.get(key.partition(".")[0]), key)
    )


def _has_place(program: Program, own: Mapping[str, FormField], key: str) -> bool:
    name = key.partition(".")[0]
    if name in WEEK_KEYS:
        return key in _CELLS
    if name in OF_THE_PROPOSAL:
        return key == name and any(item.id == name for item in program.fields)
    return _fits(own.get(name), key)


def _fits(item: FormField | None, key: str) -> bool:
    """Whether a key is that of a field, or of a row of its list."""
    if item is None:
        return False
    return key == item.id or (item.kind is FieldKind.ITEMS and bool(row_numbers(item, {key: ""})))
