"""What a program file may be refused for, in words shared by every check of it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from policy.form import FormField, possible

ID = re.compile(r"[a-z][a-z0-9_-]{0,39}")
"""How an ID in a program file is written."""

Fault = tuple[str, str]
"""A key of the file and the rule it breaks."""


def distinct(name: str, ids: Sequence[str]) -> Iterator[Fault]:
    """The faults of the IDs of a list of tables: each well written and there once."""
    for at, item in enumerate(ids, 1):
        yield from identified(f"{name}[{at}]", item, ids[: at - 1])


def identified(key: str, name: str, earlier: Collection[str]) -> Iterator[Fault]:
    """The faults of the ID of one table, after these earlier ones."""
    if not ID.fullmatch(name):
        yield f"{key}.id", f"{name} must be small letters, digits, - and _"
    if name in earlier:
        yield f"{key}.id", f"{name} is there twice"


def named(key: str, what: str, names: Collection[str], known: Collection[str]) -> Iterator[Fault]:
    """The faults of a list of names, each of which must exist."""
    for name in names:
        if name not in known:
            yield key, unknown(what, name, known)


def one(key: str, what: str, name: str, known: Collection[str]) -> Iterator[Fault]:
    """The fault of a name that may be left out."""
    return named(key, what, (name,) if name else (), known)


def parties(key: str, names: Collection[str], roles: Collection[str]) -> Iterator[Fault]:
    """The faults of a list of role IDs that must not be empty."""
    if not names:
        yield key, "must name at least one role"
    yield from named(key, "role", names, roles)


def climbing(key: str, days: Sequence[int]) -> Iterator[Fault]:
    """The fault of days that do not go up."""
    if list(days) != sorted(set(days)):
        yield key, "must go up, each number once"


def named_documents(
    key: str, names: Collection[str], documents: Collection[str]
) -> Iterator[Fault]:
    """The faults of a list of document IDs that must not be empty."""
    if not names:
        yield f"{key}.documents", "must name at least one document"
    yield from named(f"{key}.documents", "document", names, documents)


def conditional(key: str, condition: str, fields: Mapping[str, FormField]) -> Iterator[Fault]:
    """The fault of a condition that is no field of these with some of its answers."""
    name, _, answers = condition.partition("=")
    item = fields.get(name)
    if condition and (item is None or not set(answers.split("|")) <= set(possible(item))):
        yield (
            key,
            "must be an earlier field and one of its answers: field=answer or field=one|other",
        )


def unknown(what: str, name: str, known: Collection[str]) -> str:
    """The reason for refusing a name, with the names there are."""
    return f"there is no {what} {name} (there is {', '.join(sorted(known))})"
