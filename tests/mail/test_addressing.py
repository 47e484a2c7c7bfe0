"""Names and addresses in a mail: whatever they hold, they add no header and reach nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail.cleaning import one_line
from mail.composing import UnusableAddress, is_usable
from mail.rendering import RenderedMail
from tests.mail.composed import HEADERS, addressee, letter, parse, simple
from tests.mail.samples import ATTACK

NAMES = [
    "",
    "D",
    "Null",
    "O'Brien-Łukasz",
    'Ann "Quote" \\ Backslash',
    "Smith, John <boss@example.org>",
    "=?utf-8?q?=0D=0ABcc:_eve@example.org?=",
    "日本語の名前",
    "مريم الخوري",
    "Zoë \U0001f600 " + "e" + "\u0301" * 50,
    "W" * 200,
    "Ł" * 200,
    "Ann\r\nBcc: eve@example.org",
    "Ann%0d%0aBcc:eve@example.org",
    ATTACK,
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_a_name(name: str) -> None:
    shown, address = addressee(letter(simple(), name=name))
    assert shown == one_line(name)[:200].rstrip()
    assert address == "dora@agency.example.gov"
    assert set(parse(letter(simple(), name=name)).keys()) == HEADERS


@given(name=st.text(max_size=120), subject=st.text(max_size=200))
def test_no_name_and_no_subject_adds_a_header(name: str, subject: str) -> None:
    back = parse(letter(RenderedMail(subject, "Text.\n", "<p>Text.</p>\n"), name=name))
    assert set(back.keys()) == HEADERS
    assert addressee(letter(simple(), name=name))[1] == "dora@agency.example.gov"


BAD_ADDRESSES = [
    "",
    " ",
    "dora",
    "@example.gov",
    "dora@",
    "dora@example.gov, eve@example.org",
    "dora@example.gov eve@example.org",
    "dora@example.gov\r\nBcc: eve@example.org",
    "dora@example.gov\n",
    "dora\x00@example.gov",
    "dora@example.gov\u2028Bcc: eve@example.org",
    "döra@example.gov",
    "dora@exämple.gov",
    "<dora@example.gov>",
    "Dora <dora@example.gov>",
    "dora@example.gov>",
    "dora@@example.gov",
    "dora@exam ple.gov",
    '"dora eve"@example.gov',
    '"dora"@example.gov',
    "\ud800@example.gov",
]


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_an_address_that_is_none_is_refused_by_name(address: str) -> None:
    assert not is_usable(address)
    with pytest.raises(UnusableAddress, match="not a mail address"):
        letter(simple(), to=address)
