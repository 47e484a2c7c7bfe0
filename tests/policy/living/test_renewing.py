"""An arrangement is continued by a proposal of its own that starts where it ends (GL32 IV.E)."""

from dataclasses import replace
from datetime import date

import pytest

from policy.deadlines import A_DAY
from policy.form import Before, FieldKind
from policy.forms.checking import to_form
from policy.living.renewing import continuation_problems, prefilled_renewal, renewal_opens
from policy.program import TermRule
from tests.policy.forms.checked import sample
from tests.policy.samples import CONNECTICUT

LAST_DAY = date(2027, 8, 31)
BEFORE = sample()
FIELDS = {item.id: item for item in CONNECTICUT.fields}


def test_continuing_is_offered_from_the_first_announcement_of_the_end_on() -> None:
    assert renewal_opens(TermRule(9, "", (7, 60, 30)), LAST_DAY) == date(2027, 7, 2)
    assert renewal_opens(TermRule(9, "", ()), LAST_DAY) == date(2027, 7, 2)


@pytest.mark.requirement("CT-108")
def test_it_starts_on_the_day_after_and_names_what_it_continues() -> None:
    form = prefilled_renewal(CONNECTICUT, BEFORE, "TA-1", LAST_DAY)
    assert "ends_on" not in form
    assert (form["starts_on"], form["prior_reference"]) == ("9/1/2027", "TA-1")
    assert form["request_type"] == "Continuation"


def test_answers_and_the_week_are_taken_over_and_what_is_stated_or_attached_is_given_anew() -> None:
    form, before = prefilled_renewal(CONNECTICUT, BEFORE, "TA-1", LAST_DAY), to_form(BEFORE)
    gone = {FIELDS[name] for name in before.keys() - form.keys() if name in FIELDS}
    assert {item.kind for item in gone} >= {FieldKind.STATEMENT, FieldKind.UPLOAD}
    assert {item.id for item in gone if item.before is Before.SIGNING} >= {"insurance_holder"}
    assert {"name", "job_title"} <= {item.id for item in gone}
    assert not any(FIELDS[name].kind is FieldKind.STATEMENT for name in form if name in FIELDS)
    for name in ("duties_away", "schedule_type", "week.tuesday.place"):
        assert form[name] == before[name]


@pytest.mark.requirement("CT-108")
@pytest.mark.parametrize(
    ("later", "reason"), [(0, "overlaps with"), (1, ""), (2, "leaves a gap after")]
)
def test_it_leaves_neither_a_gap_nor_an_overlap(later: int, reason: str) -> None:
    proposal = replace(BEFORE, starts_on=LAST_DAY + later * A_DAY)
    told = [(one.field, one.text) for one in continuation_problems(CONNECTICUT, proposal, LAST_DAY)]
    assert bool(told) is bool(reason)
    for field, text in told:
        assert field == "starts_on"
        assert f"must be September 1, 2027: any other day {reason}" in text


def test_what_has_no_last_day_cannot_be_continued() -> None:
    (problem,) = continuation_problems(CONNECTICUT, BEFORE, None)
    assert problem.field == "prior_reference"
