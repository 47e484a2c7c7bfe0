"""Tells arrangements what the directory says of them: each once, however often it is tried."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from pydantic import ValidationError
from sqlmodel import Session
from temporalio import activity
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.announcing import Announcer
from activities.announcing import News as Announcement
from activities.concerned import HOLDERS, JOB, Rules
from policy.notices import Kind
from records import arrangements, tellings
from records.database import Sessions
from records.directory import coordinators
from records.letters import Letter, queue
from records.living import is_living
from records.tellings import News, Telling

CHANGE_HOLDERS, CHANGE_JOB = "change_holders", "change_job"
"""The signals of an arrangement by which it is told; workflows lie above us."""

BATCH = 100
AT_ONCE = 10
"""Arrangements told at the same moment."""

ATTEMPTS = 360
"""Tries of what may pass, some seconds apart: an hour."""

PASSING = frozenset(
    {
        RPCStatusCode.ABORTED,
        RPCStatusCode.CANCELLED,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.PERMISSION_DENIED,
        RPCStatusCode.RESOURCE_EXHAUSTED,
        RPCStatusCode.UNAUTHENTICATED,
        RPCStatusCode.UNAVAILABLE,
    }
)
"""What the engine answers when it is the engine that is in trouble, not one arrangement."""

WHAT = {
    News.JOB: "the employee has left, or has another job or agency",
    News.HOLDERS: "other people hold parts in it now",
}

logger = structlog.get_logger()


class Untold(Exception):
    """Some arrangements could not be told yet: the engine did not answer."""


@dataclass(frozen=True)
class Trouble:
    """Why one arrangement could not be told, in a word for operators; whether it may soon pass."""

    why: str
    passes: bool = False


class Spreading:
    """Signals arrangements; who cannot be told holds up nobody else."""

    def __init__(
        self,
        sessions: Sessions,
        rules: Rules,
        client: Client,
        clock: Callable[[], datetime],
        announcer: Announcer,
    ) -> None:
        """Tell through `client`; `announcer` words the mail about who could not be told."""
        self._sessions = sessions
        self._rules = rules
        self._client = client
        self._clock = clock
        self._announcer = announcer

    @activity.defn
    async def tell(self) -> None:
        """Tell every arrangement that waits for news; Untold where some did not hear it yet.

        What keeps one alone from hearing it is told to its coordinators. The news are put aside,
        and tried again together with the next ones.
        """
        after = later = 0
        while batch := await asyncio.to_thread(self._untold, after):
            later += await self._tell_batch(batch)
            after = batch[-1].id or after
        if later:
            message = f"{later} arrangements"
            raise Untold(message)

    def _untold(self, after: int) -> list[Telling]:
        with self._sessions() as session:
            return tellings.untold(session, after, BATCH)

    async def _tell_batch(self, batch: list[Telling]) -> int:
        """Tell some at once, of endings before others; how many are to be tried again soon."""
        troubles: list[tuple[Telling, Trouble | None]] = []
        endings = [telling for telling in batch if telling.news == News.JOB]
        others = [telling for telling in batch if telling.news != News.JOB]
        for some in (*_at_once(endings), *_at_once(others)):
            activity.heartbeat(some[0].id)
            heard = await asyncio.gather(*(self._tell(telling) for telling in some))
            troubles += zip(some, heard, strict=True)
        await asyncio.to_thread(self._note, troubles)
        return sum(trouble is not None and trouble.passes for _, trouble in troubles)

    async def _tell(self, telling: Telling) -> Trouble | None:
        """Signal one arrangement; what is in the way, or None once it has heard."""
        handle = self._client.get_workflow_handle(telling.reference)
        try:
            if telling.news == News.JOB:
                await handle.signal(CHANGE_JOB, JOB.validate_python(telling.content))
            else:
                await handle.signal(CHANGE_HOLDERS, HOLDERS.validate_python(telling.content))
        except RPCError as error:
            passes = error.status in PASSING and activity.info().attempt < ATTEMPTS
            return Trouble(error.status.name.lower(), passes)
        except ValidationError:
            return Trouble("unreadable")
        return None

    def _note(self, troubles: Iterable[tuple[Telling, Trouble | None]]) -> None:
        """Put on record who has heard, and put aside who cannot for now."""
        with self._sessions() as session:
            told = []
            for telling, trouble in troubles:
                if trouble is None or _is_needless(session, telling, trouble):
                    told.append(telling.id or 0)
                else:
                    self._put_off(session, telling, trouble)
            tellings.mark_told(session, told, self._clock())
            session.commit()

    def _put_off(self, session: Session, telling: Telling, trouble: Trouble) -> None:
        reference = telling.reference
        logger.warning("arrangement not told yet", reference=reference, why=trouble.why)
        if not trouble.passes:
            tellings.put_aside(session, telling.id or 0, trouble.why)
            queue(session, list(self._letters(session, telling)))

    def _letters(self, session: Session, telling: Telling) -> Iterator[Letter]:
        """To who coordinates it, once for all tries."""
        concerned = arrangements.find(session, telling.reference)
        agency = self._rules.agencies.get(concerned.agency) if concerned else None
        if concerned is None or agency is None:
            return
        facts = {"arrangement": telling.reference, "what": WHAT[News(telling.news)]}
        path, thread = f"/arrangements/{telling.reference}", f"untold-{telling.reference}"
        program = self._rules.programs.get(concerned.program, concerned.program_version)
        key = f"{telling.key}/untold"
        told = Announcement(Kind.UNTOLD, key, telling.queued_at, path, thread, facts)
        for person in coordinators(session, agency, self._clock(), concerned.employee):
            yield self._announcer.letter(told, person, program, agency)


def _at_once(batch: Sequence[Telling]) -> Iterator[Sequence[Telling]]:
    """As many at a time as are told at the same moment."""
    return (batch[at : at + AT_ONCE] for at in range(0, len(batch), AT_ONCE))


def _is_needless(session: Session, telling: Telling, trouble: Trouble) -> bool:
    """Whether nobody is there to hear because the arrangement has closed, as it should."""
    gone = trouble.why == RPCStatusCode.NOT_FOUND.name.lower()
    return gone and not is_living(session, telling.reference)
