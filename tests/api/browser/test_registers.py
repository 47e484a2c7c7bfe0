"""Registers and the team in a real browser: accessible, narrow, without scripts, with errors."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from api.parts import Parts
from policy.acts import Attribution, RegisterWrite
from policy.identity import KnownBy
from policy.register import About
from records import registers
from records.facts import EmployeeFacts
from tests import people
from tests.api.browser.filling import fill
from tests.api.browser.site import NARROW, WIDE, Site, Windows
from tests.api.registering import BETTER, DAILY, HELD, NOTES, SAID, STANDUP, TALK, TALKED

AGENCY = "sacramento-it"
LONG = "W" * 180
EMPTY = {
    "overview": (people.CITY_EMPLOYEE, "/registers"),
    "guidelines to write": (people.CITY_HEAD, "/registers/guidelines"),
    "guidelines to read": (people.CITY_EMPLOYEE, "/registers/guidelines"),
    "conversation to record": (people.CITY_SUPERVISOR, TALK),
    "stand-up to set": (people.CITY_SUPERVISOR, STANDUP),
    "team": (people.CITY_SUPERVISOR, "/team"),
    "no team": (people.EMPLOYEE, "/team"),
    "no registers": (people.EMPLOYEE, "/registers"),
}
FILLED = {
    "recorded": (people.CITY_EMPLOYEE, "/registers"),
    "guidelines with history": (people.CITY_HEAD, "/registers/guidelines"),
    "conversation": (people.CITY_EMPLOYEE, "/registers/eligibility"),
    "stand-up": (people.CITY_SUPERVISOR, STANDUP),
    "notes": (people.CITY_SUPERVISOR, NOTES),
    "shared": (people.CITY_COORDINATOR, "/registers/improvements"),
    "team with a flag": (people.CITY_SUPERVISOR, "/team"),
}


@pytest.fixture
def filled(site: Site) -> Iterator[Site]:
    """With entries in every register; they are taken away again."""
    parts = site.desk.parts
    _keep(parts, "guidelines", "", SAID, "1")
    _keep(parts, "guidelines", "", SAID | {"who_may": LONG}, "2")
    _keep(parts, "eligibility", people.CITY_EMPLOYEE, TALKED, "3")
    _keep(parts, "standup", people.CITY_SUPERVISOR, DAILY | {"place": LONG}, "4")
    _keep(parts, "standup_notes", people.CITY_SUPERVISOR, HELD, "5")
    _keep(parts, "improvements", people.CITY_SUPERVISOR, BETTER, "6")
    with parts.sessions() as session:
        session.merge(EmployeeFacts(person=people.CITY_EMPLOYEE, telecommutes=True))
        session.commit()
    yield site
    with parts.sessions() as session:
        for row in session.exec(select(registers.RegisterRow)).all():
            session.delete(row)
        session.commit()


def _keep(parts: Parts, name: str, subject: str, answers: Mapping[str, str], key: str) -> None:
    by = Attribution(people.CITY_HEAD, f"seeded-{key}", parts.clock(), KnownBy.SESSION, "", "")
    act = RegisterWrite(name, subject, dict(answers), About.TEAM, (), (), by)
    with parts.sessions() as session:
        registers.add(session, AGENCY, act, parts.clock())
        session.commit()


def assert_accessible_and_fits(windows: Windows, person: str, path: str) -> None:
    """Nothing for axe to find, no sideways scrolling, no broken policy; the same unscripted."""
    with windows.of(person) as visitor:
        page = visitor.open(path)
        for width in (WIDE, NARROW):
            visitor.resize(width)
            assert visitor.violations() == []
            assert visitor.spill() <= 0
        assert visitor.complaints == []
        assert page.locator("h1").count() == 1
        said = page.locator("main").inner_text()
    with windows.of(person, scripts=False) as without:
        without.resize(NARROW)
        assert without.open(path).locator("main").inner_text() == said


@pytest.mark.parametrize("name", EMPTY)
def test_a_page_with_nothing_on_record_is_accessible_and_fits(windows: Windows, name: str) -> None:
    assert_accessible_and_fits(windows, *EMPTY[name])


@pytest.mark.parametrize("name", FILLED)
@pytest.mark.usefixtures("filled")
def test_a_page_with_entries_is_accessible_and_fits(windows: Windows, name: str) -> None:
    assert_accessible_and_fits(windows, *FILLED[name])


def send(page: Page) -> None:
    """Press the form's button."""
    page.get_by_role("button", name="Record", exact=True).click()


def test_every_error_leads_to_its_field_and_the_page_stays_accessible(windows: Windows) -> None:
    with windows.of(person=people.CITY_SUPERVISOR, width=NARROW) as visitor:
        page = visitor.open(STANDUP)
        fill(page, DAILY | {"at": "late", "days": ""})
        send(page)
        summary = page.get_by_role("alert")
        expect(summary).to_be_focused()
        assert page.title().startswith("Error: ")
        assert visitor.violations() == []
        for link in summary.get_by_role("link").all():
            assert page.locator(link.get_attribute("href") or "#none").count() == 1
        summary.get_by_role("link").first.click()
        expect(page.locator("#at")).to_be_focused()
        assert page.input_value("#place") == DAILY["place"]


@pytest.mark.usefixtures("filled")
def test_an_entry_is_written_on_a_narrow_screen_without_scripts(windows: Windows) -> None:
    with windows.of(person=people.CITY_SUPERVISOR, width=NARROW, scripts=False) as visitor:
        page = visitor.open(NOTES)
        fill(page, HELD | {"today": "The calendar."})
        send(page)
        expect(page.get_by_role("status")).to_contain_text("Recorded.")
        expect(page.get_by_text("The calendar.")).to_be_visible()
        assert page.locator("#today").input_value() == ""
