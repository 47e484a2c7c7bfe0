"""The conversation with ClamAV: what is found, what is clean, and when there is no verdict."""

import pytest

from documents.uploads.scanning import ClamAV, NoVerdict, ScannerUnavailable, scanner_at
from tests.documents.uploads.clamd import a_clamd
from tests.documents.uploads.samples import EICAR
from tests.ports import free_ports


def test_what_a_scanner_must_find_is_found_and_named() -> None:
    with a_clamd() as port:
        assert ClamAV("127.0.0.1", port).scan(b"before" + EICAR) == "Eicar-Test-Signature"


def test_a_file_of_any_length_is_clean() -> None:
    with a_clamd() as port:
        for length in (0, 1, 1 << 16, 3_000_000):
            assert ClamAV("127.0.0.1", port).scan(bytes(length)) == ""


@pytest.mark.parametrize(
    "answer",
    [b"\0", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK but\0", b"stream: OK", b"OK\0"],
)
def test_an_answer_that_is_not_understood_is_no_verdict(answer: bytes) -> None:
    with a_clamd(says=answer) as port, pytest.raises(NoVerdict):
        ClamAV("127.0.0.1", port).scan(b"a file")


def test_a_scanner_that_is_away_gives_no_verdict() -> None:
    with pytest.raises(ScannerUnavailable):
        ClamAV("127.0.0.1", free_ports(1)[0], patience=1).scan(b"a file")


def test_without_a_host_there_is_no_scanner() -> None:
    assert scanner_at("", 3310) is None
    assert scanner_at("clamav", 3310) == ClamAV("clamav", 3310)
