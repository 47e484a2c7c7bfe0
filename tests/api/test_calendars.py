"""Calendars under secret addresses: what each shows, to whom, and until when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from httpx2 import Response
from icalendar import Calendar

from policy.account import DeadlineSet, Status
from policy.concerns import Concern, ConcernKind, ConcernState
from policy.deadlines import A_DAY
from policy.in_force import InForce
from records.people import Person
from tests import people
from tests.api.reading import page_of
from tests.api.site import BASE, Desk, form_token
from tests.timekeeping import LIVED, granted, live, over

PREFIX = f"{BASE}/calendars/feeds/"


def rules(desk: Desk) -> InForce:
    """What the sample agency's program lets happen."""
    return desk.parts.programs.get("connecticut").in_force


def address(desk: Desk, person: str, shows: str = "mine", do: str = "renew") -> str:
    """Make an address on the page; what comes after the fixed part."""
    desk.sign_in(person)
    form = {
        "csrf": form_token(desk.client.get("/calendars").text),
        "key": "a-key-of-some",
        "do": do,
    }
    answer = desk.client.post(
        f"/calendars/{shows}", data=form, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 200, answer.text
    _, _, rest = answer.text.partition(PREFIX)
    return rest.partition('"')[0]


def fetch(desk: Desk, secret: str, **headers: str) -> Response:
    """What a calendar gets, which has no cookie."""
    return desk.browser().get(f"/calendars/feeds/{secret}", headers=headers)


def titles(desk: Desk, secret: str) -> dict[str, list[date]]:
    """The days of each event in a calendar, by title."""
    answer = fetch(desk, secret)
    assert answer.status_code == 200, answer.text
    calendar = Calendar.from_ical(answer.content)
    assert isinstance(calendar, Calendar)
    found: dict[str, list[date]] = {}
    for event in calendar.events:
        found.setdefault(str(event["SUMMARY"]), []).append(event.start)
    return found


@pytest.fixture
def team(desk: Desk) -> Desk:
    """Two who telecommute on Tuesdays, of the same supervisor; one in another agency."""
    with desk.session() as session:
        moved = granted(1, "day_change", date(2026, 12, 8), moved_to="12/9/2026")
        live(session, people.EMPLOYEE, concerns=(moved,))
        live(session, people.COLLEAGUE, replace(LIVED, reference="TA-2"))
        city = ("sacramento", "2022.1")
        live(
            session,
            people.CITY_EMPLOYEE,
            replace(LIVED, reference="TA-3"),
            agency="sacramento-it",
            program=city,
        )
    return desk


def test_employees_see_their_days_as_they_are_planned_and_the_last_one(team: Desk) -> None:
    found = titles(team, address(team, people.EMPLOYEE))
    assert found["Telecommuting"][:3] == [date(2026, 12, day) for day in (1, 9, 15)]
    assert found["Last day of arrangement TA-7K3M-9QXD"] == [date(2027, 8, 31)]
    assert set(found) == {"Telecommuting", "Last day of arrangement TA-7K3M-9QXD"}


def test_employees_see_what_they_owe_and_nobody_elses(team: Desk) -> None:
    duty = rules(team).duties[0]
    owed = Concern(
        number=1,
        kind=ConcernKind.DUTY,
        rule=duty.id,
        state=ConcernState.OPEN,
        role="employee",
        person=people.COLLEAGUE,
        opened_at=LIVED.since,
        due_at=datetime(2026, 12, 5, 5, 0, tzinfo=UTC),
        subject="Laptop 55 of Ana",
        note="Because of a divorce",
    )
    with team.session() as session:
        live(session, people.COLLEAGUE, replace(LIVED, reference="TA-4"), concerns=(owed,))
    found = titles(team, address(team, people.COLLEAGUE))
    assert found[f"Due: {duty.title} (TA-4)"] == [date(2026, 12, 4)]
    assert b"divorce" not in fetch(team, address(team, people.COLLEAGUE)).content
    assert b"Laptop" not in fetch(team, address(team, people.COLLEAGUE)).content
    assert not any("Due" in title for title in titles(team, address(team, people.EMPLOYEE)))


def test_nothing_is_shown_of_what_is_over(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    with team.session() as session:
        live(session, people.EMPLOYEE, over(replace(LIVED, revision=2), date(2026, 12, 10)))
    found = titles(team, secret)
    assert set(found) == {"Telecommuting"}
    assert max(found["Telecommuting"]) < date(2026, 12, 10)


def test_a_supervisor_sees_the_days_of_direct_reports_by_name(team: Desk) -> None:
    found = titles(team, address(team, people.SUPERVISOR, "team"))
    assert found["Ana Rivera: telecommuting"][:2] == [date(2026, 12, 1), date(2026, 12, 9)]
    assert found["Sam Okafor: telecommuting"][:2] == [date(2026, 12, 1), date(2026, 12, 8)]
    assert not any("Lee Park" in title for title in found)


def test_a_manager_sees_everybody_below_by_name(team: Desk) -> None:
    """Whose supervisor somebody else is."""
    found = titles(team, address(team, people.MANAGER, "team"))
    assert {"Ana Rivera: telecommuting", "Sam Okafor: telecommuting"} <= set(found)
    assert not any("Lee Park" in title for title in found)


def test_human_resources_sees_deadlines_by_reference_and_no_names(team: Desk) -> None:
    due = DeadlineSet("das", "Copy due to DAS", datetime(2026, 12, 2, 5, 0, tzinfo=UTC))
    later = DeadlineSet("file", "Copy due to the file", due.at + 6 * A_DAY)
    asked = DeadlineSet("approval:1", "Written approval 1: decide on it", due.at + 3 * A_DAY)
    open_approval = Concern(
        number=1,
        kind=ConcernKind.APPROVAL,
        rule=rules(team).approvals[0].id,
        state=ConcernState.OPEN,
        role="employee",
        person=people.EMPLOYEE,
        opened_at=due.at - 9 * A_DAY,
        due_at=asked.at,
    )
    with team.session() as session:
        standing = replace(LIVED, reference="TA-4", deadlines=(due, later, asked), revision=3)
        live(session, people.EMPLOYEE, standing, concerns=(open_approval,))
        waiting = replace(LIVED, reference="TA-5", status=Status.REVIEW, in_force=0, spans=())
        live(session, people.COLLEAGUE, waiting)
    found = titles(team, address(team, people.COORDINATOR, "deadlines"))
    assert found["Copy due to DAS (TA-4)"] == [date(2026, 12, 1)]
    assert found["Copy due to the file (TA-4)"] == [date(2026, 12, 7)]
    assert found[f"Due: {rules(team).approvals[0].title} (TA-4)"] == [date(2026, 12, 4)]
    assert not any("Written approval 1" in title for title in found)
    assert found["Last day of arrangement TA-4"] == [date(2027, 8, 31)]
    assert any("TA-5" in title for title in found)
    assert "Last day of arrangement TA-5" not in found
    assert not any("TA-3" in title or "Rivera" in title for title in found)


@pytest.mark.parametrize(
    ("person", "offered"),
    [
        (people.EMPLOYEE, {"mine"}),
        (people.SUPERVISOR, {"mine", "team"}),
        (people.MANAGER, {"mine", "team"}),
        (people.COORDINATOR, {"mine", "deadlines"}),
    ],
)
def test_each_person_is_offered_the_calendars_they_may_have(
    team: Desk, person: str, offered: set[str]
) -> None:
    team.sign_in(person)
    page = team.client.get("/calendars").text
    for shows in ("mine", "team", "deadlines", "none"):
        assert (f'action="/calendars/{shows}"' in page) is (shows in offered)
        if shows not in offered:
            form = {"csrf": form_token(page), "key": "a-key-of-some", "do": "renew"}
            answer = team.client.post(f"/calendars/{shows}", data=form)
            assert answer.status_code == 404


def test_a_new_address_voids_the_one_before_and_is_shown_once(team: Desk) -> None:
    first = address(team, people.EMPLOYEE)
    second = address(team, people.EMPLOYEE)
    assert first != second
    assert len(second) == len("a" * 40 + ".ics")
    assert fetch(team, first).status_code == 404
    assert fetch(team, second).status_code == 200
    page = page_of(team, "/calendars")
    assert second not in team.client.get("/calendars").text
    assert "It has an address since Monday, November 23, 2026" in page


def test_a_calendar_that_was_stopped_is_there_no_more(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    assert address(team, people.EMPLOYEE, do="stop") == ""
    assert fetch(team, secret).status_code == 404
    assert "It has no address yet." in page_of(team, "/calendars")


def test_who_leads_nobody_any_more_loses_the_team_s_calendar(team: Desk) -> None:
    secret = address(team, people.SUPERVISOR, "team")
    with team.session() as session:
        for number in (*people.NAMES, *people.CITY_NAMES):
            session.get_one(Person, number).supervisor = ""
        session.commit()
    assert fetch(team, secret).status_code == 404


def test_who_has_left_the_directory_has_no_calendar(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    with team.session() as session:
        session.delete(session.get_one(Person, people.EMPLOYEE))
        session.commit()
    assert fetch(team, secret).status_code == 404


def test_a_calendar_needs_no_cookie_sets_none_and_may_be_kept_for_an_hour(team: Desk) -> None:
    answer = fetch(team, address(team, people.EMPLOYEE))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, max-age=3600"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


def test_what_is_unchanged_is_not_sent_again(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    tag = fetch(team, secret).headers["etag"]
    again = fetch(team, secret, **{"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    with team.session() as session:
        live(session, people.EMPLOYEE, over(replace(LIVED, revision=2), date(2026, 12, 10)))
    assert fetch(team, secret, **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("secret", ["a" * 40 + ".ics", "x", "a" * 5000, "%00", "..%2f..%2fmine"])
def test_a_wrong_secret_is_no_page(team: Desk, secret: str) -> None:
    answer = fetch(team, secret)
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_an_address_as_calendars_may_change_it_still_works(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    assert fetch(team, secret.upper()).status_code == 200
    assert fetch(team, secret.removesuffix(".ics")).status_code == 200


def test_who_guesses_secrets_has_to_wait(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    guesser = team.browser("203.0.113.9")
    for at in range(20):
        assert guesser.get(f"/calendars/feeds/{at}").status_code == 404
    assert guesser.get(f"/calendars/feeds/{secret}").status_code == 429
    assert fetch(team, secret).status_code == 200
    team.clock.pass_by(minutes=2)
    assert guesser.get(f"/calendars/feeds/{secret}").status_code == 200


def test_days_long_past_and_far_ahead_are_left_out(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    team.clock.pass_by(days=60)
    found = titles(team, secret)["Telecommuting"]
    today = team.clock.now.date()
    assert min(found) >= today - timedelta(days=31)
    assert max(found) <= date(2027, 8, 31)
