"""Who holds which role by the directory: principals first, then designees (GL32 II(b), V)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from policy.deadlines import end_of_day, local_date
from policy.holders import Holder, Holders
from policy.program import Holder as Part
from policy.program import Role


@dataclass(frozen=True)
class Designated:
    """Who may act in somebody's place, with the first and the last day."""

    designee: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Directory:
    """What the directory says of who leads whom, as far as it was looked up.

    `leaders` are by employee number, then by the part they play (`policy.program.Holder`);
    `coordinators` are by agency: its HR representatives, and in `heads` who stands in for them;
    `designations` by whom they are for. `left` has the first day on
    which somebody works here no more; `agencies` where people work, as far as it matters.
    """

    leaders: Mapping[str, Mapping[str, str]]
    coordinators: Mapping[str, tuple[str, ...]]
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    designations: Mapping[str, tuple[Designated, ...]] = field(default_factory=dict)
    left: Mapping[str, date] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)

    def led_by_nobody(self, number: str) -> "Directory":
        """The same, but that it names nobody for any part towards this person."""
        return replace(self, leaders={**self.leaders, number: {}})

    def in_the_end(self) -> "Directory":
        """The same once everybody has left of whom it is known that they will."""
        return replace(self, left=dict.fromkeys(self.left, date.min))

    def has_left(self, number: str, day: date) -> bool:
        """Whether somebody works here no more on that day."""
        left = self.left.get(number)
        return left is not None and left <= day


@dataclass(frozen=True)
class Post:
    """Whose roles are looked up: an employee of an agency, where the clocks show `zone`, at `now`.

    The agency is that of the arrangement, which stays when its employee moves.
    """

    agency: str
    employee: str
    zone: str
    now: datetime

    @property
    def today(self) -> date:
        """The agency's calendar date."""
        return local_date(self.now, self.zone)


def liaison_of(agency: str) -> str:
    """How an agency's liaison, who need not be in the directory, is named as a person."""
    return f"liaison:{agency}"


def holders_of(directory: Directory, roles: Iterable[Role], post: Post) -> Holders:
    """Who holds each role now, designees with the days on which they may act (II(b), V).

    Who has left holds none, and nobody acts in their place; the employee holds only their own.
    Where nobody is left as the employee's HR representative, all of the agency's are.
    """
    return {role.id: _who(directory, role, post) for role in roles}


def coordinators_of(directory: Directory, post: Post) -> tuple[str, ...]:
    """Who coordinates there now: nobody who has left, and nobody for their own arrangement.

    Where no HR representative is left for it, it is for whoever heads the agency: what has to be
    coordinated never points to nobody (III).
    """
    for named in (directory.coordinators, directory.heads):
        found = [each for each in named.get(post.agency, ()) if _may_act(directory, each, post)]
        if found:
            return tuple(found)
    return ()


def _who(directory: Directory, role: Role, post: Post) -> tuple[Holder, ...]:
    if role.holder is Part.SELF:
        return (Holder(post.employee),)
    if role.holder is Part.LIAISON:
        return (Holder(liaison_of(post.agency)),)
    found = tuple(_named(directory, role, post))
    if role.holder is Part.HR_REPRESENTATIVE and not found:
        return tuple(Holder(number) for number in coordinators_of(directory, post))
    return found


def _named(directory: Directory, role: Role, post: Post) -> Iterator[Holder]:
    """Whom the directory names for a part towards the employee, then who may act in their place."""
    named = directory.leaders.get(post.employee, {}).get(role.holder.value, "")
    if not named or directory.has_left(named, post.today):
        return
    found = (Holder(named), *(_designees(directory, named, post) if role.designee else ()))
    yield from (holder for holder in found if _may_act(directory, holder.person, post))


def _may_act(directory: Directory, number: str, post: Post) -> bool:
    return number != post.employee and not directory.has_left(number, post.today)


def _designees(directory: Directory, principal: str, post: Post) -> Iterator[Holder]:
    for found in directory.designations.get(principal, ()):
        if found.starts_on <= post.today <= found.ends_on:
            yield Holder(
                found.designee,
                in_place_of=principal,
                since=end_of_day(found.starts_on - timedelta(days=1), post.zone),
                until=end_of_day(found.ends_on, post.zone),
            )
