"""Small words of pages and answers."""

import pytest

from api.views.words import stated
from policy.signing import Ruling


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (Ruling.NOT_THEIRS, "This line belongs to someone else."),
        ("A denial needs its reason.", "A denial needs its reason."),
        ("is it over?", "Is it over?"),
    ],
)
def test_a_ruling_is_told_as_a_sentence(why: str, told: str) -> None:
    assert stated(why) == told
