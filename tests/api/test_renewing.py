"""Continuing an arrangement: a new proposal, neither a gap nor an overlap, and the chain of all."""

from datetime import UTC, datetime

import pytest
from httpx2 import Response

from policy.account import Ending, Status
from policy.acts import Submission
from policy.forms.checking import to_form
from policy.forms.pattern import SCHEDULE_TYPE
from records.visits import find_draft
from tests import people
from tests.api.calling import send
from tests.api.living import Living, living
from tests.api.reading import PATH, page_of
from tests.api.seeding import Story
from tests.api.site import REFERENCE, Desk, post

RENEW = f"{PATH}/renew"
NEXT = "TA-5555-5555"


@pytest.fixture
def story(desk: Desk) -> Living:
    """An arrangement with 50 days left until August 31, and its employee signed in."""
    found = living(desk)
    desk.clock.now = datetime(2027, 7, 12, 15, 0, tzinfo=UTC)
    desk.sign_in(people.EMPLOYEE)
    return found


def continuing(story: Living, **changes: str) -> dict[str, str]:
    """The answers of a proposal that continues it."""
    form = to_form(story.proposal) | {
        "request_type": "Continuation",
        "prior_reference": REFERENCE,
        "starts_on": "9/1/2027",
        "ends_on": "5/31/2028",
    }
    directory = {
        item.id for item in story.program.fields if item.prefill not in {"", SCHEDULE_TYPE}
    }
    return {key: it for key, it in {**form, **changes}.items() if key not in directory}


def propose(desk: Desk, story: Living, **changes: str) -> Response:
    """Propose to continue it, as a program does."""
    desk.client = desk.browser()
    return send(desk, people.EMPLOYEE, "", {"answers": continuing(story, **changes)})


def refusal(desk: Desk, story: Living, **changes: str) -> dict[str, str]:
    """The one rule that a continuation breaks."""
    answer = propose(desk, story, **changes)
    assert answer.status_code == 422, answer.text
    [error] = answer.json()["errors"]
    assert desk.door.acts == []
    return {str(key): str(value) for key, value in error.items()}


@pytest.mark.requirement("CT-108")
def test_there_is_no_extension_and_continuing_is_offered_sixty_days_before(
    desk: Desk, story: Living
) -> None:
    page = page_of(desk)
    assert "Propose to continue it" in page
    assert "Extend" not in page
    desk.clock.now = datetime(2027, 6, 1, 15, 0, tzinfo=UTC)
    desk.sign_in(people.EMPLOYEE)
    assert "You can propose to continue it from July 2, 2027 on." in page_of(desk)
    assert post(desk.client, RENEW, "/sign-out").status_code == 409


@pytest.mark.requirement("CT-108")
def test_the_new_proposal_is_filled_in_with_facts_and_answers_but_no_findings(
    desk: Desk, story: Living
) -> None:
    page = page_of(desk, RENEW)
    assert "An arrangement is not extended." in page
    assert "It starts on September 1, 2027" in page
    path = post(desk.client, RENEW).headers["location"]
    reference = path.rpartition("/")[2]
    with desk.session() as session:
        draft = find_draft(session, reference, people.EMPLOYEE)
    assert draft is not None
    assert draft.answers["prior_reference"] == REFERENCE
    assert draft.answers["request_type"] == "Continuation"
    assert draft.answers["starts_on"] == "9/1/2027"
    assert draft.answers["location_address"] == story.answers["location_address"]
    assert draft.answers["week.tuesday.place"] == "telecommuting"
    assert not {"ends_on", "certified", "own_measures", "name"} & set(draft.answers)
    assert post(desk.client, RENEW).headers["location"] == path


@pytest.mark.requirement("CT-109")
def test_a_continuation_starts_an_arrangement_of_its_own(desk: Desk, story: Living) -> None:
    answer = propose(desk, story)
    assert answer.status_code == 202, answer.text
    [(reference, act)] = desk.door.acts
    assert isinstance(act, Submission)
    assert reference != REFERENCE
    assert act.proposal.answers["prior_reference"] == REFERENCE


@pytest.mark.parametrize(
    ("day", "told"), [("9/2/2027", "leaves a gap after"), ("8/31/2027", "overlaps with")]
)
def test_a_gap_or_an_overlap_is_refused_by_its_rule(
    desk: Desk, story: Living, day: str, told: str
) -> None:
    error = refusal(desk, story, starts_on=day, ends_on="5/29/2028")
    assert error["field"] == "starts_on"
    assert "The start date must be September 1, 2027" in error["rule"]
    assert told in error["rule"]
    assert error["section"] == "General Letter 32, IV.E"


@pytest.mark.parametrize("reference", ["TA-0000-0000", "nonsense", "' OR 1=1 --"])
def test_only_an_arrangement_of_one_s_own_is_continued(
    desk: Desk, story: Living, reference: str
) -> None:
    answer = propose(desk, story, prior_reference=reference)
    assert answer.status_code == 422
    assert "prior_reference" in {error["field"] for error in answer.json()["errors"]}


def test_a_new_proposal_does_not_overlap_with_what_is_in_force(desk: Desk, story: Living) -> None:
    changes = {"request_type": "New", "prior_reference": "", "starts_on": "8/2/2027"}
    error = refusal(desk, story, **changes, ends_on="4/30/2028")
    assert error["field"] == "starts_on"
    assert f"Your arrangement {REFERENCE} is in force then." in error["rule"]


def test_a_notice_leaves_nothing_to_continue(desk: Desk, story: Living) -> None:
    story.give_notice(datetime(2027, 8, 2, tzinfo=UTC).date())
    assert "Notice was given: it ends before its last day." in page_of(desk)


def follow_on(desk: Desk, story: Living) -> Story:
    """A proposal that continues it, from September 1 on."""
    return Story(
        desk,
        reference=NEXT,
        starts_on=datetime(2027, 9, 1, tzinfo=UTC).date(),
        ends_on=datetime(2028, 5, 31, tzinfo=UTC).date(),
        answers=story.answers | {"request_type": "Continuation", "prior_reference": REFERENCE},
    ).submit()


@pytest.mark.requirement("CT-108")
def test_the_end_of_what_is_continued_is_not_modified(desk: Desk, story: Living) -> None:
    follow_on(desk, story)
    sent = {"answers": {"ends_on": "8/15/2027"}, "reason": "Sooner."}
    desk.client = desk.browser()
    answer = send(desk, people.EMPLOYEE, f"/{REFERENCE}/modification", sent)
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["field"] == "ends_on"
    assert f"{NEXT} continues it from September 1, 2027 on." in error["rule"]
    desk.sign_in(people.EMPLOYEE)
    section = f"{PATH}/modify/request"
    form = to_form(story.proposal) | {"ends_on": "8/15/2027"}
    assert "The end date stays August 31, 2027" in post(desk.client, section, **form).text
    assert desk.door.acts == []


@pytest.mark.requirement("CT-108")
def test_hr_moves_no_continuation_away_from_what_it_continues(desk: Desk, story: Living) -> None:
    follow_on(desk, story).review().approve()
    path = f"/api/v1/arrangements/{NEXT}/amendment"
    sent = {"answers": {"starts_on": "9/8/2027"}, "reason": "A week later."}
    headers = desk.bearer(people.COORDINATOR) | {"Idempotency-Key": "a-week-later"}
    answer = desk.browser().post(path, json=sent, headers=headers)
    assert answer.status_code == 422, answer.text
    assert f"it continues {REFERENCE}, whose last day is August 31, 2027." in answer.text
    assert desk.door.acts == []


def test_what_is_continued_already_is_not_offered_to_be_continued(
    desk: Desk, story: Living
) -> None:
    following = follow_on(desk, story)
    asked = f"Propose to continue it. You have asked to continue it: {NEXT}."
    assert asked in page_of(desk)
    assert post(desk.client, RENEW, "/sign-out").status_code == 409
    following.review().approve().sign()
    assert f"Propose to continue it. {NEXT} continues it." in page_of(desk)
    told = desk.browser().get(
        f"/api/v1/arrangements/{REFERENCE}/renewal", headers=desk.bearer(people.EMPLOYEE)
    )
    assert told.json() == {"why_not": f"{NEXT} continues it.", "answers": {}}


def test_what_was_withdrawn_before_it_was_signed_continues_nothing(
    desk: Desk, story: Living
) -> None:
    follow_on(desk, story).end(Ending.WITHDRAWN, Status.WITHDRAWN)
    assert f'href="{RENEW}"' in desk.client.get(PATH).text


@pytest.mark.requirement("CT-109")
def test_the_chain_is_seen_on_both_pages(desk: Desk, story: Living) -> None:
    follow_on(desk, story)
    for path in (PATH, f"/arrangements/{NEXT}"):
        page = page_of(desk, path)
        assert "One after the other" in page
        assert REFERENCE in page
        assert NEXT in page
    program = desk.browser()
    told = program.get(f"/api/v1/arrangements/{NEXT}/course", headers=desk.bearer(people.EMPLOYEE))
    assert [each["reference"] for each in told.json()["chain"]] == [REFERENCE, NEXT]


def test_what_stands_alone_has_no_chain(desk: Desk, story: Living) -> None:
    assert "One after the other" not in page_of(desk)


def test_the_answers_to_continue_with_come_through_the_api(desk: Desk, story: Living) -> None:
    program = desk.browser()
    path = f"/api/v1/arrangements/{REFERENCE}/renewal"
    told = program.get(path, headers=desk.bearer(people.EMPLOYEE)).json()
    assert told["why_not"] == ""
    assert told["answers"]["prior_reference"] == REFERENCE
    story.end(Ending.EXPIRED, Status.ENDED)
    told = program.get(path, headers=desk.bearer(people.EMPLOYEE)).json()
    assert (told["why_not"], told["answers"]) == ("It is already over.", {})
