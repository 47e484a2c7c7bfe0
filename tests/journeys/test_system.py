"""The system that journeys run on, and what can be done to it."""

import pytest

from tests.system import Part, System

pytestmark = pytest.mark.timeout(400)


def test_every_part_runs_and_the_system_is_ready(system: System) -> None:
    assert system.ready()
    assert all(system.pid(part) for part in Part)


def test_a_part_can_be_missed_and_comes_back(system: System) -> None:
    before = system.pid(Part.MAILBOX)
    with system.without(Part.MAILBOX):
        assert system.pid(Part.MAILBOX) is None
    assert system.pid(Part.MAILBOX) not in {None, before}
