"""The calendars that somebody may subscribe to, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from api.overviews.calendars import NAMES
from policy.wording import show_instant
from records.calendars import Shown

_TEXTS: Mapping[Shown, str] = {
    Shown.MINE: "Your telecommuting days, the last day of your arrangement, and what you owe.",
    Shown.TEAM: "The telecommuting days of everybody whom you lead.",
    Shown.DEADLINES: "What is due for each open arrangement of your agencies, by reference.",
}


@dataclass(frozen=True)
class CalendarView:
    """A calendar to subscribe to; `since` is when its address was made, blank without one."""

    shows: str
    title: str
    text: str
    since: str


def calendar_views(
    offered: Sequence[Shown], made: Mapping[Shown, datetime], zone: str
) -> tuple[CalendarView, ...]:
    """Those that a person may have, with the time of their addresses in that zone."""
    return tuple(
        CalendarView(
            shown,
            NAMES[shown],
            _TEXTS[shown],
            show_instant(made[shown], zone) if shown in made else "",
        )
        for shown in offered
    )
