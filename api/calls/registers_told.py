"""What callers of the JSON API send to registers, and what they are answered with."""

from datetime import datetime

from api.calls.telling import tell_field
from api.calls.told import FieldTold, Told
from api.rights.holding import Matter
from api.sent import Answers, Sent
from policy.form import FormField
from policy.register import RegisterEntry


class EntrySent(Sent):
    """An entry: answers by field ID (`GET /api/v1/registers` lists the fields)."""

    answers: Answers


class RegisterTold(Told):
    """One register of an agency: `about` is what an entry is about, `roles` who writes it."""

    id: str
    title: str
    about: str
    roles: tuple[str, ...]
    text: str
    citation: str
    needed: bool
    many: bool
    shared: bool
    calendar: bool
    fields: tuple[FieldTold, ...]


class RegisterEntryTold(Told):
    """One entry, as accepted: `subject` is a person's number, or blank for the agency itself."""

    register_id: str
    subject: str
    number: int
    answers: dict[str, str]
    person: str
    at: datetime
    key: str


class EntriesTold(Told):
    """What is on record about one subject, newest first; `writable` for who may add to it."""

    register_id: str
    about: str
    writable: bool
    entries: tuple[RegisterEntryTold, ...]


def tell_register(matter: Matter) -> RegisterTold:
    """A register with its fields."""
    register = matter.register
    return RegisterTold.of({**vars(register), "fields": [tell_field(it) for it in register.fields]})


def tell_register_entry(entry: RegisterEntry, fields: tuple[FormField, ...]) -> RegisterEntryTold:
    """An entry, as far as `fields` are for the reader."""
    shown = {it.id: entry.answers[it.id] for it in fields if it.id in entry.answers}
    told = {**vars(entry), "register_id": entry.register, "answers": shown}
    return RegisterEntryTold.of(told)
