"""A feed is applied whole or not at all."""

import pytest
from sqlalchemy import Engine, event

from records import feed as feeds
from records.feed import FeedKeyTaken, FeedState
from records.people import Person
from tests.feeds import DAY, EMPLOYEE, HEAD, MANAGER, NOW, OTHER, Town, a_leader, a_person, a_town


def test_a_feed_says_what_it_changed_from_what_to_what(town: Town) -> None:
    changed = a_person(EMPLOYEE, name="Ana Weiss", mail="ana.weiss@example.test")
    feed = town.feed(changed, a_person("102"), a_leader(MANAGER))
    assert (feed.state, feed.added, feed.changed, feed.unchanged) == (FeedState.APPLIED, 1, 1, 1)
    assert feed.changes == [
        {
            "line": "2",
            "number": EMPLOYEE,
            "column": "name",
            "old": "Person 101",
            "new": "Ana Weiss",
        },
        {
            "line": "2",
            "number": EMPLOYEE,
            "column": "mail",
            "old": "p101@example.test",
            "new": "ana.weiss@example.test",
        },
    ]
    assert feed.content == ""


def test_a_feed_counts_whole_or_not_at_all(town: Town) -> None:
    feed = town.feed(a_person(EMPLOYEE, name="Ana Weiss"), a_person("102", mail="nonsense"))
    assert feed.state == FeedState.REFUSED
    assert feed.bad == [
        {"line": "3", "column": "mail", "reason": "is not a mail address: nonsense"}
    ]
    with town.sessions() as session:
        assert session.get_one(Person, EMPLOYEE).name == "Person 101"


def test_a_feed_that_is_only_staged_changes_nothing(town: Town) -> None:
    number = town.stage(a_person(EMPLOYEE, name="Ana Weiss"))
    assert town.found(number).state == FeedState.STAGED
    with town.sessions() as session:
        assert session.get_one(Person, EMPLOYEE).name == "Person 101"


def test_applying_again_changes_nothing(town: Town) -> None:
    town.propose()
    number = town.stage(a_person(EMPLOYEE, supervisor=OTHER))
    for _ in range(3):
        town.feeding.apply(number, NOW)
    assert len(town.holders()) == 1
    assert town.found(number).changed == 1


def test_the_same_key_is_the_same_feed(town: Town) -> None:
    first = town.stage(a_person(EMPLOYEE), key="one")
    assert town.stage(a_person(EMPLOYEE), key="one") == first
    with pytest.raises(FeedKeyTaken):
        town.stage(a_person(EMPLOYEE, name="Ana"), key="one")


def test_a_file_that_nobody_applies_is_forgotten_after_a_week(town: Town) -> None:
    number = town.stage(a_person(EMPLOYEE))
    town.feeding.look(NOW + 7 * DAY)
    assert town.found(number).content
    town.feeding.look(NOW + 8 * DAY)
    with town.sessions() as session:
        assert feeds.find(session, number) is None


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (a_person("900", agency="water"), "agency", "is not an agency whose people you look after"),
        (a_person("902", agency="mint"), "agency", "is not a known agency: mint"),
        (a_person("901"), "number", "is the number of somebody of another agency"),
        (
            a_person("900", mail="P901@example.test"),
            "mail",
            "is the address of somebody of another agency",
        ),
    ],
)
def test_who_looks_after_one_agency_changes_nobody_of_another(
    town: Town, row: dict[str, str], column: str, reason: str
) -> None:
    town.settle(a_person("901", agency="water"))
    feed = town.feed(row, within={"comptroller"})
    assert feed.state == FeedState.REFUSED
    assert [(each["column"], each["reason"].startswith(reason)) for each in feed.bad] == [
        (column, True)
    ]


def test_nobody_designates_themselves(town: Town) -> None:
    days = {"designee_from": "2026-11-12", "designee_until": "2026-11-13"}
    feed = town.feed(a_leader(HEAD, designee=HEAD, **days))
    assert feed.bad[0]["reason"] == "names the person themselves"


def test_five_thousand_people_with_three_hundred_changes_twice_over(
    town: Town, engine: Engine
) -> None:
    everybody = [*a_town(), *(a_person(str(number)) for number in range(10_000, 15_000))]
    town.feed(*everybody, at=NOW - 40 * DAY)
    for number in range(100):
        town.propose(f"TA-{number:04}-TEST", str(10_000 + number))
    changed = [
        replace_in(row, supervisor=OTHER) if 10_000 <= int(row["number"]) < 10_300 else row
        for row in everybody
    ]
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *it: asked.append(it[2]))
    first = town.feed(*changed)
    second = town.feed(*changed, at=NOW + DAY)
    assert len(asked) < 50
    assert (first.changed, len(first.changes)) == (300, 300)
    assert first.unchanged == len(everybody) - 300
    assert (second.added, second.changed, second.changes) == (0, 0, [])
    assert len(town.news()) == 100


def replace_in(row: dict[str, str], **cells: str) -> dict[str, str]:
    """The same row with other cells."""
    return {**row, **cells}
