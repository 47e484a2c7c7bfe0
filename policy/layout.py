"""The layout of the files: a key for each field of the value it becomes, one to one.

`Program` and what it is made of say themselves which keys a file may hold: a field's name is the
key, its type says how the key is written; a key whose field has a default, or may be None, may be
left out.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import ClassVar, Protocol, TypeVar, get_args, get_origin, get_type_hints

from policy.program import Program
from policy.tables import Table


class Record(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[object]]]


T = TypeVar("T")
R = TypeVar("R", bound=Record)

_PLAIN: dict[type, Callable[[Table, str], object]] = {
    str: Table.text,
    bool: Table.flag,
    int: Table.count,
    date: Table.day,
}
_LISTS: dict[object, Callable[[Table, str], object]] = {str: Table.texts, int: Table.counts}


def read_program(table: Table, digest: str) -> Program:
    """The whole program file as values; ProgramError for a missing, misplaced or unknown key."""
    return read(Program, table, digest=digest)


def read(kind: type[R], table: Table, **given: object) -> R:
    """The table as a value of that kind; fields that are `given` are no keys of the file.

    ProgramError for a key that is missing, written otherwise than its field's type, or unknown.
    """
    values = {**_defaults(kind, table), **given}
    for name, hint in _shape(kind).items():
        if name not in given and (table.holds(name) or name not in values):
            values[name] = _value(hint, table, name)
    table.close()
    return _make(kind, values)


@cache
def _shape(kind: type[Record]) -> dict[str, object]:
    """The fields of a kind, each with its type."""
    hints: dict[str, object] = get_type_hints(kind)
    return {item.name: hints[item.name] for item in fields(kind)}


def _defaults(kind: type[Record], table: Table) -> dict[str, object]:
    """What the fields are whose keys are left out: a field required on a condition is no more."""
    found = dict(_own_defaults(kind))
    if "required" in found and "required_when" in table.content:
        found["required"] = False
    return found


@cache
def _own_defaults(kind: type[Record]) -> dict[str, object]:
    may_be_none = {name: None for name, hint in _shape(kind).items() if NoneType in get_args(hint)}
    return may_be_none | {
        item.name: item.default if item.default_factory is MISSING else item.default_factory()
        for item in fields(kind)
        if (item.default, item.default_factory) != (MISSING, MISSING)
    }


def _make(kind: Callable[..., T], values: dict[str, object]) -> T:
    return kind(**values)


def _value(hint: object, table: Table, key: str) -> object:
    if isinstance(hint, type) and not get_args(hint):
        return _one(hint, table, key)
    inner = get_args(hint)
    if get_origin(hint) is tuple:
        return _several(inner[0], table, key)
    if get_origin(hint) is dict:
        named = table.table(key)
        return {name: _value(inner[1], named, name) for name in named.content}
    return _value(inner[0], table, key)


def _one(kind: type, table: Table, key: str) -> object:
    if issubclass(kind, StrEnum):
        return _choice(kind, table, key)
    if is_dataclass(kind):
        return read(kind, table.table(key))
    return _PLAIN[kind](table, key)


def _several(kind: object, table: Table, key: str) -> object:
    if isinstance(kind, type) and is_dataclass(kind):
        return tuple(read(kind, item) for item in table.tables(key))
    return _LISTS[kind](table, key)


def _choice(kind: type[StrEnum], table: Table, key: str) -> StrEnum:
    value = table.text(key)
    if value not in {item.value for item in kind}:
        raise table.error(key, f"must be one of {', '.join(kind)}, not {value}")
    return kind(value)
