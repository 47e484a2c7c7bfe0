"""The pages of registers: one about one subject, and the list of those that concern somebody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from activities.meetings import invitation_of, occasion_of
from api.dependencies import PartsDep, SessionDep, ViewerDep
from api.helping import help_lines
from api.parts import Parts
from api.rights.holding import Matter
from api.rights.registers import (
    Reached,
    Use,
    entries_of,
    matters,
    own_team,
    shown_fields,
    standings,
    uses,
    writable,
)
from api.templating import new_key, render
from api.views.registers import address_of, entry_form, recorded_on, register_view, unfit, whose
from api.visits import Viewer
from mail.calendars import PUBLISH, write_calendar
from policy.forms.problem import Problem
from policy.register import About, RegisterEntry
from records import registers


class EntryPage(Reached):
    """The page of a register about one subject."""

    @property
    def address(self) -> str:
        """Its path."""
        return address_of(self.matter)

    @cached_property
    def entries(self) -> list[RegisterEntry]:
        """What was written, newest first."""
        return entries_of(self.session, self.matter)

    def refuse_reader(self) -> None:
        """NotAllowed for who may read this register, and not write into it."""
        writable(self.session, self.who, self.matter)

    def calendar(self) -> bytes | None:
        """The meeting that stands as a calendar file, without who is invited; None without one."""
        if not self.entries or self.matter.is_everybodys:
            return None
        occasion = occasion_of(self.matter.program, self.matter.agency, self.entries[0])
        if occasion is None:
            return None
        meeting = invitation_of(self.session, occasion, self.parts.site.office)
        return write_calendar(meeting, PUBLISH)

    def show(
        self,
        request: Request,
        sent: Mapping[str, str] | None = None,
        wrong: Sequence[Problem] = (),
        *,
        key: str = "",
        act: str = "",
    ) -> HTMLResponse:
        """The page; `key` is that of an act to be sent again, `act` that of one just recorded."""
        matter = self.matter
        newest = self.entries[0] if self.entries else None
        shown = shown_fields(matter, self.found)
        return render(
            request,
            "register.html",
            page=register_view(self.session, matter, self.entries, shown),
            form=entry_form(matter, newest, sent or {}, wrong) if self.may_write else (),
            problems=wrong,
            key=key or new_key(),
            recorded=self._recorded(act),
            help=help_lines(
                matter.program, matter.agency, coordinates=matter.agency.id in self.who.agencies
            ),
        )

    def _recorded(self, act: str) -> str:
        """When the act in the address was recorded; blank where it is not one of these entries."""
        entry = next((entry for entry in self.entries if act and entry.key == act), None)
        return recorded_on(self.matter, entry) if entry else ""


def entry_page(
    name: str, session: SessionDep, parts: PartsDep, viewer: ViewerDep, about: str = ""
) -> EntryPage:
    """A dependency: the register of the path about that; NotFound for who may not read it."""
    return EntryPage.at(session, parts, viewer, name, about)


@dataclass(frozen=True)
class ListedView:
    """One register in a list: what it is about, and how far it is; `writes` for who keeps it."""

    title: str
    whose: str
    href: str
    state: str
    writes: bool
    needed: bool


def listed_for(session: Session, parts: Parts, viewer: Viewer) -> tuple[ListedView, ...]:
    """The registers that concern somebody, of their agency's program."""
    agency = parts.agencies.get(viewer.person.agency)
    found = list(matters(parts, agency)) if agency else []
    reached = (
        (matter, uses(matter, standings(session, viewer, matter)))
        for matter in _about_viewer(session, viewer, found)
    )
    return tuple(
        _listed(session, matter, writes=Use.WRITE in may)
        for matter, may in reached
        if Use.READ in may
    )


def unwritten(session: Session, parts: Parts, viewer: Viewer) -> list[tuple[str, str]]:
    """The registers of the agency that nobody can propose without, and the viewer has to write.

    Titles and addresses; none once they are on record.
    """
    agency = parts.agencies.get(viewer.person.agency)
    needed = (
        matter
        for matter in (matters(parts, agency) if agency else ())
        if matter.register.needed and matter.register.about is About.AGENCY
    )
    return [
        (matter.register.title, address_of(matter))
        for matter in needed
        if registers.latest(session, matter.agency.id, matter.register.id, "") is None
        and Use.WRITE in uses(matter, standings(session, viewer, matter))
    ]


def _about_viewer(session: Session, viewer: Viewer, found: Sequence[Matter]) -> Iterator[Matter]:
    """The registers of the agency, about the viewer, of their team, and those that are shared."""
    team = own_team(session, viewer.person)
    for matter in found:
        about = matter.register.about
        subject = {About.EMPLOYEE: viewer.person.number, About.TEAM: team}.get(about, "")
        if subject or about is About.AGENCY:
            yield replace(matter, subject=subject)
        if matter.register.shared and about is not About.AGENCY:
            yield matter


def _listed(session: Session, matter: Matter, *, writes: bool) -> ListedView:
    register, everybody = matter.register, matter.is_everybodys
    entries = entries_of(session, matter) if register.many or everybody else []
    newest = registers.latest(session, matter.agency.id, register.id, matter.subject)
    return ListedView(
        title=register.title,
        whose="All teams" if everybody else whose(session, matter),
        href=address_of(matter),
        state=_state(matter, newest, len(entries), log=register.many or everybody),
        writes=writes,
        needed=register.needed and newest is None,
    )


def _state(matter: Matter, newest: RegisterEntry | None, count: int, *, log: bool) -> str:
    if log:
        return f"{count} {'entry' if count == 1 else 'entries'}"
    if newest is None:
        return "Not recorded yet"
    fits = not unfit(newest, matter.register.fields)
    return f"Recorded {recorded_on(matter, newest)}" + ("" if fits else ": does not let them ask")
