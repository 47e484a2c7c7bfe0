"""Proposing: a section a page, saved as one goes, checked, and sent by the employee alone."""

from html import unescape

import pytest

from api.doors.acts import AlreadySubmitted, Unavailable, act_key
from policy.account import Ending, Status
from policy.acts import Submission
from tests import people
from tests.api.proposer import KEY, Proposer
from tests.api.seeding import Story
from tests.api.site import Desk, post


@pytest.fixture
def proposer(desk: Desk) -> Proposer:
    return Proposer(desk)


def filled(desk: Desk) -> Proposer:
    """An employee with a whole proposal that is not sent yet."""
    proposer = Proposer(desk)
    proposer.fill_all()
    return proposer


def test_a_proposal_begun_twice_in_a_row_is_one_draft(desk: Desk) -> None:
    client = desk.sign_in(people.EMPLOYEE)
    first, second = (post(client, "/propose").headers["location"] for _ in range(2))
    assert first == second


def test_what_the_directory_knows_is_shown_and_typed_by_nobody(proposer: Proposer) -> None:
    section = proposer.sections[0]
    first = proposer.client.get(f"{proposer.path}/{section.id}").text
    assert "Ana Rivera" in first
    assert "79 Elm Street, Hartford" in first
    assert 'name="name"' not in first
    assert 'name="bargaining_unit"' in first
    proposer.fill(section, name="Somebody Else", number="0007", bargaining_unit="A-1")
    proposer.fill_all()
    post(proposer.client, f"{proposer.path}/check", key=KEY)
    [(_, submission)] = proposer.desk.door.acts
    assert isinstance(submission, Submission)
    answers = submission.proposal.answers
    assert (answers["name"], answers["number"]) == ("Ana Rivera", people.EMPLOYEE)


def test_only_sections_saved_without_a_problem_are_marked_as_done(proposer: Proposer) -> None:
    last = proposer.sections[-1]
    path = f"{proposer.path}/{last.id}"
    assert "is-done" not in proposer.client.get(path).text
    proposer.fill(proposer.sections[0])
    proposer.fill(proposer.holding("starts_on"), starts_on="")
    assert proposer.client.get(path).text.count("is-done") == 1


def test_a_week_nobody_touched_is_not_answered_yet(proposer: Proposer) -> None:
    page = proposer.page("/check")
    assert "Not answered yet" in page
    assert "?" not in page.partition("Weekly schedule")[2].partition("Do you ask")[0]


def test_a_second_open_proposal_for_the_same_days_is_refused(proposer: Proposer) -> None:
    first = Story(proposer.desk).submit()
    proposer.fill_all()
    answer = post(proposer.client, f"{proposer.path}/check", key=KEY)
    assert answer.status_code == 422
    assert f"Your proposal {first.reference} is still open" in answer.text
    assert proposer.desk.door.acts == []
    first.end(Ending.WITHDRAWN, Status.WITHDRAWN)
    assert post(proposer.client, f"{proposer.path}/check", key=KEY).status_code == 303


def test_of_two_sent_before_either_is_on_record_the_second_is_refused(desk: Desk) -> None:
    """Neither stands in the records yet: the first has claimed the days."""
    first, second = filled(desk), filled(desk)
    assert post(first.client, f"{first.path}/check", key=KEY).status_code == 303
    answer = post(second.client, f"{second.path}/check", key="another-key")
    assert answer.status_code == 422
    assert first.reference in answer.text
    assert len(desk.door.acts) == 1


def test_days_are_free_again_where_the_engine_could_not_be_reached(desk: Desk) -> None:
    first, second = filled(desk), filled(desk)
    desk.door.trouble = Unavailable()
    assert post(first.client, f"{first.path}/check", key=KEY).status_code == 503
    desk.door.trouble = None
    assert post(second.client, f"{second.path}/check", key="another-key").status_code == 303


def test_a_proposal_for_the_days_after_an_open_one_is_taken(proposer: Proposer) -> None:
    Story(proposer.desk).submit()
    proposer.fill_all(starts_on="9/1/2027", ends_on="3/31/2028")
    assert post(proposer.client, f"{proposer.path}/check", key=KEY).status_code == 303


def test_the_sections_say_how_far_they_are(proposer: Proposer) -> None:
    assert "Not yet started" in proposer.page("")
    proposer.fill_all()
    page = proposer.page("")
    assert "Not yet started" not in page
    assert page.count("Completed") == len(proposer.sections)


def test_each_section_leads_to_the_next_and_the_last_to_the_check(proposer: Proposer) -> None:
    ids = [section.id for section in proposer.sections]
    for section, following in zip(proposer.sections, [*ids[1:], "check"], strict=True):
        assert proposer.fill(section).headers["location"] == f"{proposer.path}/{following}"


def test_what_is_wrong_is_kept_as_typed_and_named(proposer: Proposer) -> None:
    section = proposer.holding("starts_on")
    answer = proposer.fill(section, starts_on="February 31, 2027")
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert 'href="#starts_on"' in page
    assert 'value="February 31, 2027"' in page
    assert 'value="February 31, 2027"' in unescape(
        proposer.client.get(f"{proposer.path}/{section.id}").text
    )


def test_saving_for_later_keeps_what_is_unfinished(proposer: Proposer) -> None:
    section = proposer.holding("starts_on")
    answer = proposer.fill(section, starts_on="", later="yes")
    assert answer.headers["location"] == proposer.path
    assert "In progress" in proposer.page("")


@pytest.mark.requirement("CT-107")
def test_ten_months_are_refused_with_the_section(proposer: Proposer) -> None:
    answer = proposer.fill(proposer.holding("ends_on"), ends_on="9/30/2027")
    page = unescape(answer.text)
    assert "an arrangement lasts nine months at most" in page
    assert "General Letter 32, IV.E" in page


@pytest.mark.requirement("CT-001")
def test_sending_it_starts_the_arrangement_once(proposer: Proposer) -> None:
    assert "It cannot be sent yet. Still to be finished: " in proposer.page("/check")
    proposer.fill_all()
    page = proposer.page("/check")
    assert "It cannot be sent yet." not in page
    assert "December 1, 2026" in page
    assert (
        "Tuesday and Thursday: telecommuting, 8:00 am to 4:30 pm, lunch 12:00 pm to 12:30 pm"
        in page
    )
    assert "Saturday and Sunday: not worked" in page
    assert "Reference of the arrangement to continue" not in page
    answer = post(proposer.client, f"{proposer.path}/check", key=KEY)
    key = act_key(people.EMPLOYEE, KEY)
    assert answer.headers["location"] == f"{proposer.path}/sent?act={key}"
    [(reference, submission)] = proposer.desk.door.acts
    assert isinstance(submission, Submission)
    assert reference == submission.reference == proposer.reference
    assert submission.by.person == people.EMPLOYEE
    again = proposer.client.get(f"{proposer.path}/check")
    assert again.headers["location"] == f"{proposer.path}/sent"


def test_the_confirmation_can_be_opened_again(proposer: Proposer) -> None:
    proposer.fill_all()
    post(proposer.client, f"{proposer.path}/check", key=KEY)
    for _ in range(2):
        page = proposer.page("/sent")
        assert "We have your proposal" in page
        assert proposer.reference in page
        assert "What happens next" in page


def test_another_programs_form_is_called_otherwise(proposer: Proposer) -> None:
    start = proposer.client.get("/propose").text
    assert "Telecommuting proposal (Appendix A)" in start
    assert "before anybody signs: IT authorization, as a file; certificate of your" in start


def test_an_incomplete_proposal_is_not_sent(proposer: Proposer) -> None:
    answer = post(proposer.client, f"{proposer.path}/check", key=KEY)
    assert answer.status_code == 422
    section = proposer.holding("starts_on").id
    assert f'href="{proposer.path}/{section}#starts_on"' in answer.text
    assert proposer.desk.door.acts == []


def test_a_proposal_the_engine_could_not_take_is_still_there_to_send(proposer: Proposer) -> None:
    proposer.fill_all()
    proposer.desk.door.trouble = Unavailable()
    assert post(proposer.client, f"{proposer.path}/check", key=KEY).status_code == 503
    proposer.desk.door.trouble = None
    assert post(proposer.client, f"{proposer.path}/check", key=KEY).status_code == 303


def test_answers_changed_after_the_proposal_was_taken_are_not_said_to_be_taken(
    proposer: Proposer,
) -> None:
    proposer.fill_all()
    proposer.desk.door.trouble = AlreadySubmitted()
    answer = post(proposer.client, f"{proposer.path}/check", key=KEY)
    assert answer.status_code == 303
    page = unescape(proposer.client.get(answer.headers["location"]).text)
    assert "it stands as it was sent then" in page
    assert "Received." not in page
    for path in ("", "/check"):
        again = proposer.client.get(f"{proposer.path}{path}")
        assert again.headers["location"] == f"{proposer.path}/sent"
    assert "sent then" not in proposer.page("/sent")


@pytest.mark.requirement("CT-001")
def test_nobody_else_finds_the_draft(proposer: Proposer) -> None:
    other = proposer.desk.sign_in(people.COORDINATOR, proposer.desk.browser())
    for path in ("", "/check", "/sent", f"/{proposer.sections[0].id}"):
        assert other.get(f"{proposer.path}{path}").status_code == 404


def test_a_draft_is_found_again_from_the_start_page(proposer: Proposer) -> None:
    assert f'href="{proposer.path}"' in proposer.client.get("/").text
    assert f'href="{proposer.path}"' in proposer.client.get("/propose").text
