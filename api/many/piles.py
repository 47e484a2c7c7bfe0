"""Many acts handed over in one sitting: each an act of its own, with a result of its own."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from api.doors.acts import Act, Arrangements, Gone, Refused, Unavailable, act_key
from api.limits import TooMany
from api.parts import Parts
from api.threads import waited_for
from policy.acts import Attribution
from records import piles
from records.database import Sessions
from records.entries import TimelineEntry
from records.piles import Item, Pile

MOST = 200
"""How many acts go in one pile: more than one can read in a sitting."""

AT_A_TIME = 16
"""How many are on their way to the engine at once."""

ENDED = "The arrangement has ended."
BUSY = "It could not be handed over just now. Send it again."
TOO_MANY = f"Choose at most {MOST} at a time."


@dataclass(frozen=True)
class Piece:
    """One act of a pile, or what was wanted and why it is not handed over (`problem`).

    `about` is the line, role or number that it is about; `what` says it in words. `key` is the
    act's own.
    """

    reference: str
    about: str
    what: str
    key: str
    problem: str = ""
    act: Act | None = None

    @property
    def item(self) -> Item:
        """What is kept of it."""
        return {
            "reference": self.reference,
            "about": self.about,
            "what": self.what,
            "key": self.key,
            "problem": self.problem,
        }


def own_key(key: str, reference: str, about: str) -> str:
    """What one act of a pile is told apart by: the form's key with what it is about."""
    return f"{key}/{reference}/{about}"


async def hand_over(
    sessions: Sessions, arrangements: Arrangements, pieces: Sequence[Piece]
) -> tuple[Piece, ...]:
    """Hand over all that can be, some at a time; what is on record by its key is not sent again.

    Each comes back with the problem that it met, if any. The last go first: piles begin with what
    has waited longest, and the worker has in its memory what was asked for last.
    """
    known = await run_in_threadpool(_recorded, sessions, [piece.key for piece in pieces])
    room = asyncio.Semaphore(AT_A_TIME)

    async def one(piece: Piece) -> Piece:
        if piece.key in known:
            return replace(piece, problem="")
        if piece.problem or piece.act is None:
            return piece
        async with room:
            return replace(piece, problem=await _trouble(arrangements, piece.reference, piece.act))

    done = await asyncio.gather(*(one(piece) for piece in reversed(pieces)))
    return tuple(reversed(done))


async def _trouble(arrangements: Arrangements, reference: str, act: Act) -> str:
    """Why an act could not be handed over; empty where it was."""
    try:
        await arrangements.do(reference, act)
    except Refused as refused:
        return str(refused)
    except Gone:
        return ENDED
    except Unavailable:
        return BUSY
    return ""


def hand_in(
    session: Session, parts: Parts, kind: str, by: Attribution, pieces: Sequence[Piece]
) -> RedirectResponse:
    """Hand a pile over from a route's own thread and keep it, and go on to its page.

    `by` is whoever hands it in, with the key of the form.
    """
    items = [piece.item for piece in _handed_over(session, parts, by.person, pieces)]
    pile = Pile(id=by.key, person=by.person, kind=kind, made_at=parts.clock(), items=items)
    piles.keep(session, pile)
    return RedirectResponse(f"/many/{by.key}", status_code=303)


def answered(
    session: Session, parts: Parts, person: str, pieces: Sequence[Piece]
) -> tuple[Sequence[Piece], Mapping[str, TimelineEntry]]:
    """Hand a pile over from a route's own thread, and wait briefly for its entries."""
    done = _handed_over(session, parts, person, pieces)
    keys = [piece.key for piece in done if not piece.problem]
    return done, waited_for(entries_of, parts.sessions, keys, parts.patience)


async def entries_of(
    sessions: Sessions, keys: Sequence[str], within: timedelta
) -> Mapping[str, TimelineEntry]:
    """The timelines' entries of these acts, waiting for all of them up to `within`."""
    give_up_at = monotonic() + within.total_seconds()
    pause = 0.02
    while True:
        found = await run_in_threadpool(_recorded, sessions, keys)
        if len(found) == len(set(keys)) or monotonic() + pause > give_up_at:
            return found
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, 0.3)


def key_in(person: str, key: str, reference: str, about: str) -> str:
    """The key of one act of a pile, as its timeline has it."""
    return act_key(person, own_key(key, reference, about))


def _handed_over(
    session: Session, parts: Parts, person: str, pieces: Sequence[Piece]
) -> tuple[Piece, ...]:
    """One pile of a person, whatever is in it; TooMany for who sends a flood of them."""
    if not parts.limits.piles.take(person, parts.clock()):
        raise TooMany
    session.commit()
    return waited_for(hand_over, parts.sessions, parts.arrangements, pieces)


def _recorded(sessions: Sessions, keys: Sequence[str]) -> Mapping[str, TimelineEntry]:
    with sessions() as session:
        return piles.recorded(session, keys)
