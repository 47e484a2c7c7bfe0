"""The fields of a form: what is asked of whom, by when, and under which condition."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

HIGHEST = 9999
"""The highest number a field may hold that names no limit of its own."""

LARGEST = 9_999_999
"""The highest limit that a field may name."""


class FieldKind(StrEnum):
    """How a field is asked for and checked."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    PHONE = "phone"
    DATE = "date"
    TIME = "time"
    WEEK = "week"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    STATEMENT = "statement"
    UPLOAD = "upload"
    ITEMS = "items"


class Before(StrEnum):
    """The moment before which a field has to be filled in."""

    SUBMISSION = "submission"
    SIGNING = "signing"


@dataclass(frozen=True)
class Column:
    """One column of a field that lists items, such as an item's tag or the day it was taken.

    A date with `not_after` must not lie after the date in that other column of its row, and one
    that `happened` not after the day on which the list is given.
    """

    id: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    not_after: str = ""
    happened: bool = False


@dataclass(frozen=True)
class FormField:
    """One field of a form; `prefill` names the directory attribute it shows.

    `entry` names the register and the field of it (`eligibility.remote_plan`) whose newest entry a
    draft starts from; the employee may change what it says.
    `documents` are the IDs of the documents it is printed on, if not those of its section.
    `required_when` makes it required where an earlier field has that answer (`dependents=yes`,
    `schedule_type=Alternate|Reduced`). `role` is who fills it in (none named: whoever the form
    belongs to) and `before` by when. `must` is the only answer that lets the form through;
    a date that must be `current` may not have passed on the day it is needed; once it has, the
    `file` that it is of is needed anew as well. What is `private` is
    shown to the employee and the coordinators alone. A number lies between `least` and `most`, a
    time between `earliest` and `latest` (`8:00`, both included). A phone field names a number that
    can be called, with whatever else is to be said of it. A date that is a `workday` is no Saturday
    and no Sunday; one that `happened` does not lie ahead. What comes `after` an earlier field, a
    date or a time, comes after its answer.
    """

    id: str
    label: str
    kind: FieldKind
    required: bool = True
    hint: str = ""
    choices: tuple[str, ...] = ()
    prefill: str = ""
    entry: str = ""
    citation: str = ""
    documents: tuple[str, ...] = ()
    required_when: str = ""
    role: str = ""
    before: Before = Before.SUBMISSION
    must: str = ""
    current: bool = False
    file: str = ""
    private: bool = False
    columns: tuple[Column, ...] = ()
    least: int = 0
    most: int = HIGHEST
    earliest: str = ""
    latest: str = ""
    workday: bool = False
    happened: bool = False
    after: str = ""


def possible(item: FormField) -> tuple[str, ...]:
    """The answers that can be foreseen for a field; none where people write their own."""
    match item.kind:
        case FieldKind.YES_NO:
            return ("yes", "no")
        case FieldKind.STATEMENT:
            return ("yes",)
        case _:
            return item.choices


@dataclass(frozen=True)
class Section:
    """One topic of a form, printed on `documents` (their IDs; none named: on each).

    The arrangement itself needs the term, location, schedule, duties and equipment; what only the
    review looks at (status, care, outside employment, commute) is for the proposal's form alone.
    """

    id: str
    title: str
    fields: tuple[FormField, ...]
    documents: tuple[str, ...] = ()


def holds(condition: str, answers: Mapping[str, str]) -> bool:
    """Whether the answers meet a condition written `field=answer|other answer`; none always is."""
    name, _, wanted = condition.partition("=")
    return not condition or answers.get(name, "") in wanted.split("|")
