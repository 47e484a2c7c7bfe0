"""Words that become a sentence."""

import pytest

from policy.signing import Ruling
from policy.wording import stated


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
