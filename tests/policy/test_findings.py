"""The gates of the review: what is open, met, outstanding or in the way of an approval."""

from dataclasses import replace

import pytest

from policy.analysis import Finding
from policy.findings import (
    block_problems,
    blocks,
    first_to_ask,
    is_due,
    may_clear,
    open_questions,
    outstanding,
)
from policy.plan import Asked
from tests.policy.gates import (
    GOOD,
    PROGRAM,
    QUESTIONS,
    found,
    opened,
    words,
)


@pytest.mark.requirement("CT-023", "CT-031", "CT-039")
def test_each_analysis_opens_once_the_ones_before_it_are_met() -> None:
    assert opened("supervisor", {}) == ["duties", "fit", "alone"]
    position = found(duties="Audits.", fit="yes", alone="no")
    assert opened("supervisor", position) == ["duties", "fit", "alone", "shown", "attested"]
    assert opened("manager", position) == []
    employee = position | found(shown="yes", attested="yes")
    assert opened("supervisor", employee)[5:] == ["efficient", "equipment"]
    assert opened("manager", employee) == ["impairs"]


@pytest.mark.requirement("CT-024")
def test_a_position_that_is_not_fit_keeps_everything_after_it_closed() -> None:
    assert opened("supervisor", found(**GOOD | {"fit": "no"})) == ["duties", "fit", "alone"]
    assert blocks(QUESTIONS, found(**GOOD | {"fit": "no"}), (), {}) == ("fit",)


@pytest.mark.requirement("CT-032")
def test_qualities_that_are_not_shown_block() -> None:
    assert blocks(QUESTIONS, found(**GOOD | {"shown": "no"}), (), {}) == ("shown",)
    assert opened("manager", found(**GOOD | {"shown": "no"})) == []


def test_one_act_may_answer_several_analyses_each_open_by_the_one_before() -> None:
    act = found(**{name: given for name, given in GOOD.items() if name != "impairs"})
    assert set(act) <= set(opened("supervisor", act))
    blocked = act | found(fit="no")
    assert not set(blocked) <= set(opened("supervisor", blocked))


@pytest.mark.requirement("CT-040", "CT-055")
@pytest.mark.parametrize(("question", "wrong"), [("efficient", "no"), ("impairs", "yes")])
def test_blank_and_the_wrong_answer_are_both_named(question: str, wrong: str) -> None:
    findings = found(**GOOD)
    del findings[question]
    (blank,) = words(findings)
    assert "has not been answered" in blank
    assert blocks(QUESTIONS, findings, (), {}) == ()
    assert [asked.id for asked in outstanding(QUESTIONS, findings, ())] == [question]
    (refused,) = words(findings | found(**{question: wrong}))
    assert f"the answer is {wrong}" in refused
    assert "General Letter 32, III.C" in refused
    assert blocks(QUESTIONS, found(**GOOD | {question: wrong}), (), {}) == (question,)


@pytest.mark.requirement("CT-040")
def test_a_block_is_told_in_the_words_of_the_program_with_its_section() -> None:
    assert words(found(**GOOD | {"efficient": "no"})) == [
        "“Is the work more efficient?” must be yes; the answer is no (General Letter 32, III.C.1)."
    ]


@pytest.mark.requirement("CT-018", "CT-010", "CT-066")
def test_where_everything_is_met_nothing_is_in_the_way_and_nothing_is_approved() -> None:
    findings = found(**GOOD)
    assert blocks(QUESTIONS, findings, (), {}) == ()
    assert outstanding(QUESTIONS, findings, ()) == ()
    assert words(findings) == []
    assert "outcome" not in {*findings, *(asked.id for asked in QUESTIONS)}


@pytest.mark.requirement("CT-010")
def test_problems_come_in_the_order_a_person_would_settle_them() -> None:
    named = [one.field for one in block_problems(PROGRAM, QUESTIONS, {}, (), {})]
    assert named == [
        "duties",
        "fit",
        "alone",
        "shown",
        "attested",
        "efficient",
        "equipment",
        "impairs",
    ]


@pytest.mark.parametrize("answer", ["yes", "no", "Mostly."])
def test_a_question_that_only_advises_never_blocks(answer: str) -> None:
    findings = found(**GOOD | {"alone": answer, "duties": answer})
    assert words(findings) == []


@pytest.mark.requirement("CT-025")
def test_a_text_needs_some_text() -> None:
    assert [asked.id for asked in outstanding(QUESTIONS, found(**GOOD | {"duties": " "}), ())] == [
        "duties"
    ]
    assert opened("supervisor", found(**GOOD | {"duties": ""})) == ["duties", "fit", "alone"]


@pytest.mark.requirement("CT-026")
def test_a_statement_counts_once_it_is_ticked() -> None:
    assert blocks(QUESTIONS, found(**GOOD | {"attested": "no"}), (), {}) == ("attested",)
    findings = found(**GOOD | {"attested": ""})
    assert [asked.id for asked in outstanding(QUESTIONS, findings, ())] == ["attested"]


def test_a_change_may_clear_only_what_it_can_close_or_excuse() -> None:
    claimed = {"equipment": Finding("equipment", "no", way_out="web_only")}
    findings = found(**GOOD | {"fit": "no"}) | claimed
    assert may_clear(QUESTIONS, findings, ["equipment"])
    assert not may_clear(QUESTIONS, findings, ["fit"])
    assert not may_clear(QUESTIONS, findings, ["fit", "equipment"])
    conditional = [replace(asked, when="agency_it=yes") for asked in QUESTIONS]
    assert may_clear(conditional, findings, ["fit", "equipment"])


def test_a_reviewer_is_due_while_an_open_question_of_theirs_has_no_answer() -> None:
    def due(role: str, findings: dict[str, Finding]) -> bool:
        return is_due(role, QUESTIONS, findings, (), {})

    only_theirs = found(**{name: given for name, given in GOOD.items() if name != "impairs"})
    assert (due("supervisor", {}), due("manager", {})) == (True, False)
    assert (due("supervisor", only_theirs), due("manager", only_theirs)) == (False, True)
    assert not due("manager", found(**GOOD))
    assert due("asked_nothing", found(**GOOD))


def test_others_answer_first_what_is_open_unless_something_blocks() -> None:
    def first(decider: str, findings: dict[str, Finding]) -> tuple[str, ...]:
        return first_to_ask(decider, QUESTIONS, findings, (), {})

    without_manager = {name: given for name, given in GOOD.items() if name != "impairs"}
    assert first("head", {}) == ("supervisor",)
    assert first("head", found(**without_manager)) == ("manager",)
    assert first("manager", found(**without_manager)) == ()
    assert first("head", found(**GOOD)) == ()
    assert first("head", found(**without_manager | {"efficient": "no"})) == ()


@pytest.mark.requirement("CT-047")
def test_facts_that_do_not_say_block_and_wait_for_nobody() -> None:
    silent = {"efficient": Finding("efficient", "", computed=True)}
    findings = found(**GOOD) | silent
    assert blocks(QUESTIONS, findings, (), {}) == ("efficient",)
    assert outstanding(QUESTIONS, findings, ()) == ()
    assert "nothing on file says so" in words(findings)[0]


def test_facts_that_do_not_say_keep_nothing_closed_where_the_question_only_advises() -> None:
    silent = {"alone": Finding("alone", "", computed=True)}
    findings = found(**GOOD) | silent
    assert blocks(QUESTIONS, findings, (), {}) == ()
    assert opened("manager", findings) == ["impairs"]


def test_what_an_accommodation_sets_aside_is_met_and_opens_what_follows() -> None:
    aside = {"fit", "efficient"}
    findings = found(**GOOD | {"fit": "no"})
    del findings["efficient"]
    assert blocks(QUESTIONS, findings, aside, {}) == ()
    assert outstanding(QUESTIONS, findings, aside) == ()
    still = open_questions("manager", QUESTIONS, findings, aside, {})
    assert [asked.id for asked in still] == ["impairs"]
    assert block_problems(PROGRAM, QUESTIONS, findings, aside, {}) == ()


def test_what_is_outstanding_can_be_asked_by_role() -> None:
    assert [asked.id for asked in outstanding(QUESTIONS, {}, (), "manager")] == ["impairs"]
    assert len(outstanding(QUESTIONS, {}, ())) == len(QUESTIONS)


def test_without_questions_nothing_is_open_or_in_the_way() -> None:
    none: tuple[Asked, ...] = ()
    assert open_questions("supervisor", none, {}, (), {}) == ()
    assert blocks(none, {}, (), {}) == ()
