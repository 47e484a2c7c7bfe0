"""A feed is applied whole or not at all; arrangements are told what is otherwise, each once."""

from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import pytest
from temporalio.client import Client

from activities.concerned import Cause
from activities.foreseeing import foresee
from policy.account import Status
from policy.holders import Holder, persons
from records import arrangements, tellings
from records import feed as feeds
from records.database import Sessions
from records.feed import FeedKeyTaken, FeedState
from records.people import Person
from tests.feeds import (
    COORDINATOR,
    DEPUTY,
    EMPLOYEE,
    HEAD,
    MANAGER,
    NOW,
    OTHER,
    RULES,
    SUPERVISOR,
    Town,
    a_file,
    a_leader,
    a_person,
    a_town,
)

DAY = timedelta(days=1)
BEFORE = NOW - 60 * DAY
OTHER_AGENCY = "sacramento-it"


@pytest.fixture
async def town(sessions: Sessions) -> Town:
    """A directory that was fed two months ago."""
    found = Town(sessions, await Client.connect("127.0.0.1:9", lazy=True))
    found.feed(*a_town(), at=BEFORE)
    return found


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


def test_a_new_supervisor_is_told_to_the_arrangements_of_who_is_led(town: Town) -> None:
    town.settle(a_person("102"))
    town.propose()
    town.propose("TA-9R1B-6TZE", "102")
    town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    (act,) = town.holders()
    assert persons(act.holders, "supervisor") == (OTHER,)
    assert act.coordinators == (COORDINATOR,)
    assert act.by.person == COORDINATOR
    assert town.news()[0].reference == "TA-7K3M-9QXD"


@pytest.mark.parametrize(
    ("column", "role"),
    [
        ("supervisor", "supervisor"),
        ("manager", "manager"),
        ("hr_representative", "hr_representative"),
        ("agency_head", "agency_head"),
    ],
)
def test_whoever_holds_any_role_may_change(town: Town, column: str, role: str) -> None:
    town.propose()
    town.feed(a_person(EMPLOYEE, **{column: OTHER}))
    (act,) = town.holders()
    assert act.holders[role] == (Holder(OTHER),)


def test_a_change_that_concerns_no_role_is_told_to_nobody(town: Town) -> None:
    town.propose()
    town.feed(a_person(EMPLOYEE, name="Ana Weiss", mail="ana@example.test", unit="Audit"))
    assert town.news() == []


def test_the_same_feed_again_tells_nobody_anything(town: Town) -> None:
    town.propose()
    town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    feed = town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    assert (feed.changed, feed.unchanged) == (0, 1)
    town.feeding.look(NOW + DAY)
    assert len(town.news()) == 1


def test_what_changes_back_is_told_again(town: Town) -> None:
    town.propose()
    town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    town.feed(a_person(EMPLOYEE), at=NOW + DAY)
    assert [persons(act.holders, "supervisor") for act in town.holders()] == [
        (OTHER,),
        (SUPERVISOR,),
    ]
    assert len({each.key for each in town.news()}) == 2


def test_news_that_nobody_heard_yet_are_not_told_after_newer_ones(town: Town) -> None:
    """Two feeds came in while the engine was away; a retry would send the older one last."""
    town.propose()
    town.propose("TA-9R1B-6TZE", "102")
    older = town.feed(a_person(EMPLOYEE, supervisor=OTHER), a_person("102", supervisor=OTHER))
    newer = town.feed(a_person(EMPLOYEE, supervisor=DEPUTY), at=NOW + DAY)
    with town.sessions() as session:
        waiting = tellings.untold(session, 0, 10)
    assert [(each.reference, each.feed) for each in waiting] == [
        ("TA-9R1B-6TZE", older.number),
        ("TA-7K3M-9QXD", newer.number),
    ]
    town.feeding.look(NOW + 2 * DAY)
    assert len(town.news()) == 3


def test_what_is_closed_and_owes_nothing_is_told_nothing(town: Town) -> None:
    town.propose(status=Status.ENDED)
    town.propose("TA-9R1B-6TZE", status=Status.ENDED, asked={"supervisor": SUPERVISOR})
    town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    assert [each.reference for each in town.news()] == ["TA-9R1B-6TZE"]


def test_who_has_left_leaves_the_role_to_nobody_until_somebody_is_named(town: Town) -> None:
    town.propose(asked={"supervisor": SUPERVISOR})
    town.feed(a_leader(SUPERVISOR, left_on="2026-11-10"))
    town.feed(a_person(EMPLOYEE, supervisor=OTHER), at=NOW + DAY)
    first, then = town.holders()
    assert first.holders["supervisor"] == ()
    assert first.departed == then.departed == (SUPERVISOR,)
    assert then.holders["supervisor"] == (Holder(OTHER),)


def test_who_leaves_later_goes_on_until_that_day(town: Town) -> None:
    town.propose()
    town.feed(a_leader(SUPERVISOR, left_on="2026-11-20"))
    assert town.news() == []
    midnight = datetime(2026, 11, 20, 5, tzinfo=UTC)
    assert town.feeding.look(NOW + 9 * DAY) == midnight
    town.feeding.look(midnight - timedelta(seconds=1))
    assert town.news() == []
    town.feeding.look(midnight)
    (act,) = town.holders()
    assert persons(act.holders, "supervisor") == ()
    assert act.by.person == ""


@pytest.mark.requirement("CT-009")
def test_a_designation_is_told_on_the_day_it_begins_and_on_the_day_after_it_ended(
    town: Town,
) -> None:
    town.propose()
    days = {"designee_from": "2026-11-12", "designee_until": "2026-11-13"}
    town.feed(a_leader(HEAD, designee=DEPUTY, **days))
    assert town.news() == []
    begins, ends = datetime(2026, 11, 12, 5, tzinfo=UTC), datetime(2026, 11, 14, 5, tzinfo=UTC)
    assert town.feeding.look(begins - timedelta(hours=1)) == begins
    town.feeding.look(begins)
    (act,) = town.holders()
    assert act.holders["agency_head"] == (
        Holder(HEAD),
        Holder(DEPUTY, in_place_of=HEAD, since=begins, until=ends),
    )
    town.feeding.look(ends - timedelta(hours=1))
    assert len(town.news()) == 1
    town.feeding.look(ends)
    assert persons(town.holders()[1].holders, "agency_head") == (HEAD,)


def test_without_anything_to_come_it_looks_again_within_a_day(town: Town) -> None:
    assert town.feeding.look(NOW) == NOW + DAY


@pytest.mark.requirement("CT-105", "CT-106")
@pytest.mark.parametrize("on", [date(2026, 11, 10), date(2026, 10, 20)])
@pytest.mark.parametrize("reason", ["promotion", "working_test_class", "inconsistent_duties"])
def test_a_new_job_ends_an_arrangement_on_its_day_however_late_it_is_known(
    town: Town, on: date, reason: str
) -> None:
    town.propose(status=Status.ACTIVE)
    town.feed(a_person(EMPLOYEE, job_change=reason, job_change_on=on.isoformat()))
    (act,) = town.jobs()
    assert (act.on, act.because) == (on, reason)


@pytest.mark.requirement("CT-105")
def test_a_new_job_to_come_ends_an_arrangement_when_its_day_begins(town: Town) -> None:
    town.propose(status=Status.ACTIVE)
    town.feed(a_person(EMPLOYEE, job_change="promotion", job_change_on="2026-11-11"))
    assert town.jobs() == []
    town.feeding.look(datetime(2026, 11, 11, 5, tzinfo=UTC))
    town.feeding.look(datetime(2026, 11, 12, 5, tzinfo=UTC))
    (act,) = town.jobs()
    assert act.on == date(2026, 11, 11)


def test_who_proposes_in_the_new_job_is_not_meant(town: Town) -> None:
    town.propose(at=NOW - 2 * DAY)
    town.feed(a_person(EMPLOYEE, job_change="promotion", job_change_on="2026-11-08"))
    assert town.jobs() == []


def test_who_leaves_ends_an_arrangement_whenever_it_began(town: Town) -> None:
    town.propose(at=NOW - 2 * DAY, status=Status.ACTIVE)
    town.feed(a_person(EMPLOYEE, left_on="2026-11-05"))
    (act,) = town.jobs()
    assert (act.on, act.because) == (date(2026, 11, 5), "")


@pytest.mark.requirement("CT-105")
def test_what_has_ended_and_owes_something_learns_that_it_had_ended_before(town: Town) -> None:
    town.propose(status=Status.ENDED, asked={"supervisor": SUPERVISOR})
    town.feed(a_person(EMPLOYEE, job_change="promotion", job_change_on="2026-11-05"))
    assert [act.on for act in town.jobs()] == [date(2026, 11, 5)]


@pytest.mark.requirement("CT-105")
def test_a_move_to_another_agency_ends_an_arrangement(town: Town) -> None:
    """On the day on which it is known; who leads them there has no part in what is still owed."""
    town.propose(status=Status.ACTIVE)
    town.feed(a_person(EMPLOYEE, agency=OTHER_AGENCY, supervisor=OTHER))
    (act,) = town.jobs()
    assert (act.on, act.because) == (date(2026, 11, 10), "transfer")
    (holders,) = town.holders()
    assert holders.holders["supervisor"] == holders.holders["agency_head"] == ()
    assert holders.holders["hr_representative"] == (Holder(COORDINATOR),)
    town.feeding.look(NOW + DAY)
    assert len(town.news()) == 2


@pytest.mark.requirement("CT-105")
def test_a_move_to_another_agency_may_have_a_day_of_its_own(town: Town) -> None:
    town.propose(status=Status.ACTIVE)
    moved = a_person(EMPLOYEE, agency=OTHER_AGENCY, job_change="transfer")
    town.feed(moved | {"job_change_on": "2026-11-12"})
    assert town.jobs() == []
    town.feeding.look(datetime(2026, 11, 12, 5, tzinfo=UTC))
    (act,) = town.jobs()
    assert (act.on, act.because) == (date(2026, 11, 12), "transfer")


def test_a_move_is_foreseen_before_anything_is_applied(town: Town) -> None:
    reference = town.propose(status=Status.ACTIVE)
    moved = a_file(a_person(EMPLOYEE, agency=OTHER_AGENCY))
    with town.sessions() as session:
        foreseen = foresee(session, RULES, moved, frozenset(), Cause(NOW))
    assert (reference, "job") in {(each.reference, each.news) for each in foreseen.news}
    assert town.news() == []


def test_who_coordinates_is_told_without_those_who_have_left(town: Town) -> None:
    """What was the part of one of them alone is that of all others."""
    town.propose()
    town.feed(
        a_leader(COORDINATOR, left_on="2026-11-10"), a_leader(MANAGER, hr_representative=OTHER)
    )
    (act,) = town.holders()
    assert act.coordinators == (OTHER,)
    assert act.holders["hr_representative"] == (Holder(OTHER),)


def test_an_arrangement_is_told_of_a_job_once(town: Town) -> None:
    town.propose(status=Status.ACTIVE)
    town.feed(a_person(EMPLOYEE, job_change="promotion", job_change_on="2026-11-05"))
    town.feed(a_person(EMPLOYEE, job_change="promotion", job_change_on="2026-11-06"))
    town.feed(a_person(EMPLOYEE, left_on="2026-11-07"))
    assert len(town.jobs()) == 1


@pytest.mark.requirement("CT-106")
def test_a_correction_to_an_earlier_day_is_told_once_more(town: Town) -> None:
    town.propose(status=Status.ENDED, asked={"supervisor": SUPERVISOR})
    for hour, day in enumerate(("2026-11-05", "2026-11-03", "2026-11-03", "2026-11-04")):
        changed = a_person(EMPLOYEE, job_change="promotion", job_change_on=day)
        town.feed(changed, at=NOW + timedelta(hours=hour))
    assert [act.on for act in town.jobs()] == [date(2026, 11, 5), date(2026, 11, 3)]


def test_a_job_change_that_the_program_does_not_know_is_refused(town: Town) -> None:
    feed = town.feed(a_person(EMPLOYEE, job_change="rest", job_change_on="2026-11-05"))
    assert feed.bad == [
        {
            "line": "2",
            "column": "job_change",
            "reason": "is no job change that the program knows: rest",
        }
    ]


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


def test_what_came_in_since_the_last_feed_is_known_to_have_been_asked_of_the_right_people(
    town: Town,
) -> None:
    town.propose(at=NOW - DAY)
    town.feed(a_person("102"))
    assert town.news() == []
    town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    assert len(town.holders()) == 1


def test_what_came_in_while_a_feed_was_applied_is_told_to_be_sure(town: Town) -> None:
    town.feed(a_person("102"), at=NOW - DAY)
    town.propose(at=NOW - DAY + timedelta(seconds=1))
    town.feeding.look(NOW)
    (act,) = town.holders()
    assert persons(act.holders, "supervisor") == (SUPERVISOR,)
    town.feeding.look(NOW + DAY)
    assert len(town.news()) == 1


def test_an_arrangement_whose_program_is_missing_keeps_no_news_from_others(town: Town) -> None:
    town.propose()
    town.propose("TA-9R1B-6TZE")
    with town.sessions() as session:
        lost = arrangements.find(session, "TA-9R1B-6TZE")
        assert lost is not None
        lost.program_version = "1999.1"
        session.add(lost)
        session.commit()
    town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    assert [each.reference for each in town.news()] == ["TA-7K3M-9QXD"]


def test_five_thousand_people_with_three_hundred_changes_twice_over(town: Town) -> None:
    everybody = [*a_town(), *(a_person(str(number)) for number in range(10_000, 15_000))]
    town.feed(*everybody, at=NOW - 40 * DAY)
    for number in range(100):
        town.propose(f"TA-{number:04}-TEST", str(10_000 + number))
    changed = [
        replace_in(row, supervisor=OTHER) if 10_000 <= int(row["number"]) < 10_300 else row
        for row in everybody
    ]
    began = perf_counter()
    first = town.feed(*changed)
    second = town.feed(*changed, at=NOW + DAY)
    assert perf_counter() - began < 20
    assert (first.changed, len(first.changes)) == (300, 300)
    assert first.unchanged == len(everybody) - 300
    assert (second.added, second.changed, second.changes) == (0, 0, [])
    assert len(town.news()) == 100


def replace_in(row: dict[str, str], **cells: str) -> dict[str, str]:
    """The same row with other cells."""
    return {**row, **cells}
