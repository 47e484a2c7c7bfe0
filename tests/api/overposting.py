"""Every name that a record or an act has a field by, with a value that would do harm."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from sqlmodel import SQLModel

from policy import account, acts, proposal
from tests.api.registering import (
    BETTER,
    DAILY,
    GUIDELINES,
    HELD,
    IMPROVEMENTS,
    NOTES,
    SAID,
    STANDUP,
    TALK,
    TALKED,
)
from tests.api.site import Desk, post
from tests.people import CITY_HEAD, CITY_SUPERVISOR, COLLEAGUE

SPECIAL = {
    "status": "active",
    "version": "9",
    "revision": "9",
    "ending": "expired",
    "outcome": "approved",
    "supports": "yes",
    "computed": "yes",
    "set_aside": "yes",
    "starts_on": "12/2/2026",
    "ends_on": "12/31/2026",
    "coordinates": "comptroller",
    "identified_by": "session",
}
PASSING = {"visit", "draft", "reading", "signin", "apitoken", "letter", "claim"}
"""What any visit leaves behind: these are no part of an arrangement."""


def names() -> set[str]:
    """The names of every field of every record, and of every act and what it is made of."""
    of_records = {name for kind in SQLModel.__subclasses__() for name in kind.model_fields}
    shapes = [
        shape
        for module in (acts, account, proposal)
        for shape in vars(module).values()
        if isinstance(shape, type) and is_dataclass(shape)
    ]
    return of_records | {item.name for shape in shapes for item in fields(shape)}


def harmful(known: set[str]) -> dict[str, str]:
    """A value for each of those names, but for those that a form asks for itself."""
    found = names()
    assert {"status", "person", "role", "version", "ending", "signed", "hr_representative"} <= found
    return {name: SPECIAL.get(name, COLLEAGUE) for name in sorted(found - known)}


def on_record(desk: Desk) -> dict[str, list[str]]:
    """Everything that the records hold of arrangements and people, as text."""
    with desk.session() as session:
        return {
            table.name: sorted(str(row) for row in session.connection().execute(table.select()))
            for table in SQLModel.metadata.sorted_tables
            if table.name not in PASSING
        }


KEY_OF_FORM = "a-key-of-mine"


REGISTERS = {
    "guidelines": (CITY_HEAD, GUIDELINES, SAID),
    "eligibility": (CITY_SUPERVISOR, TALK, TALKED),
    "standup": (CITY_SUPERVISOR, STANDUP, DAILY),
    "standup_notes": (CITY_SUPERVISOR, NOTES, HELD),
    "improvements": (CITY_SUPERVISOR, IMPROVEMENTS, BETTER),
}


def assert_no_more_is_taken(
    desk: Desk, path: str, page: str, fields: Mapping[str, str], known: set[str]
) -> None:
    """Send a form plainly and crowded: both acts are the same, and nothing else has changed."""
    before, given = on_record(desk), {"key": KEY_OF_FORM, **fields}
    for extra in ({}, harmful({"csrf", "agent", *given, *known})):
        answer = post(desk.client, path, page, **extra, **given)
        assert answer.status_code == 303, answer.text
    (_, plain), (_, crowded) = desk.door.acts
    assert crowded == plain
    assert on_record(desk) == before
