"""An exception makes another answer do, where it fits and has what it needs."""

import pytest

from policy.analysis import Finding
from policy.findings import (
    block_problems,
    is_met,
)
from policy.plan import asked_now
from tests.policy.gates import ALL, GOOD, PROGRAM, found, words


def equipped(answer: str, way_out: str, answers: dict[str, str], **when: str) -> bool:
    questions = {asked.id: asked for asked in asked_now(ALL, when)}
    finding = Finding("equipment", answer, way_out=way_out)
    return is_met(questions["equipment"], finding, answers, ())


@pytest.mark.requirement("CT-049", "CT-050")
def test_an_exception_makes_a_no_do() -> None:
    assert equipped("yes", "", {})
    assert not equipped("no", "", {})
    assert equipped("no", "none_needed", {})
    assert not equipped("no", "borrowed", {})
    assert not equipped("", "none_needed", {})


@pytest.mark.requirement("CT-051")
def test_the_web_application_has_to_be_named() -> None:
    assert not equipped("no", "web_only", {"web_application": " "})
    assert equipped("no", "web_only", {"web_application": "CORE-CT"})


@pytest.mark.requirement("CT-052")
def test_an_exception_can_be_chosen_only_with_its_authorization_and_where_it_applies() -> None:
    attached = {"it_authorization": "0" * 64 + " letter.pdf"}
    assert not equipped("no", "authorized", {}, agency_it="yes")
    assert equipped("no", "authorized", attached, agency_it="yes")
    assert not equipped("no", "authorized", attached, agency_it="no")


@pytest.mark.requirement("CT-051")
def test_what_an_exception_still_needs_is_named_by_its_label() -> None:
    findings = found(**GOOD) | {"equipment": Finding("equipment", "no", way_out="web_only")}
    (text,) = words(findings)
    assert "the exception chosen still needs: Which secure web application, such as CORE-CT" in text


@pytest.mark.requirement("CT-052")
def test_an_exception_that_does_not_fit_the_proposal_is_called_so() -> None:
    findings = found(**GOOD) | {"equipment": Finding("equipment", "no", way_out="authorized")}
    elsewhere = asked_now(ALL, {"agency_it": "no"})
    (problem,) = block_problems(PROGRAM, elsewhere, findings, (), {})
    assert "is no; the exception chosen does not fit the proposal" in problem.text
