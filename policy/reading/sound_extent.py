"""What must hold in a program's table `extent`: every field, copy and register it names exists."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from policy.extent_rule import EMPLOYEES, REASON, YEAR, CommuteRule
from policy.form import FieldKind, FormField, possible
from policy.program import Program
from policy.reading.faults import Fault, named, one, unknown
from policy.register import About, Register

KEPT = {
    "headcount": {YEAR: FieldKind.NUMBER, EMPLOYEES: FieldKind.NUMBER},
    "reasons": {YEAR: FieldKind.NUMBER, REASON: FieldKind.PARAGRAPH},
}
"""The fields that each register must have, with their kinds."""


def extent_faults(program: Program) -> Iterator[Fault]:
    """Every name in the table that the program does not have, or not of that kind."""
    rule = program.extent
    fields = {item.id: item for item in program.fields}
    claims = {name for name, item in fields.items() if item.kind is FieldKind.YES_NO}
    files = {name for name, item in fields.items() if item.kind is FieldKind.UPLOAD}
    copies = {copy.id for copy in program.copies}
    yield from named("extent.goals", "field of kind yes_no", rule.goals, claims)
    yield from named("extent.files", "field of kind upload", rule.files, files)
    yield from one("extent.copy", "copy", rule.copy, copies)
    yield from _kept("headcount", rule.headcount, program)
    yield from _kept("reasons", rule.reasons, program)
    if rule.commute:
        yield from _commute(rule.commute, fields)
    if rule.movement_percent < 1:
        yield "extent.movement_percent", "must be 1 or more"


def _kept(key: str, name: str, program: Program) -> Iterator[Fault]:
    registers = {each.id: each for each in program.registers}
    if name and name not in registers:
        yield f"extent.{key}", unknown("register", name, registers)
    elif name and not _fits(registers[name], KEPT[key]):
        wanted = ", ".join(f"{field} ({kind})" for field, kind in KEPT[key].items())
        yield f"extent.{key}", f"must be a register about the agency with the fields {wanted}"


def _fits(register: Register, wanted: dict[str, FieldKind]) -> bool:
    kinds = {item.id: item.kind for item in register.fields}
    return register.about is About.AGENCY and kinds.items() >= wanted.items()


def _commute(rule: CommuteRule, fields: dict[str, FormField]) -> Iterator[Fault]:
    numbers = {name for name, item in fields.items() if item.kind is FieldKind.NUMBER}
    choices = {name for name, item in fields.items() if item.kind is FieldKind.CHOICE}
    yield from one("extent.commute.miles", "field of kind number", rule.miles, numbers)
    yield from one("extent.commute.minutes", "field of kind number", rule.minutes, numbers)
    yield from one("extent.commute.mode", "field of kind choice", rule.mode, choices)
    if rule.mode in choices and rule.drives_alone not in possible(fields[rule.mode]):
        yield "extent.commute.drives_alone", f"must be a choice of the field {rule.mode}"
    if not _is_positive(rule.miles_per_gallon):
        yield "extent.commute.miles_per_gallon", "must be a number in quotes, such as 22.8"
    if rule.grams_per_gallon < 1:
        yield "extent.commute.grams_per_gallon", "must be 1 or more"


def _is_positive(text: str) -> bool:
    try:
        return Decimal(text) > 0
    except InvalidOperation:
        return False
