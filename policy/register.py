"""Registers: what an agency, a team or a supervisor keeps on record outside an arrangement."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from policy.form import FormField


class About(StrEnum):
    """What an entry of a register is about: its subject."""

    AGENCY = "agency"
    EMPLOYEE = "employee"
    TEAM = "team"


@dataclass(frozen=True)
class Register:
    """One register: a form that `roles` fill in about an agency, an employee or a team.

    `needed` says that no proposal can be made before there is an entry (about the employee or the
    agency) whose answers are as they must be. `many` keeps every entry as one of a log; else the
    latest stands and earlier ones are history. `shared` shows entries to every team of the agency.
    `calendar` offers the entry as an iCalendar invitation; it needs the fields `at` (a time),
    `days`, `minutes` and `place`. The team is invited by mail, and so is whoever a field
    `observers` names by mail address.
    """

    id: str
    title: str
    about: About
    roles: tuple[str, ...]
    fields: tuple[FormField, ...]
    text: str = ""
    citation: str = ""
    needed: bool = False
    many: bool = False
    shared: bool = False
    calendar: bool = False


@dataclass(frozen=True)
class RegisterEntry:
    """One entry as accepted: `subject` is an employee number, a supervisor's number, or blank.

    `number` counts the entries of one register and subject from 1; `at` is UTC.
    """

    register: str
    subject: str
    number: int
    answers: dict[str, str]
    person: str
    at: datetime
    key: str
