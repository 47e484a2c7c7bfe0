"""Forms of decisions, determinations, reviews and registers take no more than they ask for."""

from collections.abc import Mapping

import pytest

from policy.forms.checking import to_form
from tests.api.every_act import PAGE, decision
from tests.api.overposting import (
    KEY_OF_FORM,
    REGISTERS,
    assert_no_more_is_taken,
    harmful,
    on_record,
)
from tests.api.reviewed import stopped
from tests.api.reviewer import ELEVEN, EMPLOYEE, POSITION, TEN, Reviewer
from tests.api.site import Desk, post
from tests.people import COORDINATOR

CHANGED = {"week.thursday.place": "duty_station", "ends_on": "May 31, 2027"}


def test_no_determination_takes_more_than_it_asks_for(desk: Desk) -> None:
    stopped(desk, accommodation="yes")
    fields = {"outcome": "granted", "questions": "y1", "reason": "The duties can be done."}
    assert_no_more_is_taken(desk, f"{PAGE}/accommodate", "/sign-out", fields, set())


@pytest.mark.parametrize(
    ("outcome", "change"), [("approved", {}), ("approved_as_modified", CHANGED)]
)
def test_no_approval_takes_more_than_it_asks_for(
    desk: Desk, outcome: str, change: Mapping[str, str]
) -> None:
    story = decision(desk)
    desk.sign_in(COORDINATOR)
    fields = {
        **to_form(story.proposal),
        "findings.s2": "yes",
        "outcome": outcome,
        "reason": "",
        **change,
    }
    of_program = {item.id for item in story.program.fields}
    assert_no_more_is_taken(desk, f"{PAGE}/decide", "", fields, of_program)


def test_the_sending_of_a_review_sends_what_was_kept(desk: Desk) -> None:
    """The form that sends it asks for nothing: neither answers nor what is theirs go with it."""
    reviewer = Reviewer(desk)
    steps = {
        "q-position": POSITION,
        "q-employee": EMPLOYEE,
        "q-proposal_yes": ELEVEN,
        "q-proposal_no": TEN,
        "f-standards": {"own_measures": "Cases closed.", "group_measures": "The same."},
        "overall": {"supports": "no", "comment": "Not now."},
    }
    for step, given in steps.items():
        reviewer.save(step, **given)
    turned = dict.fromkeys([*POSITION, *EMPLOYEE, *ELEVEN, *TEN, "findings.y2"], "no")
    known = {"csrf", "key", "own_measures"}
    kept = desk.drafts()
    before = on_record(desk)
    for extra in ({}, {**harmful(known), **turned, "own_measures": "None."}):
        page = f"{reviewer.path}/review/check"
        answer = post(desk.client, f"{reviewer.path}/review", page, key=KEY_OF_FORM, **extra)
        assert answer.status_code == 303
    (_, plain), (_, crowded) = desk.door.acts
    assert crowded == plain
    assert desk.drafts() == kept
    assert on_record(desk) == before


@pytest.mark.parametrize("name", REGISTERS)
def test_no_form_of_a_register_takes_more_than_it_asks_for(desk: Desk, name: str) -> None:
    person, path, given = REGISTERS[name]
    desk.sign_in(person)
    known = {"csrf", "agent", "key", *given}
    for key, extra in (("a-first-key", {}), ("a-second-key", harmful(known))):
        answer = post(desk.client, path, key=key, **given, **extra)
        assert answer.status_code == 303, answer.text
    (place, plain), (other, crowded) = desk.keeping.acts
    assert other == place
    assert (crowded.answers, crowded.register, crowded.subject, crowded.about) == (
        plain.answers,
        plain.register,
        plain.subject,
        plain.about,
    )
    assert (crowded.by.person, crowded.by.coordinates, crowded.roles, crowded.holds) == (
        plain.by.person,
        plain.by.coordinates,
        plain.roles,
        plain.holds,
    )
