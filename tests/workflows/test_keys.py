"""Keys of payloads change while arrangements run, and a worker without one loses nothing."""

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client

from payloads import converter_with
from policy.account import Status
from tests import people
from tests.case import Case
from tests.converting import KEY
from tests.world import World
from worker import make_worker

NEWER = KEY[::-1]


def with_keys(client: Client, *keys: str) -> Client:
    """The same client, with other keys."""
    config = client.config()
    config["data_converter"] = converter_with(keys)
    return Client(**config)


async def failed_tasks(case: Case) -> int:
    """How often the worker could not take a step."""
    events = (await case.handle.fetch_history()).events
    return sum(event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED for event in events)


async def test_a_signature_waits_for_a_worker_that_can_read_it(forgetful: World) -> None:
    """It is neither dropped nor refused: the operator sees a task that fails, and adds the key."""
    world = forgetful
    case = await world.submit()
    await case.open_for_signing()
    await case.recorded()
    await world.stop_worker()
    await case.sign("employee", people.EMPLOYEE)
    async with make_worker(with_keys(world.client, NEWER), world.tools, cached=0):
        while not await failed_tasks(case):
            pass
    async with make_worker(with_keys(world.client, KEY, NEWER), world.tools, cached=0):
        await case.until(lambda s: s.signed == ("employee",))
        standing = await case.standing()
    assert standing.status is Status.SIGNING
