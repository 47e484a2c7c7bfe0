"""Files that wait for the scanner: one that gets no verdict holds up no other."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from activities.scanning import Scanned, Scanning
from documents.store import FolderStore
from documents.uploads.scanning import NoVerdict, ScannerUnavailable
from records import uploads
from records.database import Sessions
from tests import people
from tests.clock import Clock

FIRST, SECOND = b"handed in first", b"handed in second"


class Judge:
    """A scanner that is in trouble when it is asked about the first file; the other is clean."""

    def __init__(self, trouble: type[OSError]) -> None:
        self.trouble = trouble
        self.asked: list[bytes] = []

    def scan(self, content: bytes) -> str:
        """Nothing is in it."""
        self.asked.append(content)
        if content == FIRST:
            raise self.trouble
        return ""


@dataclass
class Desk:
    """Where files come in, and wait."""

    sessions: Sessions
    folder: Path
    clock: Clock
    first: Path = Path()

    def hand_in(self, content: bytes) -> Path:
        """A file that gets no verdict at first; returns where it is kept."""
        digest = FolderStore(self.folder).put(content)
        with self.sessions() as session:
            row = uploads.Upload(
                digest=digest,
                person=people.EMPLOYEE,
                name="proof.pdf",
                media_type="application/pdf",
                size=len(content),
                pages=1,
                at=self.clock.now,
            )
            uploads.add(session, row)
            session.commit()
        self.clock.pass_by(seconds=1)
        return self.folder / digest[:2] / digest

    def asking(self, scanner: Judge) -> Scanning:
        """The one who asks that scanner again."""
        return Scanning(self.sessions, FolderStore(self.folder), scanner, self.clock)


@pytest.fixture
def waiting(sessions: Sessions, tmp_path: Path, clock: Clock) -> Desk:
    """Two files wait, one a second older."""
    desk = Desk(sessions, tmp_path / "documents", clock)
    desk.first = desk.hand_in(FIRST)
    desk.hand_in(SECOND)
    return desk


@pytest.mark.parametrize(("content", "why"), [(None, "DocumentMissing"), (b"", "DocumentDamaged")])
def test_a_file_that_is_lost_or_damaged_holds_up_no_other(
    waiting: Desk, content: bytes | None, why: str
) -> None:
    waiting.first.unlink()
    if content is not None:
        waiting.first.write_bytes(content)
    assert waiting.asking(Judge(ScannerUnavailable)).scan_waiting() == Scanned(1, 0, 1, why)


def test_nor_does_one_that_the_scanner_cannot_judge(waiting: Desk) -> None:
    scanning = waiting.asking(Judge(NoVerdict))
    for _ in range(2):
        assert scanning.scan_waiting() == Scanned(1, 0, 1, "NoVerdict")


def test_a_scanner_that_is_away_is_asked_about_one_file_alone(waiting: Desk) -> None:
    """Each question may take as long as an answer is waited for."""
    scanner = Judge(ScannerUnavailable)
    assert waiting.asking(scanner).scan_waiting() == Scanned(0, 0, 2, "ScannerUnavailable")
    assert scanner.asked == [FIRST]
