"""Asks the virus scanner again about files it gave no verdict on: until then nobody opens them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from temporalio import activity

from activities.tending import tend
from documents.store import DocumentDamaged, DocumentMissing, Store
from documents.uploads.scanning import NoVerdict, Scanner, ScannerUnavailable
from records import uploads
from records.database import Sessions
from records.uploads import Upload

PAUSE = timedelta(seconds=10)
ALARM_EVERY = timedelta(minutes=10)

logger = structlog.get_logger()


@dataclass(frozen=True)
class Scanned:
    """What the scanner has said, shown to operators as the activity's heartbeat."""

    clean: int = 0
    harmful: int = 0
    waiting: int = 0
    unavailable: str = ""


class Scanning:
    """The one who asks again; without a scanner, what waits goes on waiting."""

    def __init__(
        self,
        sessions: Sessions,
        store: Store,
        scanner: Scanner | None,
        clock: Callable[[], datetime],
    ) -> None:
        """Ask `scanner` about what `store` keeps."""
        self._sessions = sessions
        self._store = store
        self._scanner = scanner
        self._clock = clock
        self._scanned = Scanned()
        self._quiet_until = clock()

    @activity.defn
    async def scan(self) -> Scanned:
        """Ask about what waits for an hour, then let the workflow go round."""
        await tend(self._step, lambda: self._scanned, self._clock, PAUSE)
        return self._scanned

    async def _step(self) -> bool:
        await asyncio.to_thread(self.scan_waiting)
        return False

    def scan_waiting(self) -> Scanned:
        """Ask about every file that waits, oldest first, as long as store and scanner answer.

        One that is lost or damaged, or that the scanner cannot judge, holds up no other.
        """
        done, unavailable = self._scanned, ""
        clean, harmful = done.clean, done.harmful
        for row in self._waiting():
            try:
                harm = self._ask(row)
            except (NoVerdict, DocumentMissing, DocumentDamaged) as error:
                unavailable = type(error).__name__
            except OSError as error:
                unavailable = type(error).__name__
                break
            else:
                clean, harmful = clean + (not harm), harmful + bool(harm)
        waiting = len(self._waiting())
        self._scanned = Scanned(clean, harmful, waiting, unavailable)
        self._alarm()
        return self._scanned

    def _ask(self, row: Upload) -> str:
        """The scanner's name for what is in a file, put on record."""
        if self._scanner is None:
            raise ScannerUnavailable
        harm = self._scanner.scan(self._store.get(row.digest))
        with self._sessions() as session:
            uploads.scanned(session, row.digest, row.person, harm)
            session.commit()
        if harm:
            logger.warning("harmful upload", digest=row.digest, found=harm)
        return harm

    def _waiting(self) -> list[Upload]:
        with self._sessions() as session:
            return uploads.stuck(session, self._clock())

    def _alarm(self) -> None:
        """Tell operators, now and then, that files wait too long."""
        now = self._clock()
        with self._sessions() as session:
            late = uploads.late(session, now)
        if late and now >= self._quiet_until:
            self._quiet_until = now + ALARM_EVERY
            why = self._scanned.unavailable
            logger.error("uploads wait for the virus scanner", count=late, why=why)
