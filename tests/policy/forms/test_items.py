"""Fields that list items: rows of a form, JSON text on record, every column checked."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.form import Column, FieldKind, FormField
from policy.forms.answers import field_problems, read_fields
from policy.forms.items import MOST_ROWS, rows_of
from tests.policy.samples import CONNECTICUT, TODAY

ITEM = FormField(
    "equipment",
    "Equipment",
    FieldKind.ITEMS,
    required=False,
    columns=(
        Column("name", "Item"),
        Column("tag", "Tag", required=False),
        Column("allowed_on", "Authorized on", FieldKind.DATE, not_after="taken_on"),
        Column("taken_on", "Taken on", FieldKind.DATE, required=False),
        Column("value", "Value", FieldKind.NUMBER, required=False),
    ),
)
LAPTOP = {
    "equipment.1.name": " Laptop ",
    "equipment.1.tag": "CT-17",
    "equipment.1.allowed_on": "11/1/2026",
    "equipment.1.taken_on": "2026-11-02",
    "equipment.1.value": "900",
}
KEPT = {
    "name": "Laptop",
    "tag": "CT-17",
    "allowed_on": "2026-11-01",
    "taken_on": "2026-11-02",
    "value": "900",
}


def read(form: dict[str, str]) -> str:
    return read_fields((ITEM,), form).get("equipment", "")


def wrong(form: dict[str, str], item: FormField = ITEM) -> list[tuple[str, str]]:
    answers = read_fields((item,), form)
    found = field_problems(CONNECTICUT, (item,), answers)
    return [(problem.field, problem.message) for problem in found]


@pytest.mark.requirement("CT-127")
def test_rows_are_read_into_a_list_with_dates_in_one_form() -> None:
    assert json.loads(read(LAPTOP)) == [KEPT]
    assert wrong(LAPTOP) == []


def test_blank_rows_are_dropped_and_the_others_counted_anew() -> None:
    third = {key.replace(".1.", ".3."): value for key, value in LAPTOP.items()}
    blank = dict.fromkeys(LAPTOP, " ")
    second = {"equipment.2.tag": ""}
    assert json.loads(read({**third, **blank, **second})) == [KEPT]
    assert wrong({**blank, **third, "equipment.3.name": ""}) == [
        ("equipment.1.name", "Fill in “Item”.")
    ]


def test_rows_keep_the_order_of_their_numbers() -> None:
    rows = {f"equipment.{number}.name": str(number) for number in (10, 9, 2)}
    assert [row["name"] for row in rows_of(read(rows)) or ()] == ["2", "9", "10"]


@pytest.mark.requirement("CT-130")
@pytest.mark.parametrize(("typed", "fits"), [("11/2/2026", True), ("11/3/2026", False)])
def test_nothing_is_authorized_on_a_day_to_come(typed: str, fits: bool) -> None:
    allowed = replace(ITEM.columns[2], not_after="", happened=True)
    item = replace(ITEM, columns=(*ITEM.columns[:2], allowed, *ITEM.columns[3:]))
    form = LAPTOP | {"equipment.1.allowed_on": typed, "equipment.1.taken_on": "6/1/2031"}
    message = "“Authorized on” must be November 2, 2026 or earlier."
    found = field_problems(CONNECTICUT, (item,), read_fields((item,), form), TODAY)
    said = [(problem.field, problem.message) for problem in found]
    assert said == ([] if fits else [("equipment.1.allowed_on", message)])
    assert wrong(form, item) == []


def test_nothing_filled_in_is_no_list() -> None:
    required = FormField("equipment", "Equipment", FieldKind.ITEMS, columns=ITEM.columns)
    assert read({}) == read(dict.fromkeys(LAPTOP, "")) == read({"equipment": "[]"}) == ""
    assert wrong({}) == []
    assert wrong({}, required) == [("equipment", "Fill in “Equipment”.")]


def test_rows_take_the_place_of_the_list_from_before() -> None:
    before = {"equipment": json.dumps([KEPT])}
    assert json.loads(read(before)) == [KEPT]
    assert read({**before, **dict.fromkeys(LAPTOP, "")}) == ""


@pytest.mark.requirement("CT-128")
def test_an_item_is_not_taken_before_it_is_authorized() -> None:
    assert wrong(LAPTOP | {"equipment.1.allowed_on": "11/2/2026"}) == []
    assert wrong(LAPTOP | {"equipment.1.allowed_on": "11/3/2026"}) == [
        ("equipment.1.allowed_on", "“Authorized on” must not be after “Taken on”.")
    ]
    assert wrong(LAPTOP | {"equipment.1.allowed_on": "11/3/2026", "equipment.1.taken_on": ""}) == []


@pytest.mark.parametrize(
    ("column", "typed", "message"),
    [
        ("allowed_on", "", "Fill in “Authorized on”."),
        ("allowed_on", "2/31/2026", "February 31, 2026 does not exist"),
        ("value", "-1", "Write a number from 0"),
        ("tag", "x" * 201, "“Tag” is too long"),
        ("tag", "a\nb", "“Tag” must be on one line"),
    ],
)
def test_every_column_is_checked_in_its_row(column: str, typed: str, message: str) -> None:
    ((key, said),) = wrong(LAPTOP | {f"equipment.1.{column}": typed})
    assert key == f"equipment.1.{column}"
    assert said.startswith(message)


def test_fifty_rows_pass_and_one_more_is_refused() -> None:
    rows = {
        f"equipment.{number}.{column}": value
        for number in range(1, MOST_ROWS + 2)
        for column, value in KEPT.items()
    }
    assert wrong(rows) == [("equipment", "“Equipment” takes at most 50 rows.")]
    assert wrong({key: value for key, value in rows.items() if ".51." not in key}) == []


@pytest.mark.parametrize(
    "text",
    ["{}", "[1]", '["a"]', '[{"name": 1}]', '[{"name": null}]', '[{"pay": "more"}]', "[" * 100_000,
     "9" * 10_000, "x" * 1_000_000, "NaN", '[{"name": ["a"]}]', "[{]", '"a"', "null"],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_text_that_is_no_list_of_rows_is_refused(text: str) -> None:
    assert wrong({"equipment": text}) == [("equipment", "Fill in “Equipment” row by row.")]


@pytest.mark.parametrize(
    "key",
    ["equipment.0.name", "equipment.-1.name", "equipment.٣.name", "equipment.99999.name",
     "equipment.1", "equipment.1.pay", "equipment..name", "equipments.1.name",
     "equipment.1.name.more", "equipment. 1.name"],
)  # fmt: skip
def test_a_key_that_names_no_cell_is_ignored(key: str) -> None:
    assert read({key: "x"}) == ""


@settings(max_examples=100)
@given(st.text(), st.text(), st.text())
def test_any_text_in_a_row_is_kept_or_refused(name: str, tag: str, day: str) -> None:
    cells = {"name": name, "tag": tag, "allowed_on": day}
    form = {f"equipment.1.{column}": given for column, given in cells.items()}
    text = read(form)
    assert wrong(form) or not text or read({"equipment": text}) == text
