"""Whose fields are asked when, under which condition, and what bad input does to them."""

import json
from html import unescape

import pytest

from policy.form import holds
from tests.api.proposer import DAYS, KEY, Proposer, sent
from tests.api.site import Desk, post


@pytest.fixture
def proposer(desk: Desk) -> Proposer:
    """An employee at the form."""
    return Proposer(desk)


class TestQuestions:
    def test_nobody_is_asked_for_what_others_fill_in(self, proposer: Proposer) -> None:
        theirs = [item for item in proposer.program.fields if item.role not in {"", "employee"}]
        assert theirs
        pages = "".join(
            proposer.client.get(f"{proposer.path}/{each.id}").text for each in proposer.sections
        )
        for item in theirs:
            assert f'name="{item.id}"' not in pages
            assert f'name="{item.id}.' not in pages
        assert 'name="own_measures"' not in pages

    @pytest.mark.requirement("CT-001")
    def test_what_others_fill_in_is_taken_from_nobody_else(self, proposer: Proposer) -> None:
        stray = {"own_measures": "None.", "equipment": "[]", "status": "approved", "role": "x"}
        proposer.fill_all(**stray, **{"equipment.1.item": "Laptop"})
        answers = sent(proposer).proposal.answers
        theirs = {item.id for item in proposer.program.fields if item.role}
        assert not theirs & set(answers)
        assert not {"status", "role"} & set(answers)

    def test_conditions_are_said_in_plain_words(self, proposer: Proposer) -> None:
        page = proposer.page("/care")
        assert "if you answer Yes to “Do children or elders" in page
        assert "if you choose My own computer, with specific authorization for" in proposer.page(
            "/technology"
        )

    @pytest.mark.requirement("CT-123")
    def test_a_condition_that_holds_makes_its_field_needed(self, proposer: Proposer) -> None:
        answer = proposer.fill(proposer.holding("dependents"), dependents="yes")
        assert answer.status_code == 422
        assert 'href="#care_arrangements"' in answer.text
        assert 'href="#care_proof"' not in answer.text

    def test_each_answer_has_one_row_and_one_way_to_change_it_that_comes_back(
        self, proposer: Proposer
    ) -> None:
        proposer.fill_all()
        page = proposer.client.get(f"{proposer.path}/check").text
        asked = [item for each in proposer.sections for item in each.fields]
        for item in asked:
            found = page.count(f'?back=check#{item.id}"')
            known = item.prefill and item.prefill != "bargaining_unit"
            needed = not item.required_when or holds(item.required_when, proposer.typed)
            given = item.id in proposer.typed
            assert found == (1 if (needed or given) and not known else 0), item.id
        section = proposer.holding("starts_on")
        answer = proposer.fill(section, back="check")
        assert answer.headers["location"] == f"{proposer.path}/check"

    def test_a_back_that_leads_elsewhere_leads_on(self, proposer: Proposer) -> None:
        answer = proposer.fill(proposer.sections[0], back="//evil.example")
        assert answer.headers["location"] == f"{proposer.path}/{proposer.sections[1].id}"


NO_WEEK = {f"week.{day}.place": "off" for day in (*DAYS, "saturday", "sunday")}
ALL_AWAY = {f"week.{day}.place": "telecommuting" for day in DAYS}
OTHERS = "My own computer, with specific authorization"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param(NO_WEEK, "week", marks=pytest.mark.requirement("CT-081")),
        pytest.param(ALL_AWAY, "week", marks=pytest.mark.requirement("CT-002")),
        pytest.param(
            {"week.monday.lunch_starts": "", "week.monday.lunch_ends": ""},
            "week.monday.lunch_starts",
            marks=pytest.mark.requirement("CT-091"),
        ),
        pytest.param(
            {"week.monday.breaks": ""},
            "week.monday.breaks",
            marks=pytest.mark.requirement("CT-091"),
        ),
        pytest.param(
            {"week.monday.place": "part_day", "week.monday.field_work_ends": "12:00"},
            "week.monday.place",
            marks=pytest.mark.requirement("CT-083"),
        ),
        pytest.param(
            {"reliable_services": ""}, "reliable_services", marks=pytest.mark.requirement("CT-114")
        ),
        pytest.param(
            {"location_phone": " "}, "location_phone", marks=pytest.mark.requirement("CT-115")
        ),
        pytest.param(
            {"location_phone": "none"}, "location_phone", marks=pytest.mark.requirement("CT-115")
        ),
        pytest.param(
            {"location_address": ""}, "location_address", marks=pytest.mark.requirement("CT-116")
        ),
        pytest.param(
            {"equipment_mode": "My tablet"},
            "equipment_mode",
            marks=pytest.mark.requirement("CT-126"),
        ),
        pytest.param(
            {"equipment_mode": OTHERS},
            "it_authorization",
            marks=pytest.mark.requirement("CT-127"),
        ),
    ],
)
def test_what_the_letter_wants_keeps_a_section_open_and_is_named(
    proposer: Proposer, changes: dict[str, str], field: str
) -> None:
    proposer.fill_all(**changes)
    answer = proposer.fill(proposer.holding(field.split(".", maxsplit=1)[0]), **changes)
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert "General Letter 32, " in page
    assert post(proposer.client, f"{proposer.path}/check", key=KEY).status_code == 422
    assert proposer.desk.door.acts == []


NASTY = (
    "",
    "   ",
    "x" * 5000,
    "\x00",
    "\x1b[0m",
    "\u202egnp.exe",
    "\ud83d\ude00",
    "O'Brien-Łukasz",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "%0d%0aBcc: x",
    "=HYPERLINK(1)",
    "2/31/2027",
    "0000-00-00",
    "9999-12-31",
    "-1",
    "1e309",
    "\u0663",
    "[[[[",
    json.dumps([{"item": 1}]),
    "../../etc/passwd",
)


@pytest.mark.parametrize("text", NASTY)
def test_bad_input_in_every_field_is_shown_as_text_and_breaks_nothing(
    proposer: Proposer, text: str
) -> None:
    for section in proposer.sections:
        keys = [item.id for item in section.fields] + [f"{item.id}.1.x" for item in section.fields]
        keys += ["week.monday.place", "week2.monday.starts", "more", "without"]
        answer = post(
            proposer.client,
            f"{proposer.path}/{section.id}",
            **dict.fromkeys(keys, text.encode("utf-8", "replace").decode()),
        )
        assert answer.status_code in {303, 422}, section.id
        for page in (section.id, "check", ""):
            shown = proposer.client.get(f"{proposer.path}/{page}".rstrip("/"))
            assert shown.status_code == 200
            assert "<script>alert" not in shown.text
            assert ">49<" not in shown.text
    assert proposer.desk.door.acts == []
