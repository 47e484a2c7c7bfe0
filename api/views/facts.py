"""Everything an arrangement's page draws on, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlmodel import Session

from api.parts import Parts
from api.rights.on_record import as_known, tabled_at
from api.rights.roles import coordinates
from api.views.forms import SectionView, answered, asking_for, section_view, without_private
from api.views.names import Names, names_in
from api.who import Who
from policy.account import CLOSED, Happening, Status
from policy.concerns import Concern
from policy.deadlines import A_DAY, local_date
from policy.forms.checking import to_form
from policy.living.current import brought
from policy.living.outstanding import at_location
from policy.plan import updated_fields
from policy.program import Agency, CopyRule, Program
from policy.proposal import Proposal
from records import arrangements, concerns, entries, papers, people, proposals, tasks
from records.arrangements import Arrangement
from records.entries import TimelineEntry
from records.papers import Paper
from records.people import Person
from records.tasks import OpenTask


@dataclass(frozen=True)
class Facts:
    """One arrangement with its rules, people, tasks, timeline and documents.

    `proposal` is the version on the table; while a modification of what is in force is open,
    `held` is the one in force. `viewer` is the employee number of who looks, `trusted` whether
    they see what is private: the employee and the coordinators do. `now` is UTC. `concerns` are
    what came up while it was in force, by number; `people` are all whom it names, as far as the
    directory has them. `next` is the employee's arrangement or open proposal that begins when this
    one's term is over; only they are told of it.
    """

    arrangement: Arrangement
    program: Program
    agency: Agency
    people: Mapping[str, Person]
    proposal: Proposal | None
    names: Names
    tasks: Sequence[OpenTask]
    entries: Sequence[TimelineEntry]
    papers: Sequence[Paper]
    viewer: str
    now: datetime
    trusted: bool = False
    held: Proposal | None = None
    next: Arrangement | None = None
    concerns: Mapping[int, Concern] = field(default_factory=dict)

    @property
    def employee(self) -> Person | None:
        """Whose arrangement it is, as far as the directory has them."""
        return self.people.get(self.arrangement.employee)

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status(self.arrangement.status)

    @property
    def modifying(self) -> bool:
        """Whether a modification of what is in force is open."""
        return self.arrangement.modification is not None

    @property
    def phase(self) -> Status:
        """Where the version on the table stands."""
        return Status(self.arrangement.modification or self.arrangement.status)

    @property
    def current(self) -> Proposal | None:
        """What is in force; before that, what is on the table."""
        return self.held or self.proposal

    @property
    def items(self) -> tuple[str, ...]:
        """What of the agency is at the location now (GL32 IV.I)."""
        answers = self.current.answers if self.current else {}
        return at_location(self.program.in_force, answers, self.concerns.values())

    @property
    def vacant(self) -> frozenset[str]:
        """The roles that nobody holds, for which somebody is looked for."""
        return tasks.vacant(self.tasks)

    @property
    def brought(self) -> dict[str, str]:
        """What reports and duties brought up to date since what is in force was signed (IV.F)."""
        found = self.concerns.values()
        return brought(updated_fields(self.program), found, self._tabled_at)

    @property
    def up_to_date(self) -> Proposal | None:
        """What is in force as it is known by now; the signed version itself is never edited."""
        signed = self.current
        return signed and replace(signed, answers=signed.answers | self.brought)

    @property
    def _tabled_at(self) -> datetime | None:
        """When the modification that is in force was put on the table; None for the first."""
        return tabled_at(self.entries, self.arrangement.in_force)

    @property
    def on_table(self) -> Proposal | None:
        """The version on the table as it is known by now: what HR changes begins with it."""
        found = self.concerns.values()
        return self.proposal and as_known(
            self.program, self.arrangement, self.proposal, self.entries, found
        )

    @property
    def closed(self) -> bool:
        """Whether it is over."""
        return self.status in CLOSED

    @property
    def settled(self) -> bool:
        """Whether it is over and nothing is owed: then its workflow takes nothing more."""
        return self.closed and not self.tasks

    @property
    def zone(self) -> str:
        """The agency's time zone."""
        return self.agency.time_zone

    @property
    def today(self) -> date:
        """The calendar date at the agency."""
        return local_date(self.now, self.zone)

    @property
    def who(self) -> str:
        """The employee's name."""
        return self.names.of(self.arrangement.employee)

    @property
    def copies(self) -> Mapping[str, CopyRule]:
        """The program's copies by ID."""
        return {rule.id: rule for rule in self.program.copies}

    @property
    def sections(self) -> tuple[SectionView, ...]:
        """The proposal as it stands, section by section: what was answered, to be read."""
        return self.read_back(self.proposal)

    def read_back(self, proposal: Proposal | None) -> tuple[SectionView, ...]:
        """What was answered in a version, section by section, as far as the viewer may see it."""
        values = to_form(proposal) if proposal else {}
        shown = (
            self.program.sections if self.trusted else map(without_private, self.program.sections)
        )
        by = asking_for(self.program)
        sections = (answered(section_view(each, values, asking=by)) for each in shown)
        return tuple(section for section in sections if section.answers)

    def signatures(self, version: int) -> list[TimelineEntry]:
        """The signatures on one version, in the order given."""
        signed = (entry for entry in self.entries if entry.kind == Happening.SIGNED)
        return [entry for entry in signed if entry.version == version]

    def title(self, role: str) -> str:
        """What people call a role; the coordinator's where none is named."""
        return self.program.role(role or self.program.coordinator).title

    def last(self, *kinds: Happening) -> TimelineEntry | None:
        """The latest entry of any of these kinds."""
        wanted = set(kinds)
        return next((e for e in reversed(self.entries) if Happening(e.kind) in wanted), None)


NAMING = ("in_place_of", "asked", "replaced", "holders", "noticed_by")
"""What an entry's evidence holds employee numbers under, with spaces between several."""


def named_in(entry: TimelineEntry) -> list[str]:
    """The numbers of the people whom an entry is about, beside who acted."""
    told = [number for name in NAMING for number in entry.evidence.get(name, "").split()]
    installed = entry.kind in {Happening.REPLACED, Happening.HOLDER_CHANGED}
    return [*told, entry.about] if installed else told


def trusted(session: Session, parts: Parts, arrangement: Arrangement, who: Who) -> bool:
    """Whether somebody sees what is private in a proposal (GL32 IV.H)."""
    mine = who.person.number == arrangement.employee
    return mine or coordinates(session, parts, who, arrangement)


def facts_of(
    session: Session,
    parts: Parts,
    arrangement: Arrangement,
    who: Who,
) -> Facts:
    """Read everything about one arrangement, for somebody to look at."""
    reference = arrangement.reference
    asked = tasks.of_arrangement(session, reference)
    happened = entries.timeline(session, reference)
    came_up = concerns.of_arrangement(session, reference)
    numbers = {arrangement.employee, *(t.person for t in asked), *(e.person for e in happened)}
    numbers |= {number for e in happened for number in named_in(e)}
    known = people.of_numbers(session, numbers)
    return Facts(
        arrangement=arrangement,
        program=parts.program_of(arrangement),
        agency=parts.agencies[arrangement.agency],
        people=known,
        proposal=proposals.tabled(session, reference),
        names=names_in(known, parts.agencies),
        tasks=asked,
        entries=happened,
        papers=papers.of_arrangement(session, reference),
        viewer=who.person.number,
        now=parts.clock(),
        trusted=trusted(session, parts, arrangement, who),
        concerns={each.number: each for each in came_up},
        held=_held(session, arrangement),
        next=_next(session, arrangement, who),
    )


def _held(session: Session, arrangement: Arrangement) -> Proposal | None:
    """What is in force while a modification of it is on the table."""
    if arrangement.modification is None:
        return None
    return proposals.of_version(session, arrangement.reference, arrangement.in_force)


def _next(session: Session, arrangement: Arrangement, who: Who) -> Arrangement | None:
    """What its employee has, or asked for, from the day after its last one on (IV.E)."""
    last, mine = arrangement.ends_on, arrangement.employee == who.person.number
    if not (mine and last and arrangement.in_force):
        return None
    return arrangements.beginning(session, arrangement.employee, last + A_DAY)
