"""Whose name it is that a signer typed: keyboards, telephones and exports write one name apart."""

import pytest

from api.forms.signing import misnamed

STATED = "Siobhán O'Neill-Bąk"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Siobhán O\u2019Neill-Bąk", STATED),
        ("siobhan oneill bak", STATED),
        ("Siobhán O'Neill\u2013Bąk", STATED),
        ("Siobhán O'Neill-Bąk", "Siobhán O\u2019Neill\u2011Bąk"),
        ("Ann Lee", "Ann\u200b L\u00adee\u200f"),
        ("Kit Vance Jr", "Kit  Vance, Jr."),
        ("Lukasz Sorensen", "Łukasz Sørensen"),
        ("李小龍", "李小龍"),
    ],
    ids=[
        "an apostrophe as telephones type it",
        "letters alone",
        "a longer dash",
        "an export with marks of its own",
        "an export with marks that nobody sees",
        "without its comma and full stop",
        "letters that the keyboard lacks",
        "letters of another script",
    ],
)
def test_a_name_is_the_same_however_its_keyboard_writes_it(typed: str, name: str) -> None:
    assert misnamed(typed, name) == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Siobhán O'Neill", STATED), ("S. O'Neill-Bąk", STATED), ("-", STATED), ("-", "\u2026")],
    ids=["part of it", "an initial", "no letters", "a name without letters"],
)
def test_another_name_is_not_taken_for_it(typed: str, name: str) -> None:
    (problem,) = misnamed(typed, name)
    assert problem.field == "name"
    assert name in problem.message
