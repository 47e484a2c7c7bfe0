"""Endings: by the employee, by the agency with notice or at once, and a notice taken back."""

from datetime import date

import pytest

from policy.account import Happening
from policy.changes import EndingWithdrawn, EndRequested
from policy.concerns import Concern, ConcernKind, ConcernState
from tests import people
from tests.api.living import Living, living
from tests.api.reading import CHOSEN, PATH, page_of
from tests.api.seeding import Story
from tests.api.site import REFERENCE, Desk, post

END = f"{PATH}/end"
WITHDRAW = f"{PATH}/withdraw-notice"
GRIEVANCE = "not subject to the grievance process"
AT_ONCE = [
    pytest.param("performance", marks=pytest.mark.requirement("CT-079")),
    pytest.param("group_productivity", marks=pytest.mark.requirement("CT-080")),
    pytest.param("disciplinary", marks=pytest.mark.requirement("CT-104")),
    pytest.param("safety", marks=pytest.mark.requirement("CT-104")),
    pytest.param("information_security", marks=pytest.mark.requirement("CT-146")),
    pytest.param("non_compliance", marks=pytest.mark.requirement("CT-166")),
]


@pytest.fixture
def story(desk: Desk) -> Living:
    """An arrangement in force on December 3, and its coordinator signed in."""
    found = living(desk)
    desk.sign_in(people.COORDINATOR)
    return found


def requested(desk: Desk) -> EndRequested:
    """The ending that reached the engine."""
    [(_, act)] = desk.door.acts
    assert isinstance(act, EndRequested)
    return act


@pytest.mark.requirement("CT-101")
def test_the_employee_ends_it_at_once_without_a_reason(desk: Desk, story: Living) -> None:
    mine = desk.sign_in(people.EMPLOYEE, desk.browser())
    page = mine.get(END).text
    assert "You need no reason." in page
    assert "Why does it end?" not in page
    assert post(mine, END, key=CHOSEN).status_code == 303
    act = requested(desk)
    assert (act.reason, act.because, act.last_day) == ("", "", None)


def test_the_employee_may_name_a_later_last_day(desk: Desk, story: Living) -> None:
    mine = desk.sign_in(people.EMPLOYEE, desk.browser())
    assert "at once or on a day that you name" in mine.get(END).text
    assert post(mine, END, key=CHOSEN, last_day="12/2/2026").status_code == 422
    assert post(mine, END, key=CHOSEN, last_day="12/18/2026").status_code == 303
    assert requested(desk).last_day == date(2026, 12, 18)


@pytest.mark.requirement("CT-012")
@pytest.mark.requirement("CT-103")
def test_the_agency_gives_notice_with_the_earliest_day_shown(desk: Desk, story: Living) -> None:
    page = page_of(desk, END)
    assert "Agency operating needs" in page
    assert "December 17, 2026 is the earliest day today" in page
    early = {"because": "operating_needs", "last_day": "12/16/2026"}
    answer = post(desk.client, END, key=CHOSEN, **early)
    assert answer.status_code == 422
    assert (
        "The last day must be December 17, 2026 or later (General Letter 32, IV.E)" in answer.text
    )
    given = {"because": "operating_needs", "last_day": "12/17/2026"}
    assert post(desk.client, END, key=CHOSEN, **given).status_code == 303
    act = requested(desk)
    assert (act.because, act.last_day) == ("operating_needs", date(2026, 12, 17))


@pytest.mark.requirement("CT-102")
def test_the_agency_needs_no_cause_but_notice(desk: Desk, story: Living) -> None:
    assert post(desk.client, END, key=CHOSEN, because="without_cause").status_code == 422
    assert desk.door.acts == []


@pytest.mark.parametrize("because", AT_ONCE)
def test_the_listed_reasons_end_it_at_once(desk: Desk, story: Living, because: str) -> None:
    assert post(desk.client, END, key=CHOSEN, because=because).status_code == 303
    act = requested(desk)
    assert (act.because, act.last_day) == (because, None)


@pytest.mark.parametrize("because", ["", "promotion", "unheard_of"])
def test_only_the_program_s_reasons_can_be_chosen(desk: Desk, story: Living, because: str) -> None:
    answer = post(desk.client, END, key=CHOSEN, because=because, reason="Because.")
    assert answer.status_code == 422
    assert "Choose the reason for the ending (General Letter 32, " in answer.text
    assert desk.door.acts == []


@pytest.mark.requirement("CT-146")
def test_a_discipline_is_referred_to_and_a_report_is_linked(desk: Desk, story: Living) -> None:
    story.concerns = [breach(story)]
    story.write()
    page = desk.client.get(END).text
    assert f'href="{PATH}/concerns/1"' in page
    field = {"information_security.discipline_reference": "D-2026-7"}
    sent = {"because": "information_security", **field}
    assert post(desk.client, END, key=CHOSEN, **sent).status_code == 303
    assert requested(desk).details == {"discipline_reference": "D-2026-7"}


def breach(story: Living) -> Concern:
    """A report that gives a reason to end it at once."""
    rule = next(each for each in story.program.in_force.reports if each.ends)
    return Concern(
        1,
        ConcernKind.REPORT,
        rule.id,
        ConcernState.MADE,
        "supervisor",
        people.SUPERVISOR,
        story.now,
    )


def test_a_day_that_is_none_is_named(desk: Desk, story: Living) -> None:
    sent = {"because": "operating_needs", "last_day": "February 31, 2027"}
    answer = post(desk.client, END, key=CHOSEN, **sent)
    assert answer.status_code == 422
    assert "February" in answer.text
    after = {"because": "operating_needs", "last_day": "9/1/2027"}
    assert (
        "It ends by itself on August 31, 2027" in post(desk.client, END, key=CHOSEN, **after).text
    )


@pytest.mark.requirement("CT-111")
def test_a_notice_stands_on_the_page_with_the_way_to_take_it_back(
    desk: Desk, story: Living
) -> None:
    story.give_notice(date(2026, 12, 31))
    page = page_of(desk)
    assert "Notice was given. Its last day is December 31, 2026" in page
    assert "Agency operating needs (General Letter 32, II(b)). The work has changed." in page
    assert GRIEVANCE in page
    assert "Take back the notice" in page
    assert "gave notice of the end: last day December 31, 2026, agency operating needs" in page
    assert "Last day, by notice" in page


@pytest.mark.requirement("CT-103")
def test_a_notice_is_taken_back_with_a_reason(desk: Desk, story: Living) -> None:
    story.give_notice(date(2026, 12, 31))
    assert "December 31, 2026" in page_of(desk, WITHDRAW)
    assert "Say why it is taken back." in post(desk.client, WITHDRAW, key=CHOSEN).text
    answer = post(desk.client, WITHDRAW, key=CHOSEN, reason="The need is gone.")
    assert answer.status_code == 303
    [(_, act)] = desk.door.acts
    assert isinstance(act, EndingWithdrawn)


def test_two_notices_stand_beside_each_other_and_each_side_takes_back_its_own(
    desk: Desk, story: Living
) -> None:
    story.give_notice(date(2026, 12, 31)).give_notice(date(2026, 12, 20), "", "employee")
    page = page_of(desk)
    assert "Notice was given: the last day is December 20, 2026" in page
    coordinator = f"{people.NAMES[people.COORDINATOR]}, HR representative: December 31, 2026"
    assert f"A later notice stands beside it, by {coordinator}" in page
    hers = page_of(desk, WITHDRAW)
    assert "Last day by the noticeDecember 31, 2026" in hers
    assert "The other notice stays" in hers
    story.note(Happening.NOTICE_WITHDRAWN, story.plan.coordinator)
    story.write()
    assert "Only who gave the notice can take it back." in page_of(desk, WITHDRAW)
    assert "A later notice" not in page_of(desk)


def test_without_a_notice_there_is_none_to_take_back(desk: Desk, story: Living) -> None:
    page = page_of(desk, WITHDRAW)
    assert "No notice was given." in page
    assert "Reviews so far" not in page
    answer = post(desk.client, WITHDRAW, "/sign-out", key=CHOSEN, reason="The need is gone.")
    assert answer.status_code == 409
    assert "No notice was given." in answer.text


@pytest.mark.requirement("CT-167")
def test_the_record_shows_who_ended_it_and_why(desk: Desk, story: Living) -> None:
    story.end_at_once("non_compliance")
    page = page_of(desk)
    assert "The employer ended it at once" in page
    assert "Non-compliance with the arrangement (General Letter 32, IV.Q)" in page
    assert f"Ended by {people.NAMES[people.COORDINATOR]}, HR representative" in page
    assert "Last day in force December 3, 2026" in page
    assert GRIEVANCE in page


@pytest.mark.requirement("CT-146")
def test_a_discipline_is_shown_to_the_employee_and_coordinators_alone(
    desk: Desk, story: Living
) -> None:
    story.end_at_once("information_security", discipline_reference="D-2026-7")
    record = f"{PATH}/timeline"
    assert "D-2026-7" in page_of(desk, record)
    led = desk.sign_in(people.SUPERVISOR, desk.browser())
    assert led.get(record).status_code == 200
    assert "D-2026-7" not in led.get(record).text
    assert "D-2026-7" not in led.get(PATH).text


def test_before_the_signatures_it_ends_in_the_agency_s_own_words(desk: Desk) -> None:
    Story(desk).submit().review().approve()
    desk.sign_in(people.COORDINATOR)
    page = page_of(desk, END)
    assert "Why does it end?" not in page
    assert "End it now" in page
    answer = post(desk.client, END, key=CHOSEN, reason="No.", because="performance")
    assert answer.status_code == 303
    assert requested(desk).because == ""


def test_before_it_is_in_force_the_employee_withdraws_a_proposal(desk: Desk) -> None:
    Story(desk).submit()
    desk.sign_in(people.EMPLOYEE)
    page = page_of(desk, END)
    assert f"Withdraw proposal {REFERENCE}" in page
    assert "Go back without withdrawing it" in page
    assert "End it" not in page
