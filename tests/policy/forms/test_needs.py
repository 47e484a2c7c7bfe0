"""What is still to be filled in before signing opens, judged on the day it does."""

from datetime import date

import pytest

from policy.forms.needs import missing_needs
from policy.plan import Need

DAY = date(2026, 11, 22)


def missing(need: Need, **answers: str) -> bool:
    return missing_needs([need], answers, DAY) == (need,)


@pytest.mark.requirement("CT-078")
@pytest.mark.parametrize("given", ["", "  "])
def test_what_is_required_and_blank_is_missing(given: str) -> None:
    measures = Need("measures", "supervisor")
    assert missing(measures, measures=given)
    assert missing(measures)
    assert not missing(measures, measures="Ten audits a month.")


@pytest.mark.requirement("CT-123")
def test_proof_is_needed_only_where_somebody_is_to_be_cared_for() -> None:
    proof = Need("proof", "employee", required=False, required_when="dependents=yes")
    assert missing(proof, dependents="yes")
    assert not missing(proof, dependents="no")
    assert not missing(proof, dependents="yes", proof="f" * 64 + " day care.pdf")


def test_a_condition_may_name_several_answers() -> None:
    need = Need("permit", "manager", required=False, required_when="type=Alternate|Reduced")
    assert [missing(need, type=given) for given in ("Standard", "Alternate", "Reduced")] == [
        False,
        True,
        True,
    ]


@pytest.mark.requirement("CT-113")
def test_an_answer_that_must_be_another_is_missing() -> None:
    desk = Need("desk", "employee", must="yes")
    assert missing(desk, desk="no")
    assert not missing(desk, desk="yes")
    optional = Need("desk", "employee", required=False, must="yes")
    assert missing(optional)


def test_an_answer_that_must_be_is_not_asked_where_its_condition_fails() -> None:
    need = Need("lock", "employee", required=False, required_when="files=yes", must="yes")
    assert not missing(need, files="no")
    assert missing(need, files="yes", lock="no")


@pytest.mark.parametrize(
    ("given", "lapsed"),
    [("2026-11-21", True), ("2026-11-22", False), ("2027-11-22", False), ("soon", True)],
)
def test_a_certificate_is_current_on_the_day_signing_opens(given: str, lapsed: bool) -> None:
    need = Need("expires_on", "employee", current=True)
    assert missing(need, expires_on=given) is lapsed


def test_what_is_missing_comes_in_the_order_of_the_form() -> None:
    needs = [Need("b", "employee"), Need("a", "supervisor"), Need("c", "employee")]
    assert [need.field for need in missing_needs(needs, {"a": "x"}, DAY)] == ["b", "c"]
