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

from policy.reading.tables import Table


class Record(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[object]]]


T = TypeVar("T")
R = TypeVar("R", bound=Record)
Reader = Callable[[Table, str], object]

_READERS: dict[object, Reader] = {
    str: Table.text,
    bool: Table.flag,
    int: Table.count,
    date: Table.day,
    tuple[str, ...]: Table.texts,
    tuple[int, ...]: Table.counts,
}


def read(kind: type[R], table: Table, **given: object) -> R:
    """The table as a value of that kind; fields that are `given` are no keys of the file.

    ProgramError for a key that is missing, written otherwise than its field's type, or unknown.
    """
    values = {**_defaults(kind, table), **given}
    for name, reader in _readers(kind).items():
        if name not in given and (table.holds(name) or name not in values):
            values[name] = reader(table, name)
    table.close()
    return _make(kind, values)


def _make(kind: Callable[..., T], values: dict[str, object]) -> T:
    return kind(**values)


def _defaults(kind: type[Record], table: Table) -> dict[str, object]:
    """What the fields are whose keys are left out: a field required on a condition is no more."""
    found = _own_defaults(kind)
    if "required" in found and "required_when" in table.content:
        return {**found, "required": False}
    return found


@cache
def _own_defaults(kind: type[Record]) -> dict[str, object]:
    may_be_none = {name: None for name, hint in _hints(kind).items() if NoneType in get_args(hint)}
    return may_be_none | {
        item.name: item.default if item.default_factory is MISSING else item.default_factory()
        for item in fields(kind)
        if (item.default, item.default_factory) != (MISSING, MISSING)
    }


@cache
def _readers(kind: type[Record]) -> dict[str, Reader]:
    """The fields of a kind, each with how its key is read."""
    return {name: _reader(hint) for name, hint in _hints(kind).items()}


def _hints(kind: type[Record]) -> dict[str, object]:
    hints: dict[str, object] = get_type_hints(kind)
    return {item.name: hints[item.name] for item in fields(kind)}


def _reader(hint: object) -> Reader:
    """How a key is read whose field has that type."""
    if hint in _READERS:
        return _READERS[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _choice_of(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _table_of(hint)
    inner = get_args(hint)
    if get_origin(hint) is tuple:
        return _tables_of(inner[0])
    return _named(_reader(inner[1])) if get_origin(hint) is dict else _reader(inner[0])


def _choice_of(kind: type[StrEnum]) -> Reader:
    known = {item.value: item for item in kind}

    def read_choice(table: Table, key: str) -> object:
        value = table.text(key)
        if value not in known:
            raise table.error(key, f"must be one of {', '.join(known)}, not {value}")
        return known[value]

    return read_choice


def _table_of(kind: type[Record]) -> Reader:
    return lambda table, key: read(kind, table.table(key))


def _tables_of(kind: type[Record]) -> Reader:
    return lambda table, key: tuple(read(kind, item) for item in table.tables(key))


def _named(reader: Reader) -> Reader:
    """A table whose keys the file chooses, each of the same type."""

    def read_named(table: Table, key: str) -> object:
        named = table.table(key)
        return {name: reader(named, name) for name in named.content}

    return read_named
