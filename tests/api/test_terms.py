"""Each term that a line's signer acknowledges has a tick of its own (GL32 IV)."""

import re
from html import unescape

import pytest
from httpx2 import Response

from api.rights.terms import terms_of, unticked
from policy.account import Happening
from policy.acts import SignatureGiven
from policy.clause import Clause
from policy.tasks import Purpose
from tests import people
from tests.api.calling import send
from tests.api.reading import CHOSEN, follow, text_of
from tests.api.seeding import Story, full_answers
from tests.api.site import REFERENCE, Desk, post
from tests.policy.samples import CONNECTICUT


def signing(desk: Desk, **answers: str) -> Story:
    """An arrangement that waits for every signature."""
    whole = {**full_answers(desk, "connecticut"), **answers}
    return Story(desk, answers=whole).submit().review().approve()


def terms(desk: Desk, line: str = "employee", **answers: str) -> tuple[Clause, ...]:
    """What that line's signer acknowledges."""
    return terms_of(desk.parts.programs.get("connecticut"), line, answers)


def employee(desk: Desk, **answers: str) -> tuple[str, str]:
    """The employee's signing page: its path and text."""
    story = signing(desk, **answers)
    return follow(desk.client, story.link(Purpose.SIGN, "employee", "employee"))


def sign(desk: Desk, path: str, **fields: str) -> Response:
    """Send the page's form, all but its ticks filled in."""
    page = desk.client.get(path).text
    hidden = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("line", "digests")
    }
    known = {**hidden, "agree": "yes", "name": "Ana Rivera"}
    return post(desk.client, f"{path}/sign", path, key=CHOSEN, **{**known, **fields})


def ticks(found: tuple[Clause, ...]) -> dict[str, str]:
    """A tick for each of them."""
    return {f"term.{each.id}": "yes" for each in found}


@pytest.mark.requirement("CT-122")
def test_every_term_has_its_own_tick_in_its_own_words(desk: Desk) -> None:
    _, page = employee(desk, hipaa="no")
    names = re.findall(r'type="checkbox"[^>]* name="(term\.[^"]+)"', page)
    assert names == list(dict.fromkeys(names))
    assert set(names) == set(ticks(terms(desk, hipaa="no")))
    for each in terms(desk, hipaa="no"):
        assert each.text in unescape(page)
    assert "checked" not in page


@pytest.mark.requirement("CT-140")
@pytest.mark.requirement("CT-141")
@pytest.mark.requirement("CT-142")
@pytest.mark.requirement("CT-143")
def test_the_policies_of_it_stand_apart_under_a_heading_of_theirs(desk: Desk) -> None:
    _, page = employee(desk, hipaa="yes")
    apart = [each for each in terms(desk, hipaa="yes") if each.group]
    found = [part for part in page.split("<fieldset")[1:] if "Acceptable Use" in part]
    [group] = [part.split("</fieldset>")[0] for part in found]
    assert set(re.findall(r'name="(term\.[^"]+)"', group)) == set(ticks(tuple(apart)))
    assert "General Letter 32, IV.J" not in group


@pytest.mark.requirement("CT-144")
@pytest.mark.parametrize("hipaa", ["yes", "no"])
def test_hipaa_is_acknowledged_only_where_it_applies(desk: Desk, hipaa: str) -> None:
    path, page = employee(desk, hipaa=hipaa)
    assert ("State HIPAA Security Policy." in page.split("<fieldset", 1)[1]) is (hipaa == "yes")
    assert sign(desk, path, **ticks(terms(desk, hipaa=hipaa))).status_code == 303
    [(_, act)] = desk.door.acts
    assert isinstance(act, SignatureGiven)
    assert ("j8" in act.acknowledged) is (hipaa == "yes")


@pytest.mark.requirement("CT-112")
def test_the_signature_carries_what_was_acknowledged_and_nothing_else(desk: Desk) -> None:
    path, _ = employee(desk, hipaa="no")
    own = terms(desk, hipaa="no")
    stray = {"term.j8": "yes", "term.made-up": "yes", "acknowledged": "x", "version": "9"}
    assert sign(desk, path, **ticks(own), **stray).status_code == 303
    [(_, act)] = desk.door.acts
    assert isinstance(act, SignatureGiven)
    assert act.acknowledged == tuple(each.id for each in own)
    assert act.version == 1


@pytest.mark.requirement("CT-092")
def test_each_unticked_term_is_named_with_its_section_and_leads_to_its_tick(desk: Desk) -> None:
    path, _ = employee(desk, hipaa="no")
    own = terms(desk, hipaa="no")
    left = own[3], own[-1]
    given = ticks(tuple(each for each in own if each not in left))
    answer = sign(desk, path, **given)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "<title>Error: " in page
    summary = page.partition("</ul>")[0]
    for each in left:
        assert f'href="#term.{each.id}"' in summary
        assert f"General Letter 32, {each.citation}" in summary
    assert summary.count("Tick “") == 2
    assert page.count(" checked") == len(given) + 1
    assert 'value="Ana Rivera"' in page
    assert desk.door.acts == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Report to the office.", "Report to the office"),
        ("x" * 54 + " ends.", "x" * 54 + " ends"),
        ("x" * 50 + " begins and goes on.", "x" * 50 + " begins…"),
    ],
)
def test_a_term_is_named_by_its_text_or_by_the_words_it_begins_with(text: str, told: str) -> None:
    """Sixty letters, and not half a word more."""
    own = [Clause("IV.A", text, "a1"), Clause("IV.A", "Acknowledged.", "a2")]
    (problem,) = unticked(CONNECTICUT, own, {"a2"})
    assert problem.field == "term.a1"
    assert problem.message == f"Tick “{told}”."


def test_there_is_no_tick_for_all(desk: Desk) -> None:
    path, page = employee(desk, hipaa="no")
    agreeing = 1
    assert len(re.findall('type="checkbox"', page)) == len(terms(desk, hipaa="no")) + agreeing
    assert sign(desk, path, term="yes", terms="yes", all="yes").status_code == 422


@pytest.mark.requirement("CT-140")
def test_the_receipt_shows_what_was_acknowledged(desk: Desk) -> None:
    story = signing(desk)
    link = story.link(Purpose.SIGN, "employee", "employee")
    path, _ = follow(desk.client, link)
    story.signed = ("employee",)
    story.tasks = tuple(task for task in story.tasks if task.about != "employee")
    evidence = {"name": "Ana Rivera", "acknowledged": "a1 j4"}
    story.note(
        Happening.SIGNED, "employee", person=people.EMPLOYEE, about="employee", evidence=evidence
    )
    story.write()
    page = text_of(desk.client.get(path))
    assert "The 2 terms you acknowledged" in page
    for each in terms(desk):
        assert (each.text in page) is (each.id in {"a1", "j4"})


def test_who_acknowledges_nothing_signs_as_before(desk: Desk) -> None:
    story = signing(desk)
    _, page = follow(desk.client, story.link(Purpose.SIGN, "manager", "manager"))
    assert "Acknowledge each term" not in page
    assert "2. Sign" in page


@pytest.mark.requirement("SA-008")
def test_each_document_has_the_terms_of_its_own_line(desk: Desk) -> None:
    story = Story.of_city(desk).submit().freeze()
    path, page = follow(desk.client, story.link(Purpose.SIGN, "employee", "employee_policy"))
    assert set(re.findall(r'name="(term\.[^"]+)"', page)) == {
        "term.a1",
        "term.a2",
        "term.b1",
        "term.b2",
    }
    story.sign("employee_policy")
    assert 'name="term.' not in text_of(desk.client.get(path))


class TestTheApi:
    def body(self, desk: Desk) -> dict[str, object]:
        """A signature as it should be, but for what it acknowledges."""
        address = f"/api/v1/arrangements/{REFERENCE}"
        seen = desk.client.get(address, headers=desk.bearer(people.EMPLOYEE)).json()
        [line] = seen["to_sign"]
        assert {each["id"] for each in line["terms"]} == {
            each.id for each in terms(desk, hipaa="no")
        }
        return {
            "line": line["line"],
            "version": line["version"],
            "documents": line["documents"],
            "statement": line["statement_digest"],
            "name": "Ana Rivera",
        }

    def test_a_term_that_is_not_acknowledged_is_named(self, desk: Desk) -> None:
        signing(desk, hipaa="no")
        named = [each.id for each in terms(desk, hipaa="no")][1:]
        body = self.body(desk) | {"acknowledged": named}
        answer = send(desk, people.EMPLOYEE, f"/{REFERENCE}/signature", body)
        assert answer.status_code == 422
        [error] = answer.json()["errors"]
        assert error["field"] == "term.a1"
        assert error["section"] == "General Letter 32, IV.A"
        assert desk.door.acts == []

    def test_all_of_them_are_handed_in(self, desk: Desk) -> None:
        signing(desk, hipaa="no")
        named = [each.id for each in terms(desk, hipaa="no")]
        body = self.body(desk) | {"acknowledged": [*named, "made-up"]}
        answer = send(desk, people.EMPLOYEE, f"/{REFERENCE}/signature", body)
        assert answer.status_code == 202, answer.text
        [(_, act)] = desk.door.acts
        assert isinstance(act, SignatureGiven)
        assert act.acknowledged == tuple(named)
