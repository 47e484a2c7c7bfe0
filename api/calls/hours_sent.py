"""Files of recorded hours on their way in: read and judged, and kept in the store."""

from api.overviews.timekeeping import Keeping, Use, uses
from documents.uploads.rules import MOST_BYTES
from policy.acts import Attribution
from policy.hours.handing_in import HoursHandedIn
from records.roster import BadRow
from records.timesheets import read_file

EMPTY = BadRow(1, "", "is empty: choose a file")
TOO_BIG = BadRow(1, "", f"is too big: a file may have {MOST_BYTES // 1024**2} megabytes")


def file_to_hand_in(
    keeping: Keeping, content: bytes, by: Attribution
) -> tuple[HoursHandedIn | None, tuple[BadRow, ...]]:
    """The act of handing a file in, whose bytes are in the store by then; or all that is wrong.

    Read here only for a good answer: the same is judged again where it is taken in.
    """
    if not content:
        return None, (EMPTY,)
    if len(content) > MOST_BYTES:
        return None, (TOO_BIG,)
    parts, books = keeping.parts, keeping.books
    _, bad = read_file(books.session, books.rule, books.agency, content, parts.clock())
    books.session.commit()
    if bad:
        return None, tuple(bad)
    keeps = [each.id for each in parts.agencies.values() if Use.HAND_IN in uses(keeping.who, each)]
    return HoursHandedIn(parts.store.put(content), tuple(sorted(keeps)), by), ()
