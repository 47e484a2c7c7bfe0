"""What the JSON API answers with."""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, ConfigDict


class Told(BaseModel):
    """What the API answers with."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    @classmethod
    def of(cls, source: object) -> Self:
        """What `source` says in fields, or under keys, of the same names."""
        return cls.model_validate(source)


class EntryTold(Told):
    """One line of the timeline; `key` names the act that led to it."""

    seq: int
    at: datetime
    kind: str
    role: str
    person: str
    version: int
    about: str
    note: str
    key: str


class ActTold(Told):
    """An act's receipt: `received` for good, or `recorded` with its timeline entry."""

    reference: str
    state: str
    key: str
    entry: EntryTold | None = None


class ReadingTold(Told):
    """Somebody read this of a record, by that right."""

    at: datetime
    person: str
    what: str
    why: str


class ReadingsTold(Told):
    """One page of who read a record; `total` counts all."""

    total: int
    page: int
    readings: tuple[ReadingTold, ...]


class TaskTold(Told):
    """Something one person is asked to do."""

    reference: str
    purpose: str
    role: str
    person: str
    since: datetime
    version: int
    about: str
    reminders: int


class DeadlineTold(Told):
    """What an arrangement has a timer for, under the label that operators read.

    `due_on` is the last day on which it is on time, in the agency's time zone, and `due_at` the
    instant before which it has to be done; of `start` the day that begins then. Both are null for
    what only reminds. `wakes_at` is when the arrangement acts next: to remind, or as it falls due.
    """

    name: str
    label: str
    due_on: date | None
    due_at: datetime | None
    wakes_at: datetime


class DocumentTold(Told):
    """A stored document of one version; `url` gives its PDF."""

    document: str
    version: int
    state: str
    destination: str
    digest: str
    size: int
    pages: int
    url: str


class TermTold(Told):
    """A term that the line's signer acknowledges on its own, by its ID."""

    id: str
    section: str
    group: str
    text: str


class LineTold(Told):
    """A line that the caller can sign now, with all that signing it has to name."""

    line: str
    role: str
    version: int
    documents: tuple[str, ...]
    statement: str
    consent: str
    statement_digest: str
    terms: tuple[TermTold, ...] = ()


class SummaryTold(Told):
    """One arrangement in a list."""

    reference: str
    program: str
    agency: str
    unit: str
    employee: str
    status: str
    ending: str | None
    version: int
    since: datetime
    submitted_at: datetime
    starts_on: date
    ends_on: date | None
    signed: tuple[str, ...]
    next_deadline: datetime | None
    next_label: str
    in_force: int = 0
    modification: str | None = None
    notice_until: date | None = None
    ended_on: date | None = None


class FieldTold(Told):
    """One field of a program's proposal: who fills it in (blank: the employee), and by when."""

    id: str
    label: str
    kind: str
    required: bool
    hint: str
    choices: tuple[str, ...]
    least: int
    most: int
    citation: str
    role: str = ""
    before: str = "submission"
    required_when: str = ""
    must: str = ""
    columns: tuple[str, ...] = ()


class CompletionTold(Told):
    """What a role of the caller's still owes: `owing` are the IDs that signing waits for.

    `before` is what was written already into fields that are to be filled in anew.
    """

    role: str
    owing: tuple[str, ...]
    fields: tuple[FieldTold, ...]
    before: dict[str, str]


class ArrangementTold(SummaryTold):
    """One arrangement whole, with what the caller can sign now, or is to fill in."""

    proposal: dict[str, object]
    tasks: tuple[TaskTold, ...]
    deadlines: tuple[DeadlineTold, ...]
    documents: tuple[DocumentTold, ...]
    timeline: tuple[EntryTold, ...]
    to_sign: tuple[LineTold, ...]
    to_fill_in: tuple[CompletionTold, ...] = ()


class ListTold(Told):
    """One page of a list; `total` counts all."""

    total: int
    page: int
    arrangements: tuple[SummaryTold, ...]


class PersonTold(Told):
    """Somebody in the directory, as far as choosing them needs."""

    number: str
    name: str
    title: str
    unit: str
    agency: str


class LineOfProgramTold(Told):
    """A signature line of a program; lower stages sign first."""

    id: str
    role: str
    stage: int
    documents: tuple[str, ...]


class ProgramTold(Told):
    """One employer's rules, as far as a caller needs them."""

    name: str
    version: str
    title: str
    employer: str
    roles: dict[str, str]
    reviewers: tuple[str, ...]
    lines: tuple[LineOfProgramTold, ...]
    maximum_months: int | None
    fields: tuple[FieldTold, ...]


class MeTold(Told):
    """The person whose token is used, and the agencies they coordinate for."""

    person: PersonTold
    agencies: tuple[str, ...]
    tasks: tuple[TaskTold, ...]


class UploadTold(Told):
    """A file that was taken: the answer that stands for it, `<SHA-256> <name>`."""

    answer: str
