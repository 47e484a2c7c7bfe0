"""Registers as pages show them: what stands, what was before, and the form to write an entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlmodel import Session

from api.rights.holding import Matter
from api.views.answers import AnswerView, read_backs
from api.views.fields import FieldView, field_views
from api.views.names import Names, names_of
from api.views.words import the
from policy.deadlines import local_date
from policy.form import FormField
from policy.forms.problem import Problem
from policy.meeting import meeting_of
from policy.register import About, RegisterEntry
from policy.wording import listed, show_instant, show_zone
from records import people


@dataclass(frozen=True)
class EntryView:
    """One entry: its number, whose team it is from where teams share it, who wrote it, and when."""

    number: int
    about: str
    by: str
    at: str
    iso: str
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True)
class RegisterView:
    """A register about one subject: `whose` says about whom, `keepers` who writes into it.

    `when` is filled for a meeting, and `calendar` is then the address of its calendar file.
    """

    id: str
    title: str
    text: str
    citation: str
    whose: str
    keepers: str
    path: str
    entries: tuple[EntryView, ...]
    many: bool
    shared: bool
    all_teams: bool
    when: str
    calendar: str


def address_of(matter: Matter) -> str:
    """The path of a register's page."""
    return f"/registers/{matter.register.id}?{urlencode({'about': matter.about})}"


def register_view(
    session: Session,
    matter: Matter,
    found: Sequence[RegisterEntry],
    fields: Sequence[FormField],
) -> RegisterView:
    """A register with its entries, newest first, as far as `fields` are for the reader."""
    register = matter.register
    names = names_of(session, {}, _mentioned(matter, found))
    newest = found[0] if found and register.calendar and not matter.is_everybodys else None
    meeting = meeting_of(newest.answers) if newest else None
    file = f"/registers/{register.id}/invitation.ics?{urlencode({'about': matter.about})}"
    return RegisterView(
        id=register.id,
        title=register.title,
        text=register.text,
        citation=f"{matter.program.source}, {register.citation}" if register.citation else "",
        whose=whose(session, matter),
        keepers=keepers(matter),
        path=address_of(matter),
        entries=tuple(_entry(matter, entry, fields, names) for entry in found),
        many=register.many,
        shared=register.shared,
        all_teams=matter.is_everybodys,
        when=f"{meeting.when}, {show_zone(matter.agency.time_zone)}" if meeting else "",
        calendar=file if meeting else "",
    )


def entry_form(
    matter: Matter, newest: RegisterEntry | None, sent: Mapping[str, str], wrong: Sequence[Problem]
) -> tuple[FieldView, ...]:
    """The form of an entry: as sent, or, where the latest entry stands, as that one has it."""
    register = matter.register
    kept = {} if newest is None or register.many else newest.answers
    return field_views(register.fields, sent or kept, wrong)


def whose(session: Session, matter: Matter) -> str:
    """What an entry is about, in words: an agency, an employee, or somebody's team."""
    person = people.find(session, matter.subject) if matter.subject else None
    if person is None:
        return matter.agency.name
    return person.name if matter.register.about is About.EMPLOYEE else f"Team of {person.name}"


def keepers(matter: Matter) -> str:
    """Who writes entries, in words: the supervisor, the manager, and the department head."""
    titles = [matter.program.role(role).title for role in matter.register.roles]
    return listed([the(title) for title in titles])


def recorded_on(matter: Matter, entry: RegisterEntry) -> str:
    """When an entry was recorded, on the agency's clock."""
    return show_instant(entry.at, matter.agency.time_zone)


def unfit(entry: RegisterEntry, fields: Sequence[FormField]) -> bool:
    """Whether an entry says other than what lets a proposal through."""
    return any(item.must and entry.answers.get(item.id, "") != item.must for item in fields)


def _mentioned(matter: Matter, found: Sequence[RegisterEntry]) -> set[str]:
    subjects = set() if matter.subject else {entry.subject for entry in found if entry.subject}
    return subjects | {entry.person for entry in found}


def _entry(
    matter: Matter, entry: RegisterEntry, fields: Sequence[FormField], names: Names
) -> EntryView:
    local = local_date(entry.at, matter.agency.time_zone)
    team = entry.subject if not matter.subject and entry.subject else ""
    return EntryView(
        number=entry.number,
        about=f"Team of {names.of(team)}" if team else "",
        by=names.of(entry.person),
        at=recorded_on(matter, entry),
        iso=local.isoformat(),
        answers=read_backs(field_views(fields, entry.answers)),
    )
