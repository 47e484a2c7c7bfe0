"""What reports and duties bring is seen beside what was signed, and later forms begin with it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from policy.account import Happening
from policy.acts import Amendment
from policy.concerns import Concern, ConcernKind, ConcernState
from records.visits import find_draft
from tests import people
from tests.api.calling import send
from tests.api.living import Living, living, modification
from tests.api.reading import CHOSEN, PATH, page_of
from tests.api.site import REFERENCE, Desk, post
from tests.policy.samples import UPLOADED

CHECK = f"{PATH}/modify/check"
NEW = "860-555-0166"
NEWER = "860-555-0188"
LATER = "2037-12-31"
BROUGHT = "Changed since version 1 was signed"


@pytest.fixture
def story(desk: Desk) -> Living:
    """In force; a new phone number was reported, and a new certificate and proof handed in."""
    found = living(desk, care_proof="")
    at = found.now
    phone = Concern(
        1, ConcernKind.REPORT, "new_phone", ConcernState.MADE, "employee", people.EMPLOYEE, at,
        {"location_phone": NEW}, closed_at=at,
    )  # fmt: skip
    paper = Concern(
        2, ConcernKind.DUTY, "certificate", ConcernState.DONE, "employee", people.EMPLOYEE, at,
        closed_at=at, closing={"insurance_certificate": UPLOADED, "insurance_until": LATER},
    )  # fmt: skip
    proof = replace(paper, number=3, rule="care_update", closing={"care_proof": UPLOADED})
    found.concerns = [phone, paper, proof]
    found.write()
    desk.sign_in(people.EMPLOYEE)
    return found


@pytest.mark.requirement("CT-115", "CT-149")
def test_it_is_seen_beside_what_was_signed(desk: Desk, story: Living) -> None:
    page = page_of(desk)
    assert BROUGHT in page
    assert "Signed: version 1" in page
    assert NEW in page
    assert "December 31, 2037" in page
    assert story.answers["location_phone"] in page
    desk.clock.pass_by(minutes=1)
    story.note(Happening.END_ANNOUNCED, "employee")
    story.write()
    assert BROUGHT in page_of(desk)


@pytest.mark.requirement("CT-115")
def test_it_is_seen_also_while_a_modification_is_signed_that_knows_it(
    desk: Desk, story: Living
) -> None:
    """What is in force does not."""
    desk.clock.pass_by(minutes=1)
    story.modify(duties_away="Reports.")
    assert BROUGHT in page_of(desk)


@pytest.mark.requirement("CT-125")
def test_who_may_not_see_an_answer_does_not_see_that_it_changed(desk: Desk, story: Living) -> None:
    proof = "Proof of the care arrangements"
    assert proof in page_of(desk)
    led = desk.sign_in(people.SUPERVISOR, desk.browser()).get(PATH).text
    assert BROUGHT in led
    assert proof not in led


@pytest.mark.requirement("CT-115", "CT-149")
def test_a_modification_begins_with_it(desk: Desk, story: Living) -> None:
    assert f'value="{NEW}"' in desk.client.get(f"{PATH}/modify/location").text
    assert NEW in page_of(desk, CHECK)
    assert post(desk.client, CHECK, key=CHOSEN, reason="To be signed.").status_code == 303
    answers = modification(desk).modified.answers
    assert answers["location_phone"] == NEW
    assert (answers["insurance_certificate"], answers["insurance_until"]) == (UPLOADED, LATER)


def test_what_was_said_before_a_version_was_proposed_is_not_said_again(
    desk: Desk, story: Living
) -> None:
    assert BROUGHT in page_of(desk)
    desk.clock.pass_by(minutes=1)
    story.note(Happening.MODIFICATION_PROPOSED, "employee", person=people.EMPLOYEE)
    story.write()
    assert BROUGHT not in page_of(desk)


@pytest.mark.requirement("CT-115")
def test_a_change_of_a_modification_begins_with_what_was_reported_since(
    desk: Desk, story: Living
) -> None:
    """HR's change to what is being signed, on the page and by JSON; it then knows it itself."""
    story.modify(duties_away="Reports.")
    desk.clock.pass_by(minutes=1)
    newer = Concern(
        4, ConcernKind.REPORT, "new_phone", ConcernState.MADE, "employee", people.EMPLOYEE,
        story.now, {"location_phone": NEWER}, closed_at=story.now,
    )  # fmt: skip
    story.concerns = [newer]
    story.write()
    desk.sign_in(people.COORDINATOR)
    assert f'value="{NEWER}"' in desk.client.get(f"{PATH}/amend").text
    desk.client.cookies.clear()
    body: dict[str, object] = {"answers": {"work_products": "Audits."}, "reason": "To be exact."}
    assert send(desk, people.COORDINATOR, f"/{REFERENCE}/amendment", body).status_code == 202
    [(_, act)] = desk.door.acts
    assert isinstance(act, Amendment)
    assert act.modified.answers["location_phone"] == NEWER
    desk.clock.pass_by(minutes=1)
    story.version += 1
    story.note(Happening.AMENDED, "hr_representative", person=people.COORDINATOR)
    story.proposals = [(story.version, act.modified)]
    story.modified = act.modified
    story.take_effect()
    desk.sign_in(people.EMPLOYEE)
    assert BROUGHT not in page_of(desk)


@pytest.mark.requirement("CT-149")
def test_the_day_of_a_certificate_is_no_answer_that_a_modification_types(
    desk: Desk, story: Living
) -> None:
    assert "The certificate is valid until" not in page_of(desk, f"{PATH}/modify/insurance")


@pytest.mark.requirement("CT-115")
def test_a_continuation_begins_with_it(desk: Desk, story: Living) -> None:
    desk.clock.now = datetime(2027, 7, 12, 15, 0, tzinfo=UTC)
    desk.sign_in(people.EMPLOYEE)
    reference = post(desk.client, f"{PATH}/renew").headers["location"].rpartition("/")[2]
    with desk.session() as session:
        draft = find_draft(session, reference, people.EMPLOYEE)
    assert draft is not None
    assert draft.answers["location_phone"] == NEW
