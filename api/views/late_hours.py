"""What news that came late make of hours recorded before: work that finds its timekeeper."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlmodel import Session

from api.overviews.timekeeping import agencies_of, opened
from api.parts import Parts
from api.who import Who


@dataclass(frozen=True)
class LateHours:
    """An agency with such hours, on how many days of earlier pay periods, and their page."""

    agency: str
    days: int
    href: str


def late_hours(session: Session, parts: Parts, who: Who) -> Iterator[LateHours]:
    """The agencies whose time somebody keeps, where hours lie after an ending (IV.E)."""
    for agency in agencies_of(parts, who):
        keeping = opened(session, parts, who, agency.id, None, "")
        found = keeping.books.earlier if keeping.may_hand_in else ()
        if found:
            href = f"/hours/exceptions?{urlencode({'agency': agency.id})}"
            yield LateHours(agency.name, len(found), href)
