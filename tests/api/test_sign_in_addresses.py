"""Whatever is typed as a mail address: a letter goes to the address on file, or to nobody."""

import pytest

from policy.notices import Kind
from tests.api.site import Desk, post

STRANGE = {
    "quoted": '"ana@example.test"@evil.test',
    "quoted space": '"ana rivera"@example.test',
    "other letters": "anä@exämple.test",
    "other alphabet": "аna@example.test",  # noqa: RUF001 - a Cyrillic letter
    "punycode": "ana@xn--exmple-cua.test",
    "long": f"{'a' * 307}@example.test",
    "two": "ana@example.test,evil@evil.test",
    "two with a semicolon": "ana@example.test; evil@evil.test",
    "named": "Ana <ana@example.test>",
    "another line": "ana@example.test\r\nBcc: evil@evil.test",
    "a line within": "ana\n@example.test",
    "escaped line": "ana@example.test%0d%0aBcc:evil@evil.test",
    "comment": "ana(comment)@example.test",
    "tagged": "ana+evil@example.test",
    "wildcard": "%@example.test",
    "one letter": "an_@example.test",
    "SQL": "ana@example.test' OR '1'='1",
    "dot at the end": "ana@example.test.",
    "nothing before": "@example.test",
    "nothing after": "ana@",
    "hidden": "a\u200bna@example.test",
    "reordered": "\u202eana@example.test",
    "full width": "ana＠example.test",  # noqa: RUF001 - not the sign that addresses have
    "markup": "<script>alert(1)</script>@example.test",
}
SAME = {
    "a zero": "ana@example.test\x00",
    "its case": "ANA@Example.TEST",
    "spaces": "  ana@example.test \t",
}


@pytest.mark.parametrize("name", STRANGE)
def test_no_strange_address_gets_a_letter(desk: Desk, name: str) -> None:
    answer = post(desk.client, "/sign-in", mail=STRANGE[name])
    assert answer.status_code in {200, 422}
    assert "<script>alert" not in answer.text
    assert desk.mails() == []


@pytest.mark.parametrize("name", SAME)
def test_a_letter_goes_to_the_address_on_file(desk: Desk, name: str) -> None:
    assert post(desk.client, "/sign-in", mail=SAME[name]).status_code == 200
    [letter] = desk.mails()
    assert (letter.kind, letter.address) == (Kind.SIGN_IN, "ana@example.test")
