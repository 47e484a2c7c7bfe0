"""Sends the outbox: oldest first, the same bytes at every attempt, nothing lost or doubled."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from temporalio import activity
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.tending import tend
from documents.store import Store
from mail.composing import attach
from mail.mailer import AddressRefused, Conversation, Mailer
from policy.acts import Delivered
from policy.notices import Kind
from records import letters
from records.database import Sessions
from records.letters import Letter
from records.visits import SIGN_IN_WITHIN

BATCH = 20
POLL = timedelta(milliseconds=250)
DELIVERED = "delivered"
"""The signal of an arrangement that a mail it waits for was accepted; workflows lie above us."""
LONGEST_PAUSE = timedelta(minutes=10)
DOUBLINGS = 10

logger = structlog.get_logger()


@dataclass(frozen=True)
class Post:
    """What the outbox holds, shown to operators as the activity's heartbeat."""

    sent: int
    refused: int
    unavailable: str = ""


class Delivering:
    """The one sender of an installation, which keeps order and spares a relay in trouble."""

    def __init__(
        self,
        sessions: Sessions,
        store: Store,
        mailer: Mailer,
        client: Client,
        clock: Callable[[], datetime],
    ) -> None:
        """Send through `mailer`; tell workflows through `client` what they wait for."""
        self._sessions = sessions
        self._store = store
        self._mailer = mailer
        self._client = client
        self._clock = clock
        self._post = Post(0, 0)
        self._turn = threading.Lock()
        self._taken: set[str] = set()

    @activity.defn
    async def deliver(self) -> Post:
        """Send what is due for an hour, then let the workflow go round; stops with its worker."""
        await tend(self.deliver_due, lambda: self._post, self._clock, POLL)
        return self._post

    async def deliver_due(self) -> bool:
        """Send one batch and report what is waited for; whether there may be more at once."""
        stopped = threading.Event()
        try:
            tried = await asyncio.to_thread(self._send_due, stopped)
        finally:
            stopped.set()
        for letter in await asyncio.to_thread(self._untold):
            await self._tell(letter)
        return tried == BATCH

    def _send_due(self, stopped: threading.Event) -> int:
        """Try what is due, in one conversation with the relay; returns how many letters that was.

        What became of a letter is on record before the next is tried: a crash repeats one at most.
        Who has been `stopped` sends no further one: somebody else may be sending already. In this
        process they take turns: the engine starts a second sender when it misses the first one's
        sign of life, of which the first hears with its next.
        """
        with self._turn, self._mailer.conversation() as relay:
            due = self._due()
            for letter in due:
                if stopped.is_set():
                    break
                self._send(relay, letter)
        return len(due)

    def _due(self) -> list[Letter]:
        with self._sessions() as session:
            return letters.due(session, self._clock(), BATCH)

    def _untold(self) -> list[Letter]:
        with self._sessions() as session:
            return letters.untold(session)

    def _send(self, relay: Conversation, letter: Letter) -> None:
        """Try one letter; what the relay took, but the records could not be told of, only there."""
        if letter.key in self._taken:
            self._sent(letter)
            return
        if self._is_needless(letter):
            return
        try:
            files = [(name, self._store.get(digest)) for name, digest in letter.attachments]
            relay.send(attach(letter.message, files), letter.address)
        except AddressRefused as error:
            self._refused(letter, str(error))
        except Exception as error:
            self._put_off(letter, error)
        else:
            self._taken.add(letter.key)
            self._sent(letter)

    def _is_needless(self, letter: Letter) -> bool:
        """Withdraw a letter that nobody can use any more, however it came to wait."""
        with self._sessions() as session:
            if letter.awaited and letters.has_arrived(session, letter):
                reason = "the same copy has arrived"
            elif letter.kind == Kind.SIGN_IN and self._clock() >= letter.queued_at + SIGN_IN_WITHIN:
                reason = "its link works no longer"
            else:
                return False
            letters.withdraw(session, letter.key, reason)
            session.commit()
        return True

    def _sent(self, letter: Letter) -> None:
        with self._sessions() as session:
            letters.mark_sent(session, letter.key, self._clock())
            session.commit()
        self._taken.discard(letter.key)
        self._post = Post(self._post.sent + 1, self._post.refused)

    def _refused(self, letter: Letter, problem: str) -> None:
        with self._sessions() as session:
            letters.mark_refused(session, letter.key, problem)
            session.commit()
        self._post = Post(self._post.sent, self._post.refused + 1)
        logger.warning("mail refused", reference=letter.reference, kind=letter.kind)

    def _put_off(self, letter: Letter, error: Exception) -> None:
        """Try again later. The relay's words may name people: operators are told the kind alone."""
        pause = min(timedelta(seconds=2 ** min(letter.attempts, DOUBLINGS)), LONGEST_PAUSE)
        with self._sessions() as session:
            letters.put_off(session, letter.key, str(error), self._clock() + pause)
            session.commit()
        kind = type(error).__name__
        self._post = Post(self._post.sent, self._post.refused, kind)
        attempts = letter.attempts + 1
        logger.warning("mail put off", reference=letter.reference, why=kind, attempts=attempts)

    async def _tell(self, letter: Letter) -> None:
        """Signal the waiting workflow; one that has ended waits no more."""
        handle = self._client.get_workflow_handle(letter.reference)
        try:
            await handle.signal(DELIVERED, Delivered(letter.key, letter.sent_at or self._clock()))
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                logger.warning("delivery not reported yet", reference=letter.reference)
                return
        await asyncio.to_thread(self._told, letter)

    def _told(self, letter: Letter) -> None:
        with self._sessions() as session:
            letters.mark_told(session, letter.key)
            session.commit()
