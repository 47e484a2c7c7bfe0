"""The timeline of an arrangement, as its page tells it."""

import pytest

from policy.account import Happening
from tests import people
from tests.api.reading import PATH, page_of
from tests.api.seeding import Story
from tests.api.site import Desk


def test_the_timeline_names_who_was_asked_and_who_took_over_from_whom(desk: Desk) -> None:
    story = Story(desk).submit()
    for person in (people.HEAD, people.DESIGNEE):
        story.note(Happening.SIGNATURE_ASKED, "agency_head", evidence={"asked": person})
    story.note(
        Happening.REPLACED,
        "agency_head",
        person=people.COORDINATOR,
        about=people.COLLEAGUE,
        note="On leave.",
        evidence={"replaced": f"{people.HEAD} {people.DESIGNEE}"},
    )
    story.write()
    desk.sign_in(people.COORDINATOR)
    page = page_of(desk)
    assert "Agency head (Dario Castellano) was asked to sign." in page
    assert "Agency head (Ruth Moore) was asked to sign." in page
    taken = "Sam Okafor, in place of Dario Castellano and Ruth Moore, now acts as Agency head"
    assert taken in page
    assert "Dario Castellano and Ruth Moore" in page_of(desk, f"{PATH}/timeline")


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (people.COLLEAGUE, "Sam Okafor, in place of Dario Castellano and Ruth Moore,"),
        (people.HEAD, "Dario Castellano alone, without Ruth Moore,"),
        ("", "Nobody, in place of Dario Castellano and Ruth Moore,"),
    ],
)
def test_the_timeline_names_whom_the_directory_put_into_which_role(
    desk: Desk, about: str, told: str
) -> None:
    story = Story(desk).submit()
    former = {"replaced": f"{people.HEAD} {people.DESIGNEE}"}
    story.note(Happening.HOLDER_CHANGED, "agency_head", about=about, evidence=former)
    story.write()
    desk.sign_in(people.COORDINATOR)
    assert f"{told} now acts as Agency head, by the directory." in page_of(desk)


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ([], [people.DESIGNEE], "Ruth Moore, as designee of Dario Castellano,"),
        (
            [people.DESIGNEE],
            [people.COLLEAGUE],
            "Sam Okafor, as designee of Dario Castellano in place of Ruth Moore,",
        ),
        ([people.DESIGNEE], [], "Dario Castellano alone, without Ruth Moore,"),
    ],
    ids=["named", "another one", "no more"],
)
def test_the_timeline_tells_designees_from_the_principal_who_stayed(
    desk: Desk, before: list[str], now: list[str], told: str
) -> None:
    story = Story(desk).submit()
    evidence = {
        "replaced": " ".join([people.HEAD, *before]),
        "holders": " ".join([people.HEAD, *now]),
    }
    story.note(Happening.HOLDER_CHANGED, "agency_head", about=people.HEAD, evidence=evidence)
    story.write()
    desk.sign_in(people.COORDINATOR)
    assert f"{told} now acts as Agency head, by the directory." in page_of(desk)


def test_the_timeline_says_how_long_before_its_end_the_employee_was_told(desk: Desk) -> None:
    story = Story(desk).submit()
    story.note(Happening.END_ANNOUNCED, "employee", note="60 days before")
    story.write()
    desk.sign_in(people.COORDINATOR)
    told = "Employee was told when the arrangement ends: 60 days before."
    assert told in page_of(desk)
