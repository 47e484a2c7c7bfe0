"""What no file may say: that nobody is left to coordinate an arrangement that is open (III)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from activities.concerned import Rules
from policy.directory import Directory, Post, coordinators_of
from records.comparing import Cells, Change, Comparison
from records.directory import whole
from records.living import living
from records.roster import BadRow

_NAMING = frozenset({"hr_representative", "agency_head"})
_DECIDING = _NAMING | {"agency", "left_on"}
"""The columns that decide who coordinates."""

_WHY = "leaves nobody to coordinate what is open in {}: name another HR representative there first"


def left_alone(
    session: Session, rules: Rules, before: Mapping[str, Cells], found: Comparison, now: datetime
) -> tuple[BadRow, ...]:
    """The cells of a file for which an open arrangement would have nobody who coordinates.

    Whoever is known to leave some day counts for nothing, so that no day can come on which what is
    owed by a role that nobody holds is asked of nobody.
    """
    deciding = [change for change in found.changes if change.column in _DECIDING]
    if not deciding:
        return ()
    was, will = (whole(cells).in_the_end() for cells in (before, found.after))
    lost = sorted({post.agency for post in _lost(session, rules, was, will, now)})
    bad = (
        BadRow(change.line, change.column, _WHY.format(agency))
        for agency in lost
        for change in _taking(deciding, agency, before)
    )
    return tuple(sorted(bad, key=lambda row: (row.line, row.column)))


def _lost(
    session: Session, rules: Rules, was: Directory, will: Directory, now: datetime
) -> Iterator[Post]:
    """The open arrangements that would lose everybody who coordinates them."""
    for each in living(session):
        if rules.know(each):
            post = Post(each.agency, each.employee, rules.zone(each.agency), now)
            if coordinators_of(was, post) and not coordinators_of(will, post):
                yield post


def _taking(
    deciding: Sequence[Change], agency: str, before: Mapping[str, Cells]
) -> Iterator[Change]:
    """The changes that take an agency's coordinators away."""
    ours = {number: cells for number, cells in before.items() if cells["agency"] == agency}
    named = {cells[column] for cells in ours.values() for column in _NAMING}
    for change in deciding:
        if change.number in (named if change.column == "left_on" else ours):
            yield change
