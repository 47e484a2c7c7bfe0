"""Hours and calendars in a real browser: accessible, narrow, without scripts, with errors."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlmodel import Session, col, delete

from policy.acts import Attribution
from policy.hours.handing_in import HoursHandedIn
from policy.hours.recorded import Recorded
from records import hours
from records.arrangements import Arrangement
from records.calendars import CalendarAddress
from records.hours import HoursFile, RecordedHours
from records.people import Person
from records.proposals import ProposalVersion
from tests import people
from tests.api.browser.site import NARROW, WIDE, Site
from tests.timekeeping import LIVED, NOW, TIMEKEEPER, a_file, live, settle_timekeeper

ON = "on=2026-12-01"
PAGES = {
    "planned": (TIMEKEEPER, f"/hours?{ON}"),
    "nothing planned": (TIMEKEEPER, "/hours?on=2020-01-01"),
    "exceptions": (people.COORDINATOR, f"/hours/exceptions?{ON}"),
    "exceptions before": (TIMEKEEPER, "/hours/exceptions?on=2027-12-01"),
    "no exceptions": (TIMEKEEPER, "/hours/exceptions?on=2020-01-01"),
    "to hand in": (TIMEKEEPER, "/hours/recorded"),
    "to read": (people.COORDINATOR, "/hours/recorded"),
    "calendars": (people.SUPERVISOR, "/calendars"),
}
REFERENCE = "TA-H0VR-H0VR"
_OF_TESTS = (RecordedHours, HoursFile, CalendarAddress)


@pytest.fixture
def kept(site: Site) -> Iterator[Site]:
    """With hours planned and recorded, many of them wrong; all is taken away again."""
    with site.desk.session() as session:
        settle_timekeeper(session)
        live(session, TIMEKEEPER, replace(LIVED, reference=REFERENCE))
        hours.keep(session, "comptroller", _file(), list(_rows()), NOW)
        session.commit()
    yield site
    with site.desk.session() as session:
        _take_away(session)


def _file() -> HoursHandedIn:
    by = Attribution(TIMEKEEPER, "seeded-hours", NOW)
    return HoursHandedIn("a" * 64, ("comptroller",), by)


def _rows() -> Iterator[Recorded]:
    """Every code on some days of somebody who has an arrangement, and of one who has none."""
    first = date(2026, 11, 30)
    for at, code in enumerate(("REGTC", "OT", "CCE", "LWGOV", "HOP", "REG")):
        yield Recorded(TIMEKEEPER, first + timedelta(days=at % 3), code, 700)
    for day in range(10):
        yield Recorded(people.MANAGER, first + timedelta(days=day), "REGTC", 800)


def _take_away(session: Session) -> None:
    for table in _OF_TESTS:
        session.exec(delete(table))
    session.exec(delete(ProposalVersion).where(col(ProposalVersion.reference) == REFERENCE))
    session.exec(delete(Arrangement).where(col(Arrangement.reference) == REFERENCE))
    session.delete(session.get_one(Person, TIMEKEEPER))
    session.commit()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_hours_is_accessible_fits_and_keeps_the_content_policy(
    kept: Site, name: str
) -> None:
    person, path = PAGES[name]
    with kept.visitor(person=person) as visitor:
        page = visitor.open(path)
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            assert visitor.violations() == []
            assert visitor.spill() <= 0
        assert visitor.complaints == []
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_handed_in_with_and_without_scripts(
    kept: Site, tmp_path: Path, scripts: bool
) -> None:
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_bytes(a_file("9999,2026-12-01,REGTC,8"))
    good.write_bytes(a_file(f"{people.EMPLOYEE},2026-11-24,VAC,{1 + scripts}"))
    with kept.visitor(person=TIMEKEEPER, scripts=scripts) as visitor:
        page = visitor.open("/hours/recorded")
        page.get_by_label("CSV file of the time system").set_input_files(bad)
        page.get_by_role("button", name="Hand in").click()
        expect(page.get_by_role("alert")).to_contain_text("There is a problem")
        expect(page.get_by_role("cell", name="names nobody here: 9999")).to_be_visible()
        assert page.title().startswith("Error: ")
        if scripts:
            assert visitor.violations() == []
        page.get_by_label("CSV file of the time system").set_input_files(good)
        page.get_by_role("button", name="Hand in").click()
        expect(page.get_by_role("status").first).to_contain_text("1 new, 0 changed, 0 as before")


def test_the_address_of_a_calendar_is_shown_once(kept: Site) -> None:
    with kept.visitor(person=people.SUPERVISOR) as visitor:
        page = visitor.open("/calendars")
        page.locator("section", has_text="My telecommuting").get_by_role("button").click()
        address = page.get_by_label("Address of the calendar").input_value()
        assert "/calendars/feeds/" in address
        assert visitor.violations() == []
        assert visitor.spill() <= 0
        page.goto(page.url.rpartition("/")[0])
        expect(page.get_by_role("button", name="Make a new address").first).to_be_visible()
        assert address not in page.content()
