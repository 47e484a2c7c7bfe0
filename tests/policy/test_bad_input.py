"""The list of bad input, in every field of every program: always an answer, never a crash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.answers import asked
from policy.checking import problems, read_proposal
from policy.coding import proposal_from_json, proposal_to_json
from policy.form import FieldKind
from policy.program import Program
from policy.schedule import CELLS
from policy.week import WEEKDAYS
from tests.policy.samples import CONNECTICUT, SHIPPED, TODAY, filled

BAD = (
    " \t\n", "x" * 1_000_000, "a\x00b", "\ud800", "\u202eevil", "e" + "\u0301" * 1000, "\x1b[31m",
    "one\r\nBcc: two@example.test",
)  # fmt: skip
STRANGE = (
    "O'Brien-Łukasz", "x", "Null", "👩🏽‍🌾", "<script>alert(1)</script>", "{{7*7}}", "${jndi}",
    "=HYPERLINK(1)", "2/31/2027", "0000-00-00", "1/1/9999", "1/1/27", "31/12/2026", "-1", "1e309",
    "٣", "../../x", "' OR 1=1 --", "y" * 200,
)  # fmt: skip
KEYS = tuple(f"week.{weekday}.{cell}" for weekday in WEEKDAYS for cell in CELLS)


def faulty(program: Program, form: dict[str, str]) -> set[str]:
    """The fields refused; a proposal without a problem also survives being kept."""
    proposal, unread = read_proposal(program, form)
    if proposal is None:
        assert unread
        return {problem.field for problem in unread}
    found = problems(program, proposal, TODAY)
    if not found:
        assert proposal_from_json(proposal_to_json(proposal)) == proposal
    assert all(problem.message.endswith(".") for problem in found)
    return {problem.field for problem in found}


@pytest.mark.parametrize("program", SHIPPED, ids=lambda program: program.name)
@pytest.mark.parametrize("typed", BAD, ids=lambda typed: ascii(typed[:12]))
def test_harmful_text_is_refused_in_every_required_field(program: Program, typed: str) -> None:
    form = filled(program)
    for item in (*asked(program), *(one for one in program.fields if one.kind is FieldKind.DATE)):
        multiline = item.kind is FieldKind.PARAGRAPH and typed.startswith("one")
        if item.required and not multiline:
            assert item.id in faulty(program, {**form, item.id: typed}), item.id


@pytest.mark.parametrize("program", SHIPPED, ids=lambda program: program.name)
@pytest.mark.parametrize("typed", STRANGE)
def test_strange_text_is_kept_as_text_and_refused_as_anything_else(
    program: Program, typed: str
) -> None:
    for item in asked(program):
        refused = item.id in faulty(program, {**filled(program), item.id: typed})
        assert refused is (item.kind not in {FieldKind.TEXT, FieldKind.PARAGRAPH}), item.id


@pytest.mark.parametrize("typed", ["x" * 1000, "\x00", "\ud800", "25:99", "-8:00", "\u202e8:00"])
def test_a_bad_cell_of_the_week_is_refused_in_its_own_row(typed: str) -> None:
    for key in KEYS:
        row, _, cell = key.rpartition(".")
        if cell != "breaks" or not typed.isascii() or len(typed) != len("25:99"):
            fields = faulty(CONNECTICUT, {**filled(CONNECTICUT), key: typed})
            assert any(field.startswith(row) for field in fields), key


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from([*KEYS, *(item.id for item in CONNECTICUT.fields), "status", "signer_id"]),
        st.text(),
    )
)
def test_no_form_at_all_breaks_the_reading(form: dict[str, str]) -> None:
    assert faulty(CONNECTICUT, {**filled(CONNECTICUT), **form}) is not None
