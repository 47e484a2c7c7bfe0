"""The one way into arrangements: every act is a start, a signal or an update of a workflow.

Signals are durable once accepted, even while no worker runs; updates are the coordinator's acts,
answered by the workflow at once. `key` in each act's attribution makes it happen once.
"""

import asyncio
import base64
import hashlib
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Protocol, TypeVar

from starlette.concurrency import run_in_threadpool
from temporalio.workflow import UpdateMethodMultiParam

from policy.acts import (
    Accommodated,
    Amendment,
    AskedAgain,
    CopyAcknowledged,
    DecisionGiven,
    Provided,
    Reminded,
    ReviewGiven,
    SignatureDeclined,
    SignatureGiven,
    SignerReplaced,
    Submission,
)
from policy.changes import (
    EndingWithdrawn,
    EndRequested,
    ModificationClosed,
    ModificationProposed,
)
from policy.concerns import (
    ApprovalAsked,
    ApprovalDecided,
    ApprovalWithdrawn,
    DutyDone,
    Reported,
)
from records.database import Sessions
from records.entries import TimelineEntry, by_key
from workflows.later import LaterDesk

A = TypeVar("A")
Signal = Callable[[LaterDesk, A], None]
Update = UpdateMethodMultiParam[[LaterDesk, A], None]

RECORDED_WITHIN = timedelta(seconds=2)
SHORTEST_PAUSE, LONGEST_PAUSE = 0.003, 0.2
"""Seconds between two looks for an act on record."""


class Refused(Exception):
    """The workflow turned the act down; the message says why in plain words."""


class Gone(Exception):
    """The arrangement has ended: nothing can be done to it any more."""


class AlreadySubmitted(Exception):
    """The engine has this arrangement, with another proposal: the one first sent stands."""


class KeyReused(Exception):
    """The key of an act names another kind of act, which came first."""


class Unavailable(Exception):
    """The engine did not answer. A start or signal may be sent again with the same key."""


class Door(Protocol):
    """The engine as the web application uses it; raises Refused, Gone or Unavailable."""

    async def start(self, submission: Submission) -> None:
        """Start the arrangement's workflow; the same submission again changes nothing.

        Raises AlreadySubmitted where it was started before, with another proposal.
        """

    async def signal(self, reference: str, signal: Signal[A], act: A) -> None:
        """Hand in an act that the workflow rules on in its own time."""

    async def update(self, reference: str, update: Update[A], act: A, key: str) -> None:
        """Hand in an act and wait for the workflow's answer; `key` makes it happen once."""

    async def ready(self) -> None:
        """Return when the engine answers and somebody works on the queue."""


class Arrangements:
    """What people do to arrangements, one method an act; each returns once it is accepted.

    Errors: `Refused` (with the reason), `Gone`, `Unavailable`.
    """

    def __init__(self, door: Door) -> None:
        self._door = door

    async def submit(self, submission: Submission) -> None:
        """An employee's proposal: the start of an arrangement (GL32 III).

        AlreadySubmitted where its reference was started before, with another proposal.
        """
        await self._door.start(submission)

    async def review(self, reference: str, act: ReviewGiven) -> None:
        """A reviewer's assessment."""
        await self._door.signal(reference, LaterDesk.give_review, act)

    async def provide(self, reference: str, act: Provided) -> None:
        """What was still to be filled in before signing (GL32 IV)."""
        await self._door.signal(reference, LaterDesk.provide, act)

    async def sign(self, reference: str, act: SignatureGiven) -> None:
        """A signature on one line."""
        await self._door.signal(reference, LaterDesk.sign, act)

    async def decline(self, reference: str, act: SignatureDeclined) -> None:
        """A signer's refusal, with its reason."""
        await self._door.signal(reference, LaterDesk.decline, act)

    async def acknowledge(self, reference: str, act: CopyAcknowledged) -> None:
        """The receipt of a copy (GL32 VI)."""
        await self._door.signal(reference, LaterDesk.acknowledge, act)

    async def decide(self, reference: str, act: DecisionGiven) -> None:
        """The agency's decision, at its sole discretion (GL32 III)."""
        await self._door.update(reference, LaterDesk.decide, act, act.by.key)

    async def accommodate(self, reference: str, act: Accommodated) -> None:
        """The determination of a reasonable accommodation (GL32 IV.N)."""
        await self._door.update(reference, LaterDesk.accommodate, act, act.by.key)

    async def amend(self, reference: str, act: Amendment) -> None:
        """A change of what is to be signed: a new version."""
        await self._door.update(reference, LaterDesk.amend, act, act.by.key)

    async def ask_again(self, reference: str, act: AskedAgain) -> None:
        """A request to reconsider a declined line, or to review once more."""
        await self._door.update(reference, LaterDesk.ask_again, act, act.by.key)

    async def replace_signer(self, reference: str, act: SignerReplaced) -> None:
        """Another person in a role, for what the role still owes."""
        await self._door.update(reference, LaterDesk.replace_signer, act, act.by.key)

    async def remind(self, reference: str, act: Reminded) -> None:
        """A reminder to whoever holds a role."""
        await self._door.update(reference, LaterDesk.remind, act, act.by.key)

    async def end(self, reference: str, act: EndRequested) -> None:
        """The end before its last day (GL32 IV.E)."""
        await self._door.update(reference, LaterDesk.end, act, act.by.key)

    async def withdraw_ending(self, reference: str, act: EndingWithdrawn) -> None:
        """A notice of the end, taken back (GL32 IV.E)."""
        await self._door.update(reference, LaterDesk.withdraw_ending, act, act.by.key)

    async def modify(self, reference: str, act: ModificationProposed) -> None:
        """A modification of what is in force, signed anew by all (GL32 V)."""
        await self._door.update(reference, LaterDesk.propose_modification, act, act.by.key)

    async def close_modification(self, reference: str, act: ModificationClosed) -> None:
        """A modification withdrawn by who proposed it, or declined (GL32 V)."""
        await self._door.update(reference, LaterDesk.close_modification, act, act.by.key)

    async def ask_approval(self, reference: str, act: ApprovalAsked) -> None:
        """A request for a written approval, or a direction in writing (GL32 IV.D, IV.G)."""
        await self._door.update(reference, LaterDesk.ask_approval, act, act.by.key)

    async def withdraw_approval(self, reference: str, act: ApprovalWithdrawn) -> None:
        """A request taken back before it is decided."""
        await self._door.update(reference, LaterDesk.withdraw_approval, act, act.by.key)

    async def decide_approval(self, reference: str, act: ApprovalDecided) -> None:
        """A request approved or refused."""
        await self._door.signal(reference, LaterDesk.decide_approval, act)

    async def report(self, reference: str, act: Reported) -> None:
        """A report from either side (GL32 IV.F to IV.L)."""
        await self._door.signal(reference, LaterDesk.report, act)

    async def do_duty(self, reference: str, act: DutyDone) -> None:
        """What closes a duty."""
        await self._door.signal(reference, LaterDesk.do_duty, act)

    async def ready(self) -> None:
        """Return when acts can be accepted and worked on; raises Unavailable otherwise."""
        await self._door.ready()


def act_key(person: str, chosen: str) -> str:
    """The act's key from what the sender chose: nobody's key can meet another person's.

    Histories hold it up to five times: it is 96 bits, in as few characters as they fit.
    """
    digest = hashlib.sha256(f"{person}\0{chosen}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:12]).decode()


async def recorded(
    sessions: Sessions, reference: str, key: str, within: timedelta = RECORDED_WITHIN
) -> TimelineEntry | None:
    """The timeline's entry of the act with that key, waiting for it up to `within`; else None.

    Each pause is a fifth of the time waited so far: most acts are recorded soon, and seen soon
    after that; whoever waits long does not keep the database busy.
    """
    began = monotonic()
    while True:
        entry = await run_in_threadpool(_entry, sessions, reference, key)
        waited = monotonic() - began
        pause = min(max(waited / 5, SHORTEST_PAUSE), LONGEST_PAUSE)
        if entry is not None or waited + pause > within.total_seconds():
            return entry
        await asyncio.sleep(pause)


def _entry(sessions: Sessions, reference: str, key: str) -> TimelineEntry | None:
    with sessions() as session:
        return by_key(session, reference, key)
