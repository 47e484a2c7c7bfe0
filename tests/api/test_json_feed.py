"""The directory fed through the JSON API, by the rules of the pages."""

import json

import pytest
from httpx2 import Response
from sqlmodel import select

from api.calls.feeds_told import tell_foreseen
from api.doors.acts import Unavailable
from api.overviews.feeds import FeedSender, look_ahead
from records.people import Person
from records.roster import COLUMNS
from tests import people
from tests.api.feeds.handing import ANA, LED, NEW
from tests.api.site import Desk
from tests.feeds import RULES, Town, a_file

PATH = "/api/v1/people/feed"
BLANK = dict.fromkeys(COLUMNS, "")


def feed(
    desk: Desk,
    *rows: dict[str, str],
    person: str = people.COORDINATOR,
    key: str = "a-key-of-mine",
    dry_run: bool = False,
) -> Response:
    """Send people as JSON, each with every column."""
    headers = desk.bearer(person) | {"Idempotency-Key": key}
    sent = {"people": [BLANK | row for row in rows]}
    query = "?dry_run=true" if dry_run else ""
    return desk.client.post(f"{PATH}{query}", json=sent, headers=headers)


def feed_file(desk: Desk, content: str | bytes, query: str = "") -> Response:
    """Send a file."""
    headers = desk.bearer(people.COORDINATOR) | {"Idempotency-Key": "a-key-of-mine"}
    files = {"file": ("people.csv", content, "text/csv")}
    return desk.client.post(f"{PATH}/file{query}", files=files, headers=headers)


def name_of(desk: Desk) -> str:
    """What the employee is called."""
    with desk.session() as session:
        return session.get_one(Person, people.EMPLOYEE).name


def test_a_dry_run_says_what_would_change_and_changes_nothing(desk: Desk) -> None:
    town = Town(desk.parts.sessions)
    town.propose(employee=people.EMPLOYEE, at=desk.clock.now)
    answer = feed(desk, ANA | {"supervisor": people.COLLEAGUE}, NEW, dry_run=True)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["number"], told["state"]) == (None, "foreseen")
    assert (told["added"], told["changed"], told["unchanged"]) == (1, 1, 0)
    assert told["changes"] == [
        {
            "line": 2,
            "number": people.EMPLOYEE,
            "column": "supervisor",
            "old": people.SUPERVISOR,
            "new": people.COLLEAGUE,
        }
    ]
    (news,) = told["told"]
    assert (news["reference"], news["news"]) == ("TA-7K3M-9QXD", "holders")
    assert (news["told_at"], news["put_aside"]) == (None, False)
    assert desk.feeds.taken == []
    assert town.news() == []


def test_a_dry_run_says_that_the_head_would_coordinate(desk: Desk) -> None:
    """Who works there is led by a head alone, or by nobody at all."""
    alone = NEW | {"agency": "water", "hr_representative": "", "agency_head": ""}
    with desk.session() as session:
        for person in session.exec(select(Person).where(Person.agency == "water")):
            session.delete(person)
        session.commit()
    headed = dict.fromkeys(LED, "") | {"agency_head": people.HEAD}
    for led, who in ((headed, "its head coordinates"), ({}, "nobody coordinates for it")):
        told = warned(desk, alone | led)
        assert told == [f"The agency water has no HR representative who stays: {who}."]


def warned(desk: Desk, row: dict[str, str]) -> list[str]:
    """What a dry run of an operator's finds worth knowing."""
    with desk.session() as session:
        sender = FeedSender("", frozenset(), desk.clock.now)
        foreseen = look_ahead(session, RULES, sender, a_file(row))
    assert not foreseen.bad
    return [*tell_foreseen(foreseen).warnings]


def test_a_dry_run_lists_what_is_wrong(desk: Desk) -> None:
    told = feed(desk, ANA | {"mail": "x"}, dry_run=True).json()
    assert told["problems"] == [{"line": 2, "column": "mail", "reason": "is not a mail address: x"}]


def test_a_feed_is_applied_when_it_is_answered(desk: Desk) -> None:
    answer = feed(desk, ANA | {"name": "Ana Weiss"}, NEW)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["state"], told["added"], told["changed"]) == ("applied", 1, 1)
    assert name_of(desk) == "Ana Weiss"
    headers = desk.bearer(people.COORDINATOR)
    assert desk.client.get(f"{PATH}/{told['number']}", headers=headers).json() == told
    (listed,) = desk.client.get(PATH, headers=headers).json()
    assert listed["number"] == told["number"]


def test_a_feed_that_waits_is_received(desk: Desk) -> None:
    desk.feeds.waits = True
    answer = feed(desk, ANA | {"name": "Ana Weiss"})
    assert answer.status_code == 202
    assert answer.json()["state"] == "staged"


def test_the_same_key_again_is_the_same_feed(desk: Desk) -> None:
    first, again = (feed(desk, ANA | {"name": "Ana Weiss"}).json() for _ in range(2))
    assert first == again
    other = feed(desk, ANA | {"name": "Ana Moss"})
    assert other.status_code == 409
    assert other.json()["type"] == "urn:telecommute:problem:key-reused"
    assert name_of(desk) == "Ana Weiss"


def test_one_bad_row_keeps_everything_out(desk: Desk) -> None:
    answer = feed(desk, ANA | {"name": "Ana Weiss"}, NEW | {"manager": "77"})
    assert answer.status_code == 422
    assert [(each["field"], each["rule"]) for each in answer.json()["errors"]] == [
        ("line 3, manager", "It names nobody: 77.")
    ]
    assert name_of(desk) == "Ana Rivera"
    assert desk.feeds.taken == []


def test_a_feed_can_be_sent_again_when_the_engine_was_away(desk: Desk) -> None:
    desk.feeds.trouble = Unavailable()
    assert feed(desk, ANA | {"name": "Ana Weiss"}).status_code == 503
    desk.feeds.trouble = None
    assert feed(desk, ANA | {"name": "Ana Weiss"}).json()["state"] == "applied"


def test_a_file_is_fed_as_people_are(desk: Desk) -> None:
    text = a_file(ANA | {"name": "Ana Weiss"})
    assert feed_file(desk, text, "?dry_run=true").json()["changed"] == 1
    assert name_of(desk) == "Ana Rivera"
    assert feed_file(desk, text).json()["state"] == "applied"
    assert name_of(desk) == "Ana Weiss"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("number,name\n1,José\n".encode("latin-1"), "line 2 is not UTF-8"),
        (b"x" * (10 * 1024 * 1024 + 1), "longer than 10 megabytes"),
        (b"", "is missing"),
        (b"\x00\x01\x02", "is missing"),
    ],
)
def test_what_is_no_file_of_people_is_refused(desk: Desk, content: bytes, rule: str) -> None:
    answer = feed_file(desk, content)
    assert answer.status_code == 422
    assert rule in answer.json()["errors"][0]["rule"]


def test_a_file_must_come_in_its_part(desk: Desk) -> None:
    headers = desk.bearer(people.COORDINATOR) | {"Idempotency-Key": "a-key-of-mine"}
    answer = desk.client.post(f"{PATH}/file", data={"file": "number"}, headers=headers)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"people": []},
        {"people": [{}]},
        {"people": "1001"},
        {"people": [{"number": 1001}]},
        {"people": [ANA], "agency": "water"},
        {"people": [ANA | {"salary": "1"}]},
        {"people": [BLANK | ANA, ANA]},
        {"people": [BLANK | ANA | {"name": "A\x00B"}]},
        {"people": [BLANK | ANA | {"name": "A\ud800B"}]},
        {"people": [BLANK | ANA | {"name": "A\nB"}]},
    ],
)
def test_odd_people_are_refused_in_words(desk: Desk, sent: dict[str, object]) -> None:
    headers = desk.bearer(people.COORDINATOR) | {"Idempotency-Key": "a-key-of-mine"}
    escaped = json.dumps(sent)
    answer = desk.client.post(
        PATH, content=escaped, headers=headers | {"Content-Type": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json()["errors"]
    assert desk.feeds.taken == []


@pytest.mark.parametrize("person", [people.EMPLOYEE, people.SUPERVISOR, people.HEAD])
def test_only_coordinators_change_the_directory(desk: Desk, person: str) -> None:
    assert feed(desk, ANA, person=person).status_code == 404
    assert feed(desk, ANA, person=person, dry_run=True).status_code == 404
    assert desk.client.get(PATH, headers=desk.bearer(person)).status_code == 404
    assert desk.client.get(f"{PATH}/1", headers=desk.bearer(person)).status_code == 404


@pytest.mark.parametrize("number", [0, -1, 2**31, 10**20])
def test_a_number_that_no_row_can_have_is_not_found(desk: Desk, number: int) -> None:
    headers = desk.bearer(people.COORDINATOR)
    assert desk.client.get(f"{PATH}/{number}", headers=headers).status_code == 404


def test_a_coordinator_of_another_agency_neither_changes_nor_reads(desk: Desk) -> None:
    answer = feed(desk, ANA, person=people.CITY_COORDINATOR)
    assert answer.status_code == 422
    fields = [each["field"] for each in answer.json()["errors"]]
    assert fields == ["line 2, agency", "line 2, number"]
    number = feed(desk, ANA | {"name": "Ana Weiss"}).json()["number"]
    headers = desk.bearer(people.CITY_COORDINATOR)
    assert desk.client.get(f"{PATH}/{number}", headers=headers).status_code == 404
    assert desk.client.get(PATH, headers=headers).json() == []


def test_a_key_is_needed(desk: Desk) -> None:
    answer = desk.client.post(PATH, json={"people": [ANA]}, headers=desk.bearer(people.COORDINATOR))
    assert answer.status_code == 400
