"""The pages of what is looked at across arrangements: extent, registers, hours, many at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from policy.acts import Attribution
from policy.hours.handing_in import HoursHandedIn
from policy.hours.recorded import Recorded
from records import hours
from tests import people
from tests.api.browser.shown import Shown
from tests.api.registering import STANDUP, TALK
from tests.api.seeding import HOLDERS, Story
from tests.api.site import Desk
from tests.timekeeping import LIVED, NOW, TIMEKEEPER, live, settle_timekeeper

REFERENCE = "TA-H0VR-H0VR"
SIGNING = ("TA-MNY1-MNY1", "TA-MNY2-MNY2")
FIGURE = "decisions:received"


def overviews(desk: Desk) -> list[Shown]:
    """Seed hours and what waits for signatures, and list the pages."""
    _seed_hours(desk)
    _seed_signatures(desk)
    return [*_of_extent(), *_of_registers(), *_of_hours(), *_of_many()]


def _seed_hours(desk: Desk) -> None:
    """Hours planned and recorded, many of them wrong."""
    with desk.session() as session:
        settle_timekeeper(session)
        live(session, TIMEKEEPER, replace(LIVED, reference=REFERENCE))
        by = Attribution(TIMEKEEPER, "seeded-hours", NOW)
        handed_in = HoursHandedIn("a" * 64, ("comptroller",), by)
        hours.keep(session, "comptroller", handed_in, list(_rows()), NOW)
        session.commit()


def _rows() -> Iterator[Recorded]:
    """Every code on some days of somebody who has an arrangement, and of one who has none."""
    first = date(2026, 11, 30)
    for at, code in enumerate(("REGTC", "OT", "CCE", "LWGOV", "HOP", "REG")):
        yield Recorded(TIMEKEEPER, first + timedelta(days=at % 3), code, 700)
    for day in range(10):
        yield Recorded(people.MANAGER, first + timedelta(days=day), "REGTC", 800)


def _seed_signatures(desk: Desk) -> None:
    """Two that the designee is asked to sign as manager."""
    holders = HOLDERS | {"employee": people.COLLEAGUE, "manager": people.DESIGNEE}
    for reference in SIGNING:
        Story(desk, reference, people.COLLEAGUE, holders).submit().review().approve()


def _of_extent() -> list[Shown]:
    return [
        Shown("extent of use", people.COORDINATOR, "/extent"),
        Shown("extent of a year without any", people.COORDINATOR, "/extent?year=2025"),
        Shown("behind a figure", people.COORDINATOR, f"/extent/list?figure={FIGURE}"),
    ]


def _of_registers() -> list[Shown]:
    return [
        Shown("registers", people.CITY_EMPLOYEE, "/registers"),
        Shown("a register to write", people.CITY_HEAD, "/registers/guidelines"),
        Shown("a register to read", people.CITY_EMPLOYEE, "/registers/guidelines"),
        Shown("a conversation to record", people.CITY_SUPERVISOR, TALK),
        Shown("a stand-up to set", people.CITY_SUPERVISOR, STANDUP),
        Shown("head-counts", people.COORDINATOR, "/registers/headcount?about=comptroller"),
        Shown("team", people.SUPERVISOR, "/team"),
        Shown("nobody led", people.EMPLOYEE, "/team"),
    ]


def _of_hours() -> list[Shown]:
    return [
        Shown("planned hours", TIMEKEEPER, "/hours?on=2026-12-01"),
        Shown("nothing planned", TIMEKEEPER, "/hours?on=2020-01-01"),
        Shown("exceptions", people.COORDINATOR, "/hours/exceptions?on=2026-12-01"),
        Shown("no exceptions", TIMEKEEPER, "/hours/exceptions?on=2020-01-01"),
        Shown("hours to hand in", TIMEKEEPER, "/hours/recorded"),
        Shown("hours to read", people.COORDINATOR, "/hours/recorded"),
        Shown("calendars", people.SUPERVISOR, "/calendars"),
    ]


def _of_many() -> list[Shown]:
    ticked = "&".join(f"row={reference}" for reference in SIGNING)
    chosen = f"{ticked}&holder=manager/{people.DESIGNEE}&successor=a"
    return [
        Shown("sign several", people.DESIGNEE, "/sign-many"),
        Shown("nothing to sign", people.CITY_HEAD, "/sign-many"),
        Shown("decide on several", people.SUPERVISOR, "/approve-many"),
        Shown("review several", people.SUPERVISOR, "/review-many"),
        Shown("remind several", people.COORDINATOR, f"/remind-many?{ticked}"),
        Shown("replace in several", people.COORDINATOR, f"/replace-many?{ticked}"),
        Shown("replace by whom", people.COORDINATOR, f"/replace-many?{chosen}"),
    ]


OVERVIEWS = (
    "extent of use", "extent of a year without any", "behind a figure", "registers",
    "a register to write", "a register to read", "a conversation to record", "a stand-up to set",
    "head-counts", "team", "nobody led", "planned hours", "nothing planned", "exceptions",
    "no exceptions", "hours to hand in", "hours to read", "calendars", "sign several",
    "nothing to sign", "decide on several", "review several", "remind several",
    "replace in several", "replace by whom",
)  # fmt: skip
