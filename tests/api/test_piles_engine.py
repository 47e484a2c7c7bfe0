"""A pile on a real engine: every act is ruled on by its own workflow, however often it is sent."""

import asyncio

from temporalio.client import Client

from api.doors.acts import Arrangements
from api.doors.engine import TemporalDoor
from api.many.piles import ENDED, Piece, entries_of, hand_over
from tests import people
from tests.case import Case
from tests.watched import PATIENCE
from tests.world import World


def door_of(world: World) -> Arrangements:
    """The door to a world's engine."""

    async def connected() -> Client:
        return world.client

    return Arrangements(TemporalDoor(connected))


async def signature(world: World, case: Case) -> Piece:
    """The agency head's line of an arrangement, as a row of a pile."""
    act = await case.signature("agency_head", people.HEAD, key=f"pile-{case.reference}")
    return Piece(case.reference, "agency_head", "", act.by.key, act=act)


async def test_a_pile_sent_twice_at_once_signs_each_line_once(world: World) -> None:
    cases = [await world.submit() for _ in range(3)]
    for case in cases:
        await case.open_for_signing()
    pieces = [await signature(world, case) for case in cases]
    sessions = world.tools.sessions
    await asyncio.gather(*(hand_over(sessions, door_of(world), pieces) for _ in range(2)))
    entries = await entries_of(sessions, [piece.key for piece in pieces], PATIENCE)
    assert {entry.kind for entry in entries.values()} == {"signed"}
    assert len(entries) == len(cases)
    for case in cases:
        assert (await case.happened()).count("signed") == 1
    again = await hand_over(sessions, door_of(world), pieces)
    assert [piece.problem for piece in again] == ["", "", ""]


async def test_one_that_has_ended_keeps_no_other_from_being_signed(world: World) -> None:
    over, going = [await world.submit() for _ in range(2)]
    for case in (over, going):
        await case.open_for_signing()
    pieces = [await signature(world, case) for case in (over, going)]
    await over.end(people.EMPLOYEE)
    await over.handle.result()
    done = await hand_over(world.tools.sessions, door_of(world), pieces)
    assert [piece.problem for piece in done] == [ENDED, ""]
    await entries_of(world.tools.sessions, [pieces[1].key], PATIENCE)
    assert "signed" in await going.happened()
