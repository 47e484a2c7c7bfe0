"""The meeting that an entry sets, under any program: whose it is, and where it is shown."""

from dataclasses import replace

import pytest

from activities.meetings import (
    TURNS,
    Occasion,
    invitation_of,
    invited_to,
    occasion_of,
    page_of,
)
from mail.calendars import Guest
from policy.register import About, RegisterEntry
from records.database import Sessions
from tests import people
from tests.activities.invited import AGENCIES, AGENCY, AT, DAILY, PROGRAMS
from tests.feeds import OFFICE

PROGRAM = PROGRAMS.of(AGENCIES[AGENCY])
STANDUP = next(each for each in PROGRAM.registers if each.id == "standup")
INES = Guest("Ines Duarte", "ines@example.test")
OMAR = Guest("Omar Haddad", "omar@example.test")
PAGE = f"{OFFICE.base_url}/registers/standup?about="


def an_entry(subject: str = people.CITY_SUPERVISOR, number: int = 1) -> RegisterEntry:
    """Written by Human Resources, about somebody else's team or about no one's."""
    return RegisterEntry(
        "standup", subject, number, dict(DAILY), people.CITY_COORDINATOR, AT, f"key-{number}"
    )


def occasion(entry: RegisterEntry, about: About = About.TEAM) -> Occasion:
    """The meeting that it sets."""
    register = replace(STANDUP, about=about)
    program = replace(PROGRAM, registers=(register,))
    found = occasion_of(program, AGENCIES[AGENCY], entry)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("subject", "organizer", "about"),
    [(people.CITY_SUPERVISOR, INES, people.CITY_SUPERVISOR), ("", OMAR, AGENCY)],
)
def test_it_is_whose_team_it_is_about_or_else_whoevers_set_it(
    sessions: Sessions, subject: str, organizer: Guest, about: str
) -> None:
    found = occasion(an_entry(subject), About.TEAM if subject else About.AGENCY)
    with sessions() as session:
        assert invitation_of(session, found, OFFICE).organizer == organizer
        assert invited_to(session, found)[0].guest == organizer
    assert page_of(OFFICE, found) == PAGE + about


def test_each_entry_is_newer_than_all_letters_about_the_one_before(sessions: Sessions) -> None:
    with sessions() as session:
        first, second = (
            invitation_of(session, occasion(an_entry(number=number)), OFFICE) for number in (1, 2)
        )
    assert (first.sequence, second.sequence) == (0, TURNS)
    assert first.uid == second.uid


def test_of_a_leader_who_is_not_in_the_directory_it_is_nobodys(sessions: Sessions) -> None:
    with sessions() as session:
        assert invitation_of(session, occasion(an_entry("2999")), OFFICE).organizer is None


def test_what_sets_no_meeting_invites_nobody() -> None:
    """An entry of another register, of one without calendars, or without a time."""
    agency, entry = AGENCIES[AGENCY], an_entry()
    plain = replace(PROGRAM, registers=(replace(STANDUP, calendar=False),))
    assert occasion_of(PROGRAM, agency, replace(entry, register="guidelines")) is None
    assert occasion_of(plain, agency, entry) is None
    assert occasion_of(PROGRAM, agency, replace(entry, answers={**DAILY, "at": ""})) is None
