"""Whose fields they are, how answers are read, and what is wrong with them at which moment."""

from dataclasses import replace
from datetime import date

import pytest

from policy.form import Before, FieldKind, FormField, Section
from policy.forms.answers import asked, asked_of, field_problems, read_fields, unasked
from policy.forms.checking import problems, read_proposal
from policy.forms.kinds import uploaded
from policy.program import Program
from tests.policy.samples import CONNECTICUT, ON_FILE, TODAY, filled

FILE = f"{'a' * 64} day care.pdf"


FIELDS = (
    FormField("reason", "Reason", FieldKind.PARAGRAPH),
    FormField("cares", "Care", FieldKind.YES_NO),
    FormField("proof", "Proof", FieldKind.UPLOAD, required=False, required_when="cares=yes"),
    FormField("desk", "Desk", FieldKind.YES_NO, citation="IV.F", before=Before.SIGNING, must="yes"),
    FormField(
        "insured_until", "Insured until", FieldKind.DATE, before=Before.SIGNING, current=True
    ),
    FormField(
        "measures", "Measures", FieldKind.PARAGRAPH, role="supervisor", before=Before.SIGNING
    ),
    FormField("at", "At", FieldKind.TIME, role="supervisor"),
)
PROGRAM = replace(CONNECTICUT, sections=(*CONNECTICUT.sections, Section("more", "More", FIELDS)))
GOOD = {
    "reason": "Quiet.",
    "cares": "no",
    "desk": "yes",
    "insured_until": "2026-11-02",
    "measures": "Ten a month.",
    "at": "09:00",
}


def wrong(answers: dict[str, str], on: date | None = None) -> list[str]:
    return [problem.field for problem in field_problems(PROGRAM, FIELDS, answers, on)]


def names(program: Program, role: str, before: Before | None = None) -> list[str]:
    more = {item.id for item in FIELDS}
    return [item.id for item in asked_of(program, role, "employee", before) if item.id in more]


def test_each_role_is_asked_its_own_fields_alone() -> None:
    mine = ["reason", "cares", "proof", "desk", "insured_until"]
    assert names(PROGRAM, "employee") == mine
    assert names(PROGRAM, "supervisor") == ["measures", "at"]
    assert names(PROGRAM, "manager") == []
    assert not {"measures", "at"} & {item.id for item in asked(PROGRAM)}


def test_fields_can_be_asked_by_their_moment() -> None:
    assert names(PROGRAM, "employee", Before.SIGNING) == ["desk", "insured_until"]
    assert names(PROGRAM, "supervisor", Before.SUBMISSION) == ["at"]


def test_what_a_role_is_not_asked_is_not_read() -> None:
    sent = {"measures": "Mine to say.", "reason": " Quiet. ", "status": "approved"}
    assert read_fields(asked_of(PROGRAM, "employee", "employee"), sent) == {"reason": "Quiet."}


def test_an_employee_cannot_fill_in_what_is_the_supervisors() -> None:
    sent = filled(PROGRAM) | {"measures": "Mine to say."}
    proposal, _ = read_proposal(PROGRAM, sent)
    assert proposal is not None
    assert "measures" not in proposal.answers


def test_what_others_filled_in_stays_when_the_proposal_is_changed() -> None:
    kept = {"measures": "Ten a month.", "bargaining_unit": "Old."}
    changed = {"measures": "None.", "bargaining_unit": ""}
    proposal, _ = read_proposal(PROGRAM, filled(PROGRAM) | changed, kept)
    assert proposal is not None
    assert proposal.answers["measures"] == "Ten a month."
    assert "bargaining_unit" not in proposal.answers
    assert problems(PROGRAM, proposal, TODAY, ON_FILE) == ()


def test_what_others_filled_in_is_judged_too() -> None:
    proposal, _ = read_proposal(PROGRAM, filled(PROGRAM), {"at": "noonish"})
    assert proposal is not None
    assert [problem.field for problem in problems(PROGRAM, proposal, TODAY, ON_FILE)] == ["at"]


def test_dates_and_times_are_kept_in_one_form() -> None:
    sent = {"at": "4:30 pm", "insured_until": "June 30, 2027"}
    assert read_fields(FIELDS, sent) == {"at": "16:30", "insured_until": "2027-06-30"}
    assert read_fields(FIELDS, {"at": "noonish"}) == {"at": "noonish"}


def test_nothing_is_wrong_with_good_answers_at_either_moment() -> None:
    assert wrong(GOOD) == []
    assert wrong(GOOD, TODAY) == []


@pytest.mark.requirement("CT-113", "CT-170")
def test_what_is_needed_before_signing_may_wait_until_then() -> None:
    early = {"reason": "Quiet.", "cares": "no", "at": "09:00"}
    assert wrong(early) == []
    assert wrong(early, TODAY) == ["desk", "insured_until", "measures"]


@pytest.mark.requirement("CT-113")
def test_an_answer_that_must_be_yes_is_judged_before_signing_alone() -> None:
    assert wrong(GOOD | {"desk": "no"}) == []
    (problem,) = field_problems(PROGRAM, FIELDS, GOOD | {"desk": "no"}, TODAY)
    assert problem.text == "“Desk” must be yes (General Letter 32, IV.F)."


def test_a_certificate_that_has_lapsed_is_told_with_the_day() -> None:
    lapsed = GOOD | {"insured_until": "2026-11-01"}
    assert wrong(lapsed) == []
    (problem,) = field_problems(PROGRAM, FIELDS, lapsed, TODAY)
    assert problem.message == "“Insured until” has passed: it must be November 2, 2026 or later."


@pytest.mark.requirement("CT-123")
def test_proof_is_asked_for_where_somebody_is_to_be_cared_for() -> None:
    declared = GOOD | {"cares": "yes"}
    (problem,) = field_problems(PROGRAM, FIELDS, declared)
    assert (problem.field, problem.message) == ("proof", "Choose a file for “Proof”.")
    assert wrong(declared | {"proof": FILE}) == []


@pytest.mark.parametrize(
    "given",
    ["letter.pdf", "a" * 64, f"{'A' * 64} x.pdf", f"{'a' * 63} x.pdf", f"{'a' * 64} ../x.pdf",
     f"{'a' * 64} a\\b.pdf", f"{'a' * 64} a\u202eb.pdf", f"{'a' * 64} {'x' * 201}"],
)  # fmt: skip
def test_what_is_no_uploaded_file_is_refused(given: str) -> None:
    assert uploaded(given) is None
    assert wrong(GOOD | {"cares": "yes", "proof": given}) == ["proof"]


def test_an_uploaded_file_is_its_digest_and_its_name() -> None:
    assert uploaded(FILE) == ("a" * 64, "day care.pdf")


def test_an_answer_to_a_question_of_nobody_is_named() -> None:
    found = [problem.field for problem in unasked(PROGRAM, {"reason": "x", "pay": "more"})]
    assert found == ["pay"]


@pytest.mark.requirement("CT-116")
def test_the_location_is_one_address_on_one_line() -> None:
    both = {"location_address": "1 Elm Street, Hartford\n2 Oak Street, New Haven"}
    proposal, _ = read_proposal(CONNECTICUT, filled(CONNECTICUT) | both)
    assert proposal is not None
    (problem,) = problems(CONNECTICUT, proposal, TODAY, ON_FILE)
    assert (problem.field, problem.citation) == (
        "location_address",
        "General Letter 32, IV.F, IV.K",
    )
