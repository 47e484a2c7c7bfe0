"""Forms that could not be taken just then: what was typed comes back, to be sent once more."""

import re

from sqlalchemy.exc import OperationalError

from api.doors.acts import Unavailable
from policy.acts import SignatureDeclined, SignatureGiven
from policy.tasks import Purpose
from tests import people
from tests.api.reading import CHOSEN, PATH, follow
from tests.api.seeding import Story
from tests.api.site import Desk, form_token
from tests.api.test_spent_forms import HERE, REASON, Hidden, again, declining

ENDING = {"reason": "The counter needs two people.", "key": CHOSEN}


def test_a_reason_typed_while_the_engine_is_away_is_sent_again_as_the_same_act(desk: Desk) -> None:
    _, path, sent = declining(desk)
    desk.door.trouble = Unavailable()
    answer = desk.client.post(f"{path}/decline", data=sent, headers=HERE)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "Nothing was lost" in answer.text
    assert "Łukasz knows." in answer.text
    desk.door.trouble = None
    assert again(desk.client, answer).status_code == 303
    [(_, act)] = desk.door.acts
    assert isinstance(act, SignatureDeclined)
    assert act.reason == REASON.replace("\r\n", "\n")
    desk.client.post(f"{path}/decline", data=sent, headers=HERE)
    assert len({given.by.key for _, given in desk.door.acts if isinstance(given, type(act))}) == 1


def test_a_signature_that_could_not_be_taken_keeps_its_consent_and_shows_no_ticks(
    desk: Desk,
) -> None:
    story = Story(desk).submit().review().approve()
    path, _ = follow(desk.client, story.link(Purpose.SIGN, "manager", "manager"))
    html = desk.client.get(path).text
    ticks = dict.fromkeys(re.findall(r'name="(term\.[^"]+)"', html), "yes")
    sent = Hidden(html).fields | ticks | {"agree": "yes", "name": people.NAMES[people.MANAGER]}
    desk.door.trouble = Unavailable()
    answer = desk.client.post(f"{path}/sign", data=sent, headers=HERE)
    assert answer.status_code == 503
    assert re.findall("<dt>([^<]+)</dt>", answer.text) == ["Your full name"]
    desk.door.trouble = None
    assert again(desk.client, answer).status_code == 303
    [(_, act)] = desk.door.acts
    assert isinstance(act, SignatureGiven)


def test_who_may_be_no_browser_of_ours_gets_nothing_back_while_the_engine_is_away(
    desk: Desk,
) -> None:
    _, path, sent = declining(desk)
    desk.door.trouble = Unavailable()
    answer = desk.client.post(f"{path}/decline", data=sent)
    assert answer.status_code == 503
    assert "Please try again soon" in answer.text
    assert "counter" not in answer.text


def test_a_form_is_kept_while_the_database_is_away(desk: Desk) -> None:
    _, path, sent = declining(desk)
    desk.door.trouble = OperationalError("select", {}, Exception())
    answer = desk.client.post(f"{path}/decline", data=sent, headers=HERE)
    assert (answer.status_code, "Łukasz knows." in answer.text) == (503, True)


def test_who_came_back_by_a_link_alone_is_asked_to_sign_in_and_loses_nothing(desk: Desk) -> None:
    story = Story(desk).submit().review().approve()
    desk.sign_in(people.COORDINATOR)
    token = form_token(desk.client.get(f"{PATH}/end").text)
    desk.clock.pass_by(minutes=20)
    desk.client.get(story.link(Purpose.SIGN, "manager", "manager"))
    answer = desk.client.post(f"{PATH}/end", data=ENDING | {"csrf": token}, headers=HERE)
    assert "Sign in" in answer.text
    still = again(desk.client, answer)
    assert (still.status_code, "You are signed out" in still.text) == (403, True)
    assert "The counter needs two people." in still.text
    assert desk.door.acts == []
    desk.sign_in(people.COORDINATOR)
    checked = again(desk.client, still)
    assert again(desk.client, checked).status_code == 303
    assert len(desk.door.acts) == 1
