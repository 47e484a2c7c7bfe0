"""The list of bad input, in every field of every program: always an answer, never a crash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.coding import proposal_from_json, proposal_to_json
from policy.form import Before, FieldKind, FormField
from policy.forms.answers import OF_THE_PROPOSAL, asked, field_problems, read_fields
from policy.forms.checking import problems, read_proposal
from policy.forms.items import row_key
from policy.forms.needs import is_demanded
from policy.forms.schedule import CELLS, WEEK_KEYS
from policy.program import Program
from policy.week import WEEKDAYS
from tests.policy.samples import CONNECTICUT, EVERY, HOURS, ON_FILE, SHIPPED, TODAY, filled

BAD = (
    " \t\n", "x" * 1_000_000, "a\x00b", "\ud800", "\u202eevil", "e" + "\u0301" * 1000, "\x1b[31m",
    "one\r\nBcc: two@example.test",
)  # fmt: skip
STRANGE = (
    "O'Brien-Łukasz", "x", "Null", "👩🏽‍🌾", "<script>alert(1)</script>", "{{7*7}}", "${jndi}",
    "=HYPERLINK(1)", "2/31/2027", "0000-00-00", "1/1/9999", "1/1/27", "31/12/2026", "-1", "1e309",
    "٣", "../../x", "' OR 1=1 --", "y" * 200,
)  # fmt: skip
KEYS = tuple(
    f"{week}.{weekday}.{cell}" for week in WEEK_KEYS for weekday in WEEKDAYS for cell in CELLS
)


def faulty(program: Program, form: dict[str, str]) -> set[str]:
    """The fields refused; a proposal without a problem also survives being kept."""
    proposal, unread = read_proposal(program, form)
    if proposal is None:
        assert unread
        return {problem.field for problem in unread}
    found = problems(program, proposal, TODAY, ON_FILE)
    if not found:
        assert proposal_from_json(proposal_to_json(proposal)) == proposal
    assert all(problem.message.endswith(".") for problem in found)
    return {problem.field for problem in found}


def refused(program: Program, item: FormField, form: dict[str, str]) -> bool:
    """Whether one field refuses what was sent, whosever field it is, on the day signing opens."""
    read = read_fields((item,), form)
    found = list(field_problems(program, (item,), read, TODAY))
    assert all(problem.message.endswith(".") for problem in found)
    return bool(found)


def fields(program: Program) -> list[FormField]:
    """The fields of every role, but for the week, which has tests of its own."""
    return [item for item in program.fields if item.kind is not FieldKind.WEEK]


@pytest.mark.parametrize("program", EVERY, ids=lambda program: program.name)
@pytest.mark.parametrize("typed", BAD, ids=lambda typed: ascii(typed[:12]))
def test_harmful_text_is_refused_in_every_field(program: Program, typed: str) -> None:
    for item in fields(program):
        lines = item.kind is FieldKind.PARAGRAPH and typed.startswith("one")
        blank = not typed.strip() and not is_demanded(item, {})
        expected = not lines and not blank
        assert refused(program, item, {item.id: typed}) is expected, item.id


@pytest.mark.parametrize("program", EVERY, ids=lambda program: program.name)
@pytest.mark.parametrize("typed", STRANGE)
def test_strange_text_is_kept_as_text_and_refused_as_anything_else(
    program: Program, typed: str
) -> None:
    for item in fields(program):
        expected = item.kind not in {FieldKind.TEXT, FieldKind.PARAGRAPH}
        assert refused(program, item, {item.id: typed}) is expected, item.id


@pytest.mark.parametrize("program", EVERY, ids=lambda program: program.name)
@pytest.mark.parametrize("typed", [*BAD[1:], *STRANGE], ids=lambda typed: ascii(typed[:12]))
def test_every_cell_of_a_list_is_judged_as_a_field_is(program: Program, typed: str) -> None:
    for item in fields(program):
        for column in item.columns:
            lines = column.kind is FieldKind.PARAGRAPH and typed.startswith("one")
            text = column.kind in {FieldKind.TEXT, FieldKind.PARAGRAPH}
            form = {**row(item), row_key(item, 1, column): typed}
            expected = not lines and not (text and typed in STRANGE)
            assert refused(program, item, form) is expected, (item.id, column.id)


@pytest.mark.parametrize("program", SHIPPED, ids=lambda program: program.name)
@pytest.mark.parametrize("typed", BAD, ids=lambda typed: ascii(typed[:12]))
def test_harmful_text_keeps_a_proposal_from_being_submitted(program: Program, typed: str) -> None:
    form = filled(program)
    for item in fields(program):
        theirs = item in asked(program) or item.id in OF_THE_PROPOSAL
        now = item.required and item.before is Before.SUBMISSION
        lines = item.kind is FieldKind.PARAGRAPH and typed.startswith("one")
        if theirs and now and not lines:
            assert item.id in faulty(program, {**form, item.id: typed}), item.id


@pytest.mark.parametrize("place", ["telecommuting", "part_day"])
@pytest.mark.parametrize("typed", ["x" * 1000, "\x00", "\ud800", "25:99", "-8:00", "\u202e8:00"])
def test_a_bad_cell_of_the_week_is_refused_in_its_own_row(typed: str, place: str) -> None:
    form = filled(CONNECTICUT) | {f"week.monday.{name}": value for name, value in HOURS.items()}
    form |= {"week.monday.place": place, "week.monday.field_work_ends": "11:00"}
    for cell in CELLS:
        text = cell == "breaks" and typed in {"25:99", "-8:00"}
        unread = cell == "field_work_ends" and place != "part_day"
        names = faulty(CONNECTICUT, {**form, f"week.monday.{cell}": typed})
        assert text or unread or f"week.monday.{cell}" in names, cell


def row(item: FormField) -> dict[str, str]:
    """One row that passes."""
    values = {
        FieldKind.DATE: "6/30/2026",
        FieldKind.TIME: "8:00",
        FieldKind.NUMBER: "2",
        FieldKind.YES_NO: "yes",
        FieldKind.STATEMENT: "yes",
        FieldKind.UPLOAD: f"{'0' * 64} letter.pdf",
    }
    return {row_key(item, 1, column): values.get(column.kind, "one") for column in item.columns}


def test_a_row_without_fault_passes() -> None:
    for program in EVERY:
        lists = [item for item in fields(program) if item.columns]
        assert not any(refused(program, item, row(item)) for item in lists)


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from([*KEYS, *(item.id for item in CONNECTICUT.fields), "status", "signer_id"]),
        st.text(),
    )
)
def test_no_form_at_all_breaks_the_reading(form: dict[str, str]) -> None:
    assert faulty(CONNECTICUT, {**filled(CONNECTICUT), **form}) is not None
