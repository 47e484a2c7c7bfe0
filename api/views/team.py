"""A team as its supervisor and managers see it: who has signed what, and what is to be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from api.parts import Parts
from api.rights.holding import Matter
from api.rights.registers import matters, own_team
from api.views.mine import mine_view
from api.views.names import names_of, position_of
from api.views.registers import address_of, recorded_on, unfit
from policy.concerns import Concern, ConcernState
from policy.deadlines import local_date
from policy.in_force import DutyRule
from policy.register import About, RegisterEntry
from policy.wording import show_date
from records import concerns, people, registers
from records.arrangements import Arrangement
from records.people import Person
from records.teams import Member

UNSIGNED = "Telecommutes without a signed arrangement"
_SPOKEN = {
    True: "Telecommutes, by the HR system",
    False: "Does not telecommute, by the HR system",
    None: "Telecommuting is not on file",
}


@dataclass(frozen=True)
class RecordView:
    """What is kept about a member: how it stands, and its page; `done` is what is only read."""

    title: str
    href: str
    state: str
    done: bool


@dataclass(frozen=True)
class MemberView:
    """One member: how their arrangement stands, and what is on record about them.

    `href` is the page of the arrangement, for who may open it; `telecommutes` is what the HR
    system says; `alarm` is filled where they telecommute without a signed arrangement.
    """

    name: str
    position: str
    supervisor: str
    direct: bool
    level: int
    reference: str
    href: str
    stands: str
    signed: str
    telecommutes: str
    alarm: str
    records: tuple[RecordView, ...]


@dataclass(frozen=True)
class TeamView:
    """What a team keeps on record: titles and addresses of the pages."""

    title: str
    records: tuple[tuple[str, str], ...]


def member_views(
    session: Session, parts: Parts, viewer: Person, members: Sequence[Member]
) -> tuple[MemberView, ...]:
    """The members as they are shown, in their order."""
    kept, ready = _kept(session, parts, members), _ready(session, parts, members)
    names = names_of(session, {}, (member.person.supervisor for member in members))
    return tuple(
        _member(parts, viewer, member, kept, ready, names.of(member.person.supervisor))
        for member in members
    )


def team_views(
    session: Session, parts: Parts, viewer: Person, members: Sequence[Member]
) -> tuple[TeamView, ...]:
    """The teams whose registers the viewer reads: their own, and each further down, by name."""
    own = own_team(session, viewer)
    leaders = {member.person.supervisor for member in members} | {own}
    known = sorted(
        people.of_numbers(session, leaders - {""}).values(),
        key=lambda leader: (leader.number != own, leader.folded, leader.number),
    )
    views = (TeamView(f"Team of {leader.name}", _team_records(parts, leader)) for leader in known)
    return tuple(view for view in views if view.records)


def _team_records(parts: Parts, leader: Person) -> tuple[tuple[str, str], ...]:
    agency = parts.agencies.get(leader.agency)
    return tuple(
        (matter.register.title, address_of(matter))
        for matter in (matters(parts, agency, leader.number) if agency else ())
        if matter.register.about is About.TEAM
    )


Kept = Mapping[tuple[str, str], Mapping[str, RegisterEntry]]
"""Agency and register ID to the newest entry about each employee."""


def _kept(session: Session, parts: Parts, members: Sequence[Member]) -> Kept:
    """What is on record about the members: a query for each register of each agency."""
    return {
        (agency, matter.register.id): registers.newest(
            session,
            agency,
            matter.register.id,
            [member.person.number for member in members if member.person.agency == agency],
        )
        for agency in {member.person.agency for member in members}
        for matter in _about_employees(parts, agency)
    }


def _ready(session: Session, parts: Parts, members: Sequence[Member]) -> Mapping[str, RecordView]:
    """What is owed by the first day, by the signed arrangement that it belongs to: one query."""
    signed = [member.signed for member in members if member.signed is not None]
    rules = {(each.program, each.program_version): _at_start(parts, each) for each in signed}
    names = {rule.id for found in rules.values() for rule in found}
    owed = concerns.of_rules(session, [each.reference for each in signed], names) if names else {}
    return {
        each.reference: _owed(parts, each, owed[each.reference], rule)
        for each in signed
        for rule in rules[each.program, each.program_version]
        if each.reference in owed and owed[each.reference].rule == rule.id
    }


def _at_start(parts: Parts, arrangement: Arrangement) -> tuple[DutyRule, ...]:
    program = parts.program_of(arrangement)
    return tuple(rule for rule in program.in_force.duties if rule.at_start)


def _owed(parts: Parts, arrangement: Arrangement, owed: Concern, rule: DutyRule) -> RecordView:
    href = f"/arrangements/{arrangement.reference}/concerns/{owed.number}"
    if owed.closed_at is None:
        return RecordView(rule.title, href, "not done yet", done=True)
    zone = parts.agencies[arrangement.agency].time_zone
    done = owed.state is ConcernState.DONE
    said = f"done {show_date(local_date(owed.closed_at, zone))}" if done else "not done"
    return RecordView(rule.title, href, said, done=True)


def _about_employees(parts: Parts, agency: str, subject: str = "") -> list[Matter]:
    found = parts.agencies.get(agency)
    return [
        matter
        for matter in (matters(parts, found, subject) if found else ())
        if matter.register.about is About.EMPLOYEE
    ]


def _member(  # noqa: PLR0913, PLR0917 - what was read for all members at once
    parts: Parts,
    viewer: Person,
    member: Member,
    kept: Kept,
    ready: Mapping[str, RecordView],
    supervisor: str,
) -> MemberView:
    person, newest = member.person, member.newest
    mine = mine_view(parts, newest) if newest else None
    opens = viewer.number in {person.supervisor, person.manager, person.agency_head}
    direct = person.supervisor == viewer.number
    return MemberView(
        name=person.name,
        position=position_of(person),
        supervisor="" if direct else supervisor,
        direct=direct,
        level=member.level,
        reference=mine.reference if mine else "",
        href=f"/arrangements/{mine.reference}" if mine and opens else "",
        stands=mine.stands.partition(" · ")[0] if mine else "No request yet",
        signed=_signed(member.signed),
        telecommutes=_SPOKEN[member.telecommutes],
        alarm=UNSIGNED if member.telecommutes_unsigned else "",
        records=(
            *(
                _record(matter, kept[person.agency, matter.register.id].get(person.number))
                for matter in _about_employees(parts, person.agency, person.number)
            ),
            *(
                ready[each.reference]
                for each in (member.signed,)
                if opens and each is not None and each.reference in ready
            ),
        ),
    )


def _signed(arrangement: Arrangement | None) -> str:
    if arrangement is None:
        return "No signed arrangement"
    since = show_date(arrangement.starts_on)
    until = f" to {show_date(arrangement.ends_on)}" if arrangement.ends_on else ""
    return f"Signed arrangement {arrangement.reference}, from {since}{until}"


def _record(matter: Matter, entry: RegisterEntry | None) -> RecordView:
    title = matter.register.title
    if entry is None:
        return RecordView(title, address_of(matter), "not recorded yet", done=False)
    state = f"recorded {recorded_on(matter, entry)}"
    if unfit(entry, matter.register.fields):
        state += ", and does not let them ask"
    return RecordView(title, address_of(matter), state, done=True)
