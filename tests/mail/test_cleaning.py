"""Text from people becomes safe words, and otherwise stays what it was."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail.cleaning import lines, one_line


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Mara  Lindqvist ", "Mara Lindqvist"),
        ("Mara\r\nBcc: eve@example.org", "Mara Bcc: eve@example.org"),
        ("Mara\u2028Eve\u2029\x85\x0b\x00", "Mara Eve"),
        ("gov\u202egpj.exe\u2066", "govgpj.exe"),
        ("\ud800Mara\udfff", "Mara"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("\u0645\u0631\u064a\u0645", "\u0645\u0631\u064a\u0645"),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
        ("{{7*7}} <b>&amp;", "{{7*7}} <b>&amp;"),
    ],
)
def test_only_what_could_do_harm_is_taken_away(given: str, kept: str) -> None:
    assert one_line(given) == kept


def test_a_paragraph_keeps_the_breaks_its_writer_made() -> None:
    assert lines("First.\r\n\r\n  Second.\x00\nThird.") == ["First.", "Second.", "Third."]


@given(st.text())
def test_whatever_comes_becomes_one_printable_line_and_stays_so(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not {unicodedata.category(letter) for letter in line} & {"Cc", "Cs", "Zl", "Zp"}
    assert one_line(line) == line
