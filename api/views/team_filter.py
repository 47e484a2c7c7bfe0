"""Which of the people below a leader are shown: by how they stand, how far down, and by name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from api.views.paged import Paged, Pages
from policy.account import CLOSED, Status
from records.people import fold
from records.teams import Member

PAGE = 100
"""People a page."""


class Stand(StrEnum):
    """How somebody's arrangement stands, as far as a leader asks for it."""

    UNSIGNED = "unsigned"
    SIGNED = "signed"
    UNDER_WAY = "under_way"
    NONE = "none"


TITLES = {
    Stand.UNSIGNED: "Telecommutes unsigned",
    Stand.SIGNED: "Signed arrangement",
    Stand.UNDER_WAY: "Request under way",
    Stand.NONE: "No arrangement",
}


@dataclass(frozen=True)
class TeamFilter:
    """What to show; nothing chosen is everything. `level` counts from 1, 0 is any."""

    stand: Stand | None = None
    level: int = 0
    text: str = ""
    page: int = 1

    @property
    def chosen(self) -> bool:
        """Whether anything is left out."""
        return replace(self, page=1) != TeamFilter()

    def address(self, page: int) -> str:
        """The address of a page of the same view."""
        query = {
            "show": self.stand or "",
            "level": str(self.level or ""),
            "q": self.text,
            "page": str(page) if page > 1 else "",
        }
        given = urlencode({name: value for name, value in query.items() if value})
        return f"/team?{given}" if given else "/team"


def shown(members: Sequence[Member], wanted: TeamFilter) -> Paged[Member]:
    """A page of those who match: who telecommutes unsigned first, then by level and name."""
    found = [member for member in members if _matches(member, wanted)]
    found.sort(key=lambda member: (not member.telecommutes_unsigned, member.level))
    pages = Pages(wanted.page, len(found), wanted.address, PAGE)
    return Paged(tuple(found[pages.rows]), pages)


def stands(member: Member) -> frozenset[Stand]:
    """How somebody's arrangement stands; on top, that they telecommute without a signed one."""
    if member.signed is not None:
        return frozenset({Stand.SIGNED})
    under_way = member.newest is not None and Status(member.newest.status) not in CLOSED
    found = {Stand.UNDER_WAY if under_way else Stand.NONE}
    return frozenset(found | {Stand.UNSIGNED} if member.telecommutes_unsigned else found)


def _matches(member: Member, wanted: TeamFilter) -> bool:
    if wanted.stand is not None and wanted.stand not in stands(member):
        return False
    if wanted.level not in {0, member.level}:
        return False
    person = member.person
    told = f"{person.folded} {fold(person.unit)} {person.number}"
    return all(word in told for word in fold(wanted.text).split())
