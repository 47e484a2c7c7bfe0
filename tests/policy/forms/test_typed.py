"""What people type: forgiven where it is clear, refused in plain words where it is not."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.forms.typed import can_be_called, clean, read_date, read_number, read_time, text_fault
from policy.wording import show_date, show_time


@pytest.mark.parametrize(
    "typed",
    ["12/1/2026", "12/01/2026", "2026-12-01", "2026-12-1", "December 1, 2026", "december 1 2026",
     "Dec. 1, 2026", "Dec  1,  2026"],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(typed: str) -> None:
    assert read_date(typed) == date(2026, 12, 1)


@pytest.mark.requirement("CT-115")
@pytest.mark.parametrize(
    "typed",
    ["860-555-0199", "(860) 555-0199", "1 860.555.0199", "8605550199", "860-555-0199 ext. 12",
     "860-555-0199, 860-555-0188", "860-555-0199 860-555-0188", "cell 860/555-0199, mornings",
     "+44 20 7946 0000", "+39 06 69812", "none at home, +1 (860) 555-0199 x4"],
)  # fmt: skip
def test_a_number_that_can_be_called_is_taken_however_it_is_written(typed: str) -> None:
    assert can_be_called(typed)


@pytest.mark.requirement("CT-115")
@pytest.mark.parametrize(
    "typed",
    ["none", "n/a", "-", "same as above", "555-0199", "0000000000", "+", "ext. 12", "2026-11-23",
     "860555", "1" * 30, "12345678901234567890", "\u0668\u0666\u0660-\u0665\u0665\u0665-0199"],
)  # fmt: skip
def test_what_nobody_can_call_is_no_number(typed: str) -> None:
    assert not can_be_called(typed)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2/31/2027", "February 31, 2027 does not exist: February 2027 has 28 days."),
        ("February 30, 2028", "February 30, 2028 does not exist: February 2028 has 29 days."),
        ("4/0/2027", "April 0, 2027 does not exist: April 2027 has 30 days."),
        ("0/5/2026", "There is no month 0. Write month, day and year, like 12/31/2026."),
        ("31/12/2026", "There is no month 31. Write month, day and year, like 12/31/2026."),
        ("12/1/26", "Write the year with four digits, like 12/1/2026."),
        ("0000-01-01", "The year must be between 2000 and 2099."),
        ("1/1/9999", "The year must be between 2000 and 2099."),
        ("tomorrow", "Write the date like 12/1/2026."),
        ("Smarch 1, 2026", "Write the date like 12/1/2026."),
        ("\u0663/\u0661/\u0662\u0660\u0662\u0667", "Write the date like 12/1/2026."),
        ("12/1/2026\x00", "Write the date like 12/1/2026."),
        ("", "Write the date like 12/1/2026."),
    ],
)
def test_what_is_no_date_is_refused_with_what_to_write(typed: str, reason: str) -> None:
    assert read_date(typed) == reason


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_date_we_show_is_a_date_we_read(day: date) -> None:
    assert read_date(show_date(day)) == day
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("8:00", time(8)),
        ("08:00", time(8)),
        ("16:30", time(16, 30)),
        ("4:30 pm", time(16, 30)),
        ("4:30PM", time(16, 30)),
        ("4:30 p.m.", time(16, 30)),
        ("8 am", time(8)),
        ("12:00 am", time(0)),
        ("12 pm", time(12)),
        ("0:15", time(0, 15)),
    ],
)
def test_a_time_is_read_however_it_is_written(typed: str, at: time) -> None:
    assert read_time(typed) == at


@pytest.mark.parametrize(
    "typed", ["24:00", "8:60", "13:00 pm", "0 am", "8", "noon", "\u0668:\u0660\u0660", "8:00:00"]
)
def test_what_is_no_time_is_refused_with_what_to_write(typed: str) -> None:
    assert read_time(typed) == "Write the time like 8:00 am or 16:30."


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_time_we_show_is_a_time_we_read(hour: int, minute: int) -> None:
    assert read_time(show_time(time(hour, minute))) == time(hour, minute)


@pytest.mark.parametrize("typed", ["0", "12", "7.5", "9998.99", "9999"])
def test_a_plain_number_is_read(typed: str) -> None:
    assert str(read_number(typed)) == typed


@pytest.mark.parametrize("typed", ["-1", "1e309", "٣", "1,000", "nan", "10000", "1.234", "0x10"])
def test_what_is_no_plain_number_is_refused(typed: str) -> None:
    assert isinstance(read_number(typed), str)


@pytest.mark.parametrize("typed", ["0", "0.5", "7.5", "8", "9999"])
def test_a_number_outside_its_bounds_is_refused_and_the_bounds_are_named(typed: str) -> None:
    assert read_number(typed, 1, 7) == "Write a number from 1 to 7."


def test_the_bounds_themselves_are_inside() -> None:
    assert [read_number(typed, 1, 7) for typed in ("1", "7", "2.5")] == [1, 7, Decimal("2.5")]


def test_text_is_composed_and_its_invisible_edges_are_cut() -> None:
    assert clean("  Jose\u0301\u200b \ufeff") == "José"
    assert clean("one\r\ntwo\u2028three\tfour") == "one\ntwo\nthree four"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)


@pytest.mark.parametrize(
    "text",
    [
        "O'Brien-Łukasz", "x", "Null", "\u0627" * 200,
        "👩🏽‍🌾 gärtnert", "<script>alert(1)</script>",
        "{{7*7}}", "${jndi:ldap://x}", "%0d%0aBcc: x@example.test", '=HYPERLINK("http://x")',
        "../../etc/passwd", "' OR 1=1 --", "Z" * 200,
    ],
)  # fmt: skip
def test_strange_but_honest_text_is_kept(text: str) -> None:
    assert text_fault(clean(text), lines=False, longest=200) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * 201, "too long"),
        ("x" * 1_000_000, "too long"),
        ("a\nBcc: b@example.test", "one line"),
        ("a\r\nb", "one line"),
        ("a\x00b", "cannot be printed"),
        ("a\x1bb", "cannot be printed"),
        ("a\x7fb", "cannot be printed"),
        ("a\ud800b", "cannot be printed"),
        ("a\uffffb", "cannot be printed"),
        ("\u202efdp.exe", "turns text around"),
        ("\u2066x", "turns text around"),
        ("e" + "\u0301" * 100, "too many accents"),
    ],
)
def test_text_that_would_harm_a_page_mail_or_paper_is_refused(text: str, reason: str) -> None:
    assert reason in text_fault(clean(text), lines=False, longest=200)


def test_a_paragraph_may_have_lines_but_no_control_characters() -> None:
    assert text_fault("one\ntwo", lines=True, longest=4000) == ""
    assert "cannot be printed" in text_fault("one\x07two", lines=True, longest=4000)
    assert "4,000" in text_fault("x" * 4001, lines=True, longest=4000)
