"""Many at once in a real browser: on a phone, without scripts, and from the board."""

import pytest
from playwright.sync_api import expect

from policy.acts import Reminded, SignatureGiven
from tests import people
from tests.api.browser.site import NARROW, WIDE, Site, Windows
from tests.api.seeding import HOLDERS, Story

MISSING = "the server responded with a status of 422"
"""What a browser's console says of a form that came back."""

SIGNER = people.CITY_HEAD
"""Somebody who signs nothing else here."""
FIVE = [f"TA-PPPP-000{number}" for number in range(1, 6)]
OF_COLLEAGUE = HOLDERS | {"employee": people.COLLEAGUE}


@pytest.fixture(scope="module")
def stories(site: Site) -> list[Story]:
    """Five arrangements that wait for signatures; those of the manager are given here."""
    holders = OF_COLLEAGUE | {"manager": SIGNER}
    return [
        Story(site.desk, name, people.COLLEAGUE, holders).submit().review().approve()
        for name in FIVE
    ]


@pytest.mark.parametrize("scripts", [True, False])
def test_five_documents_are_signed_in_one_sitting_on_a_phone(
    site: Site, windows: Windows, stories: list[Story], *, scripts: bool
) -> None:
    before = len(site.desk.door.acts)
    with windows.of(person=SIGNER, width=NARROW, scripts=scripts) as visitor:
        page = visitor.open("/")
        page.get_by_role("link", name="Sign several at once (5 wait)").click()
        expect(page.locator("h1")).to_have_text("Sign several at once")
        assert page.locator('input[name="sign"]').count() == len(stories)
        assert visitor.spill() <= 0
        if scripts:
            assert visitor.violations() == []
        page.get_by_role("link", name="Tick all 5").click()
        page.get_by_role("button", name="Sign what is ticked").click()
        expect(page.locator("#problems")).to_have_text("There is a problem")
        assert page.locator('input[name="sign"]:checked').count() == len(stories)
        if scripts:
            assert visitor.violations() == []
        page.locator('label[for="agree"]').click()
        page.fill("#name", "Grace Lund")
        page.get_by_role("button", name="Sign what is ticked").click()
        expect(page.locator("h1")).to_have_text("Signatures")
        assert "5 received for good" in page.locator("main").inner_text()
        assert visitor.spill() <= 0
        if scripts:
            assert visitor.violations() == []
            assert [said for said in visitor.complaints if MISSING not in said] == []
    acts = site.desk.door.acts[before:]
    assert sorted(where for where, _ in acts) == sorted(FIVE)
    assert all(isinstance(act, SignatureGiven) for _, act in acts)
    assert len({act.by.key for _, act in acts if isinstance(act, SignatureGiven)}) == len(FIVE)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_ticked_rows_of_the_board_are_reminded(
    site: Site, windows: Windows, stories: list[Story], width: int
) -> None:
    before = len(site.desk.door.acts)
    with windows.of(person=people.COORDINATOR, width=width) as visitor:
        page = visitor.open("/arrangements?q=PPPP")
        assert visitor.violations() == []
        assert visitor.spill() <= 0
        for story in stories[:2]:
            page.locator(f'label[for="row-{story.reference}"]').click()
        page.locator("#many").get_by_role("button", name="Remind").click()
        expect(page.locator("h1")).to_have_text("Remind several at once")
        assert visitor.violations() == []
        assert visitor.spill() <= 0
        page.get_by_role("button", name="Send 8 reminders").click()
        expect(page.locator("h1")).to_have_text("Reminders")
        assert visitor.violations() == []
    acts = site.desk.door.acts[before:]
    assert {where for where, _ in acts} == set(FIVE[:2])
    assert [type(act) for _, act in acts] == [Reminded] * 8


def test_ticks_stay_while_the_board_renews_itself(windows: Windows, stories: list[Story]) -> None:
    with windows.of(person=people.COORDINATOR) as visitor:
        page = visitor.open("/arrangements?q=PPPP")
        page.locator(f'label[for="row-{FIVE[0]}"]').click()
        stories[4].remind("manager")
        expect(page.get_by_role("status")).to_have_text("This page was updated just now.")
        assert page.locator('input[name="row"]:checked').count() == 1


@pytest.mark.parametrize(
    ("person", "path"),
    [
        (SIGNER, "/sign-many"),
        (people.EMPLOYEE, "/sign-many"),
        (people.COLLEAGUE, "/sign-many"),
        (people.SUPERVISOR, "/approve-many"),
        (people.SUPERVISOR, "/review-many"),
        (people.COORDINATOR, "/remind-many"),
        (people.COORDINATOR, f"/replace-many?row={FIVE[0]}&row={FIVE[1]}"),
        (
            people.COORDINATOR,
            f"/replace-many?row={FIVE[0]}&holder=manager/{SIGNER}&successor=a",
        ),
        (people.SUPERVISOR, "/team"),
        (people.SUPERVISOR, "/team?q=nobody"),
    ],
)
@pytest.mark.usefixtures("stories")
def test_its_pages_are_accessible_and_fit(windows: Windows, person: str, path: str) -> None:
    with windows.of(person) as visitor:
        page = visitor.open(path)
        for width in (WIDE, NARROW):
            visitor.resize(width)
            assert visitor.violations() == []
            assert visitor.spill() <= 0
        assert visitor.complaints == []
        assert page.locator("h1").count() == 1
