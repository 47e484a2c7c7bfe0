"""Signing many in one sitting: one statement, one name, a signature of its own for each."""

import re
from collections.abc import Sequence

import pytest

from api.doors.acts import Gone, Unavailable
from api.many.piles import BUSY, ENDED, MOST, TOO_MANY
from api.many.signing import NOT_ASKED, TERMS
from policy.acts import SignatureGiven
from policy.tasks import Purpose
from tests import people
from tests.api.piling import KEY, offered, send, to_be_signed
from tests.api.reading import page_of, text_of
from tests.api.seeding import Story
from tests.api.site import Desk

PAGE = "/sign-many"
HEAD = "Dario Castellano"


def statements(page: str) -> list[str]:
    """The digests of what is agreed to."""
    return offered(page, "agree")


def whole(desk: Desk) -> dict[str, Sequence[str]]:
    """The form with everything ticked, agreed to and named."""
    page = desk.client.get(PAGE).text
    return {"sign": offered(page), "agree": statements(page), "name": HEAD}


def given(desk: Desk) -> list[tuple[str, SignatureGiven]]:
    """The signatures that were handed in."""
    return [(where, act) for where, act in desk.door.acts if isinstance(act, SignatureGiven)]


@pytest.fixture
def head(desk: Desk) -> Desk:
    """The agency head, signed in, with three signatures to give."""
    to_be_signed(desk, 3)
    desk.sign_in(people.HEAD)
    return desk


def test_the_start_page_leads_there_when_more_than_one_waits(desk: Desk) -> None:
    to_be_signed(desk, 1)
    desk.sign_in(people.HEAD)
    assert 'href="/sign-many"' not in desk.client.get("/").text
    to_be_signed(desk, 2)
    assert 'href="/sign-many"' in desk.client.get("/").text


def test_every_row_names_its_days_and_the_documents_with_their_digests(head: Desk) -> None:
    shown = head.client.get(PAGE).text
    assert len(offered(shown)) == 3
    assert "Sam Okafor" in shown
    assert "Tuesdays and Thursdays, from Dec 1, 2026 to Aug 31, 2027" in shown
    address = "/documents/TA-0001-0001/1/arrangement.pdf?as=frozen"
    assert f'href="{address}"' in shown
    answer = head.client.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert len(statements(shown)) == 1


def test_one_sitting_hands_in_a_signature_for_each_with_a_key_of_its_own(head: Desk) -> None:
    form = whole(head)
    answer = send(head.client, PAGE, form)
    assert answer.status_code == 303
    acts = given(head)
    assert sorted(where for where, _ in acts) == ["TA-0001-0001", "TA-0002-0002", "TA-0003-0003"]
    assert len({act.by.key for _, act in acts}) == 3
    assert {(act.line, act.name, act.version) for _, act in acts} == {("agency_head", HEAD, 1)}
    assert {act.statement for _, act in acts} == set(form["agree"])
    assert all(digest in " ".join(form["sign"]) for _, act in acts for digest in act.digests)
    page = page_of(head, answer.headers["location"])
    assert "0 of 3 recorded. 3 received for good" in page


def test_what_was_not_ticked_is_not_signed(head: Desk) -> None:
    form = whole(head)
    send(head.client, PAGE, form | {"sign": form["sign"][:1]})
    assert [where for where, _ in given(head)] == ["TA-0001-0001"]


def test_sent_twice_every_act_has_the_same_key_again(head: Desk) -> None:
    form = whole(head)
    first = send(head.client, PAGE, form).headers["location"]
    second = send(head.client, PAGE, form).headers["location"]
    assert first == second
    assert len({act.by.key for _, act in given(head)}) == 3


def test_what_is_on_record_is_not_sent_again(desk: Desk) -> None:
    first, second = to_be_signed(desk, 2)
    desk.sign_in(people.HEAD)
    form = whole(desk)
    send(desk.client, PAGE, form)
    key = dict(given(desk))[first.reference].by.key
    first.sign("agency_head", key=key)
    desk.door.acts.clear()
    page = text_of(desk.client.get(send(desk.client, PAGE, form).headers["location"]))
    assert [where for where, _ in given(desk)] == [second.reference]
    assert "1 of 2 recorded." in page


def test_the_page_tells_what_became_of_each(desk: Desk) -> None:
    first, second, _ = to_be_signed(desk, 3)
    desk.sign_in(people.HEAD)
    path = send(desk.client, PAGE, whole(desk)).headers["location"]
    keys = {where: act.by.key for where, act in given(desk)}
    first.sign("agency_head", key=keys[first.reference])
    second.refuse(people.HEAD, "the document was changed since", keys[second.reference])
    page = page_of(desk, path)
    assert "1 of 3 recorded. 1 received for good" in page
    assert "1 not done" in page
    assert "The document was changed since." in page


@pytest.mark.parametrize(("trouble", "told"), [(Gone(), ENDED), (Unavailable(), BUSY)])
def test_what_could_not_be_handed_over_says_why(head: Desk, trouble: Exception, told: str) -> None:
    form = whole(head)
    head.door.trouble = trouble
    path = send(head.client, PAGE, form).headers["location"]
    assert page_of(head, path).count(told) == 3
    head.door.trouble = None
    send(head.client, PAGE, form)
    assert "3 received for good" in page_of(head, path)


def test_a_line_with_terms_to_acknowledge_stays_by_itself(desk: Desk) -> None:
    story = to_be_signed(desk, 1)[0]
    desk.sign_in(people.COLLEAGUE)
    shown = desk.client.get(PAGE).text
    assert offered(shown) == []
    assert TERMS in shown
    sent = {
        "sign": [f"{story.reference}/employee/1/{'0' * 64}"],
        "agree": ["0" * 64],
        "name": "Sam Okafor",
    }
    path = send(desk.client, PAGE, sent)
    assert given(desk) == []
    assert TERMS in page_of(desk, path.headers["location"])


def test_signatures_of_others_are_refused_row_by_row(head: Desk) -> None:
    form, own = whole(head), "TA-0001-0001"
    of_manager = form["sign"][1].replace("/agency_head/", "/manager/")
    unknown = form["sign"][2].replace("TA-0003-0003", "TA-9999-9999")
    sent = form | {"sign": [form["sign"][0], of_manager, unknown]}
    path = send(head.client, PAGE, sent).headers["location"]
    assert [where for where, _ in given(head)] == [own]
    assert page_of(head, path).count(NOT_ASKED) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sign": []}, "Tick what you sign."),
        ({"agree": []}, "Tick the statement if you agree with it."),
        ({"agree": ["0" * 64]}, "Tick the statement if you agree with it."),
        ({"name": ""}, "Type your full name."),
        ({"name": "Somebody Else"}, f"Type your full name, {HEAD}"),
        ({"sign": [f"TA-7777-{n:04}/a/1/" for n in range(MOST + 1)]}, TOO_MANY),
    ],
)
def test_nothing_is_signed_while_the_form_is_not_whole(
    head: Desk, change: dict[str, Sequence[str]], said: str
) -> None:
    answer = send(head.client, PAGE, whole(head) | change)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert given(head) == []


def test_a_mistake_keeps_the_ticks(head: Desk) -> None:
    answer = send(head.client, PAGE, whole(head) | {"name": ""})
    assert len(re.findall(r'name="sign" value="[^"]*" checked', answer.text)) == 3


@pytest.mark.parametrize(
    "odd", ["", "TA-0001-0001", "TA-0001-0001/agency_head/x/", "\u0663/a/1/", "a/../b/1/" + "f" * 3]
)
def test_a_tick_that_no_page_has_is_no_form_of_ours(head: Desk, odd: str) -> None:
    assert send(head.client, PAGE, whole(head) | {"sign": [odd]}).status_code == 400
    assert given(head) == []


@pytest.mark.parametrize("key", ["", "short", "x" * 129])
def test_an_odd_key_is_no_form_of_ours(head: Desk, key: str) -> None:
    assert send(head.client, PAGE, whole(head), key).status_code == 400
    assert given(head) == []


def test_an_odd_key_of_nobody_else_meets_another_persons(head: Desk) -> None:
    path = send(head.client, PAGE, whole(head)).headers["location"]
    head.sign_in(people.MANAGER)
    assert head.client.get(path).status_code == 404
    form = whole(head) | {"name": "Pia Weiss"}
    assert send(head.client, PAGE, form).headers["location"] != path


def test_links_show_what_they_lead_to_and_no_more(desk: Desk) -> None:
    stories = to_be_signed(desk, 3)
    client = desk.browser()
    for story in stories[:2]:
        client.get(story.link(Purpose.SIGN, "agency_head", "agency_head"))
    shown = client.get(PAGE).text
    assert len(offered(shown)) == 2
    assert "whose links you opened in this browser" in shown
    form = {"sign": offered(shown), "agree": statements(shown), "name": HEAD}
    path = send(client, PAGE, form).headers["location"]
    assert {act.by.identified_by for _, act in given(desk)} == {"link"}
    assert "2 received for good" in text_of(client.get(path))
    assert client.get("/documents/TA-0003-0003/1/arrangement.pdf").status_code == 303


def test_links_of_two_people_make_nobody_known(desk: Desk) -> None:
    story = to_be_signed(desk, 1)[0]
    client = desk.browser()
    for role in ("agency_head", "manager"):
        client.get(story.link(Purpose.SIGN, role, role))
    answer = client.get(PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fsign-many")


def test_a_signing_page_leads_to_the_others(desk: Desk) -> None:
    story: Story = to_be_signed(desk, 2)[0]
    client = desk.browser()
    path = client.get(story.link(Purpose.SIGN, "agency_head", "agency_head")).headers["location"]
    assert "Sign several at once (2 wait)" in text_of(client.get(path))


def test_who_has_nothing_to_sign_is_told_so(desk: Desk) -> None:
    desk.sign_in(people.EMPLOYEE)
    assert "No signature waits for you" in page_of(desk, PAGE)
    assert desk.client.get(f"/many/{KEY}").status_code == 404
