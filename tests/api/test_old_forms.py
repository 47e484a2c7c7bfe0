"""A form of an older deploy, sent to a newer one: what it lacks is named, the rest is kept."""

import re
from html import unescape

import pytest

from policy.form import Before, FieldKind
from records.visits import find_draft
from tests import people
from tests.api.completing import MEASURES, fill_in, opened
from tests.api.proposer import Proposer
from tests.api.reading import CHOSEN
from tests.api.reviewer import POSITION, Reviewer
from tests.api.seeding import Story, full_answers
from tests.api.site import Desk, form_token

HERE = {"Sec-Fetch-Site": "same-origin"}
PLAIN = frozenset({FieldKind.TEXT, FieldKind.PARAGRAPH, FieldKind.YES_NO, FieldKind.CHOICE})


def named(page: str) -> set[str]:
    """The fields that the summary of what is wrong leads to."""
    summary = page.split('id="problems"')[1].split("</ul>", maxsplit=1)[0]
    return {unescape(name) for name in re.findall(r'href="#([^"]+)"', summary)}


def test_a_section_without_a_question_that_is_new_names_it_and_keeps_the_rest(desk: Desk) -> None:
    """Each question of the form in turn is the one that the old page did not have."""
    proposer = Proposer(desk)
    for section in proposer.sections:
        keys = {item.id for item in section.fields}
        given = {key: text for key, text in proposer.typed.items() if key in keys}
        for item in section.fields:
            later = item.before is not Before.SUBMISSION
            if later or not item.required or item.prefill or item.kind not in PLAIN:
                continue
            old = {key: text for key, text in proposer.typed.items() if key != item.id}
            path = f"{proposer.path}/{section.id}"
            token = form_token(desk.client.get(path).text)
            answer = desk.client.post(path, data={**old, "csrf": token}, headers=HERE)
            assert answer.status_code == 422, item.id
            assert named(answer.text) == {item.id}
            with desk.session() as session:
                draft = find_draft(session, proposer.reference, people.EMPLOYEE)
            assert draft is not None
            kept = {key: draft.answers.get(key, "") for key in given if key != item.id}
            assert kept == {key: text for key, text in given.items() if key != item.id}


def test_a_question_that_was_renamed_is_asked_under_its_new_name(desk: Desk) -> None:
    """What the old page sent under the old name goes nowhere; the other answers stay."""
    proposer = Proposer(desk)
    section = proposer.holding("duties_away")
    old = dict(proposer.typed)
    old["duties_at_home"] = old.pop("duties_away")
    path = f"{proposer.path}/{section.id}"
    token = form_token(desk.client.get(path).text)
    answer = desk.client.post(path, data={**old, "csrf": token}, headers=HERE)
    assert (answer.status_code, named(answer.text)) == (422, {"duties_away"})
    drafts = desk.drafts()
    assert all("duties_at_home" not in answers for answers in drafts)
    assert drafts[0]["duties_station"] == old["duties_station"]


@pytest.mark.parametrize("missing", sorted(POSITION))
def test_a_review_without_a_question_that_is_new_names_it(desk: Desk, missing: str) -> None:
    reviewer = Reviewer(desk)
    path = f"{reviewer.path}/review/q-position"
    token = form_token(desk.client.get(path).text)
    old = {key: text for key, text in POSITION.items() if key != missing}
    answer = desk.client.post(path, data={**old, "csrf": token}, headers=HERE)
    assert (answer.status_code, named(answer.text)) == (422, {missing})
    [draft] = [each for each in desk.drafts() if each]
    assert {key: draft.get(key) for key in old} == old


def test_a_completion_without_a_field_that_is_new_names_it_and_shows_the_rest(desk: Desk) -> None:
    path, _ = opened(desk, "supervisor")
    answer = fill_in(desk, path, own_measures=MEASURES["own_measures"])
    assert answer.status_code == 422
    assert "group_measures" in named(answer.text)
    assert MEASURES["own_measures"] in answer.text
    assert desk.door.acts == []


def test_a_decision_without_a_question_that_is_new_names_it_and_shows_the_rest(desk: Desk) -> None:
    Story(desk, answers=full_answers(desk, "connecticut")).submit().review()
    client = desk.sign_in(people.COORDINATOR)
    path = "/arrangements/TA-7K3M-9QXD/decide"
    sent = {"key": CHOSEN, "outcome": "approved", "reason": "It serves the agency."}
    sent["csrf"] = form_token(client.get(path).text)
    answer = client.post(path, data=sent, headers=HERE)
    assert (answer.status_code, named(answer.text)) == (422, {"findings.s2"})
    assert "It serves the agency." in answer.text
    assert desk.door.acts == []
