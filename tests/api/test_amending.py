"""Changing what is to be signed: a new version, and what others write anew for it."""

import json
from html import unescape

import pytest

from api.doors.acts import act_key
from policy.account import Happening
from policy.acts import Amendment
from policy.forms.checking import to_form
from policy.tasks import Purpose
from tests import people
from tests.api.reading import CHOSEN, PATH, follow, page_of
from tests.api.seeding import Story, full_answers
from tests.api.site import Desk, post
from tests.api.test_spent_forms import HERE, Hidden


def test_an_amendment_needs_a_reason(declined: Desk) -> None:
    answer = post(declined.client, f"{PATH}/amend", key=CHOSEN)
    assert answer.status_code == 422
    assert "Say why it is changed" in answer.text


@pytest.mark.requirement("CT-078")
def test_an_amendment_has_the_supervisor_write_the_measures_anew(desk: Desk) -> None:
    measures = dict.fromkeys(("own_measures", "group_measures"), "As agreed.")
    story = Story(desk, answers=full_answers(desk, "connecticut") | measures)
    story.submit().review().approve().decline("manager")
    desk.sign_in(people.COORDINATOR)
    page = unescape(desk.client.get(f"{PATH}/amend").text)
    assert "Supervisor: Methods and standards for measuring the telecommuter's work" in page
    assert 'name="own_measures"' not in page
    fields = {"key": CHOSEN, "reason": "Too vague.", "anew.own_measures": "yes"}
    assert post(desk.client, f"{PATH}/amend", **fields).status_code == 303
    [(_, act)] = desk.door.acts
    assert isinstance(act, Amendment)
    answers = act.modified.answers
    assert (answers["own_measures"], answers["group_measures"]) == ("", "As agreed.")


def test_once_decided_nobody_is_sent_to_decide_instead_of_changing(desk: Desk) -> None:
    story = Story(desk).submit()
    desk.sign_in(people.COORDINATOR)
    assert "until then, decide on it as modified." in page_of(desk)
    story.review().complete("supervisor")
    assert "Changing it opens with the signatures." in page_of(desk)


def test_what_is_written_anew_begins_with_what_was_written_before(desk: Desk) -> None:
    story = Story(desk, answers=full_answers(desk, "connecticut")).submit().review()
    laptop = {"item": "Laptop", "authorized_on": "2026-11-09"}
    given = {"answer.own_measures": "Files a week.", "answer.equipment": json.dumps([laptop])}
    story.note(Happening.PROVIDED, "supervisor", evidence=given)
    why = "The measures are too vague."
    story.note(Happening.AMENDED, "hr_representative", person=people.COORDINATOR, note=why)
    story.complete("supervisor")
    _, page = follow(desk.client, story.link(Purpose.PROVIDE, "supervisor"))
    assert ">Files a week.</textarea>" in page
    assert 'name="equipment.1.authorized_on" value="11/9/2026"' in page
    assert "What was written before stands here again." in page
    assert why in page


@pytest.mark.requirement("CT-107")
def test_an_amendment_beyond_the_longest_term_names_rule_and_section(declined: Desk) -> None:
    fields = {"key": CHOSEN, "reason": "Longer", "ends_on": "9/30/2027"}
    answer = post(declined.client, f"{PATH}/amend", **fields)
    assert answer.status_code == 422
    page = unescape(answer.text)
    assert "an arrangement lasts nine months at most" in page
    assert "IV.E" in page
    assert not any(isinstance(act, Amendment) for _, act in declined.door.acts)


def test_a_button_within_the_form_makes_no_new_version(declined: Desk) -> None:
    declined.sign_in(people.COORDINATOR)
    sent = to_form(Story(declined).proposal)
    path = f"{PATH}/amend"
    shown = post(declined.client, path, key=CHOSEN, reason="As agreed.", more="week", **sent)
    assert shown.status_code == 200
    assert 'name="week2.monday.place"' in shown.text
    assert ">As agreed.</textarea>" in shown.text
    assert declined.door.acts == []


def test_a_change_begun_on_a_version_that_was_changed_meanwhile_says_so_first(desk: Desk) -> None:
    story = Story(desk, answers=full_answers(desk, "connecticut")).submit().review().approve()
    client, path = desk.sign_in(people.COORDINATOR), f"{PATH}/amend"
    sent = Hidden(client.get(path).text).fields | {"reason": "As agreed.", "key": CHOSEN}
    why, first = "The hours were wrong.", act_key(people.COORDINATOR, "of another form")
    hr = people.COORDINATOR
    story.note(Happening.AMENDED, "hr_representative", person=hr, note=why, key=first)
    story.freeze()
    answer = client.post(path, data=sent, headers=HERE)
    assert answer.status_code == 409
    assert "The hours were wrong. What stands here" in unescape(answer.text)
    assert ">As agreed.</textarea>" in answer.text
    assert desk.door.acts == []
    for again in (sent | {"key": "of another form"}, sent | Hidden(answer.text).fields):
        assert client.post(path, data=again, headers=HERE).status_code == 303
