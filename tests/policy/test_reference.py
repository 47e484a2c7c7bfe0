"""References that people read aloud and type back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policy.reference import ALPHABET, BITS, TooManyBits, new_reference, normalize

WORDS = st.text(st.sampled_from(ALPHABET), min_size=8, max_size=8)


@given(st.integers(0, 2**BITS - 1))
def test_a_reference_is_its_own_normal_form(bits: int) -> None:
    reference = new_reference(bits)
    assert normalize(reference) == reference
    assert len(reference) == len("TA-7K3M-9QXD")


@given(st.integers(0, 2**BITS - 1), st.integers(0, 2**BITS - 1))
@example(0, 1)
@example(2**BITS - 2, 2**BITS - 1)
def test_different_bits_give_different_references(one: int, other: int) -> None:
    assert (new_reference(one) == new_reference(other)) is (one == other)


@pytest.mark.parametrize("bits", [-1, 2**BITS])
def test_other_than_forty_bits_are_refused(bits: int) -> None:
    with pytest.raises(TooManyBits):
        new_reference(bits)


@pytest.mark.parametrize(
    "typed",
    [
        "TA-7K3M-91XD",
        "ta-7k3m-9lxd",
        " ta 7k3m 9ixd ",
        "7K3M91XD",
        "TA7K3M91XD",
        "TA\u20137K3M\u20139IXD",
    ],
)
def test_what_people_type_is_forgiven(typed: str) -> None:
    assert normalize(typed) == "TA-7K3M-91XD"


def test_the_letter_o_is_read_as_zero() -> None:
    assert normalize("TA-OOOO-OOOO") == "TA-0000-0000"


@pytest.mark.parametrize(
    "typed", ["", "TA", "TA-7K3M-9QX", "TA-7K3M-9QXDD", "XX-7K3M-9QXD", "TA-7K3M-9QXU"]
)
def test_anything_else_is_no_reference(typed: str) -> None:
    assert normalize(typed) is None


@given(WORDS)
@example("TA7K3M9Q")
def test_eight_characters_that_begin_like_the_prefix_are_still_a_reference(word: str) -> None:
    assert normalize(word) == f"TA-{word[:4]}-{word[4:]}"


@given(st.text())
def test_no_text_at_all_breaks_it(typed: str) -> None:
    found = normalize(typed)
    assert found is None or normalize(found) == found
