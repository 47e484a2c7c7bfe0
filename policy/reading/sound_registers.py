"""What must hold in a program's registers: who keeps them, and what their entries must hold."""

from collections.abc import Collection, Iterator

from policy.form import Before, FieldKind, FormField
from policy.program import Program
from policy.reading.faults import Fault, distinct, parties
from policy.reading.sound_forms import field_faults, timeless, unentered
from policy.register import About, Register

CALENDAR_FIELDS = {
    "at": (FieldKind.TIME,),
    "days": (FieldKind.TEXT, FieldKind.CHOICE),
    "minutes": (FieldKind.NUMBER,),
    "place": (FieldKind.TEXT, FieldKind.PARAGRAPH),
}
"""The fields an invitation is made from, with the kinds they may be of."""

_OF_THE_PROPOSAL = (FieldKind.WEEK, FieldKind.UPLOAD)


def register_faults(program: Program) -> Iterator[Fault]:
    """Every rule that the registers break, in the order of the file."""
    roles = {role.id for role in program.roles}
    yield from distinct("registers", [register.id for register in program.registers])
    for at, register in enumerate(program.registers, 1):
        key = f"registers[{at}]"
        yield from _kept(key, register, roles)
        yield from _calendar(key, register)
        yield from _fields(key, register)


def _kept(key: str, register: Register, roles: Collection[str]) -> Iterator[Fault]:
    yield from parties(f"{key}.roles", register.roles, roles)
    if register.needed and register.about is About.TEAM:
        yield f"{key}.needed", "belongs to a register about the agency or an employee"


def _calendar(key: str, register: Register) -> Iterator[Fault]:
    kinds = {item.id: item.kind for item in register.fields}
    for name, possible in CALENDAR_FIELDS.items() if register.calendar else ():
        if kinds.get(name) not in possible:
            yield f"{key}.calendar", f"needs the field {name}, of kind {' or '.join(possible)}"


def _fields(key: str, register: Register) -> Iterator[Fault]:
    earlier: dict[str, FormField] = {}
    for at, item in enumerate(register.fields, 1):
        at_field = f"{key}.fields[{at}]"
        yield from field_faults(at_field, item, earlier)
        yield from timeless(at_field, item)
        yield from unentered(at_field, item)
        if item.kind in _OF_THE_PROPOSAL:
            yield f"{at_field}.kind", f"{item.kind} belongs to the proposal's form"
        if item.role or item.documents or item.before is not Before.SUBMISSION:
            yield f"{at_field}.role", "documents and before belong to the proposal's form"
        earlier[item.id] = item
