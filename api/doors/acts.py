"""The one way into arrangements: every act is a start, a signal or an update of a workflow.

Signals are durable once accepted, even while no worker runs; updates are the coordinator's acts,
answered by the workflow at once. `key` in each act's attribution makes it happen once.
"""

import asyncio
import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from time import monotonic
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from temporalio.workflow import UpdateMethodMultiParam

from policy.acts import (
    Accommodated,
    Amendment,
    AskedAgain,
    Attribution,
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

Signal = Callable[..., None]
Update = UpdateMethodMultiParam[..., None]

RULED_LATER: Mapping[type, Signal] = {
    ReviewGiven: LaterDesk.give_review,
    Provided: LaterDesk.provide,
    SignatureGiven: LaterDesk.sign,
    SignatureDeclined: LaterDesk.decline,
    CopyAcknowledged: LaterDesk.acknowledge,
    ApprovalDecided: LaterDesk.decide_approval,
    Reported: LaterDesk.report,
    DutyDone: LaterDesk.do_duty,
}
"""What the workflow rules on in its own time."""

RULED_AT_ONCE: Mapping[type, Update] = {
    DecisionGiven: LaterDesk.decide,
    Accommodated: LaterDesk.accommodate,
    Amendment: LaterDesk.amend,
    AskedAgain: LaterDesk.ask_again,
    SignerReplaced: LaterDesk.replace_signer,
    Reminded: LaterDesk.remind,
    EndRequested: LaterDesk.end,
    EndingWithdrawn: LaterDesk.withdraw_ending,
    ModificationProposed: LaterDesk.propose_modification,
    ModificationClosed: LaterDesk.close_modification,
    ApprovalAsked: LaterDesk.ask_approval,
    ApprovalWithdrawn: LaterDesk.withdraw_approval,
}
"""What its sender waits for the workflow's answer to."""

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


class Act(Protocol):
    """What somebody does, with who it is."""

    @property
    def by(self) -> Attribution:
        """Who, when, and under which key."""


class Door(Protocol):
    """The engine as the web application uses it; raises Refused, Gone or Unavailable."""

    async def start(self, submission: Submission) -> None:
        """Start the arrangement's workflow; the same submission again changes nothing.

        Raises AlreadySubmitted where it was started before, with another proposal.
        """

    async def signal(self, reference: str, signal: Signal, act: Act) -> None:
        """Hand in an act that the workflow rules on in its own time."""

    async def update(self, reference: str, update: Update, act: Act, key: str) -> None:
        """Hand in an act and wait for the workflow's answer; `key` makes it happen once."""

    async def ready(self) -> None:
        """Return when the engine answers and somebody works on the queue."""


class Arrangements:
    """What people do to arrangements; each act returns once it is accepted.

    Errors: `Refused` (with the reason), `Gone`, `Unavailable`.
    """

    def __init__(self, door: Door) -> None:
        self._door = door

    async def submit(self, submission: Submission) -> None:
        """An employee's proposal: the start of an arrangement (GL32 III).

        AlreadySubmitted where its reference was started before, with another proposal.
        """
        await self._door.start(submission)

    async def do(self, reference: str, act: Act) -> None:
        """What somebody does to an arrangement."""
        update = RULED_AT_ONCE.get(type(act))
        if update is None:
            await self._door.signal(reference, RULED_LATER[type(act)], act)
        else:
            await self._door.update(reference, update, act, act.by.key)

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
