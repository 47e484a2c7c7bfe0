"""A namespace gets what work needs, however often it is asked for, on a real server."""

import zlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client

from embedded.temporal_server import TemporalServer, running
from engine import CONVERTER, NamespaceProblem, connect, prepare_namespace
from policy.acts import Amendment, DecisionGiven, Outcome, Submission
from policy.concerns import Reported
from policy.holders import Holder
from policy.tasks import Purpose, Task
from tests.ports import free_ports
from tests.records.samples import a_submission
from workflows.identifiers import SEARCH_ATTRIBUTES

TEN_YEARS = timedelta(days=3650)

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TemporalServer]:
    """A development server, in which each test prepares a namespace of its own."""
    folder = tmp_path_factory.mktemp("engine")
    server = TemporalServer(free_ports(1)[0], folder / "temporal.db")
    async with running(server):
        yield server


async def retention(client: Client) -> timedelta:
    request = DescribeNamespaceRequest(namespace=client.namespace)
    described = await client.workflow_service.describe_namespace(request)
    kept: timedelta = described.config.workflow_execution_retention_ttl.ToTimedelta()
    return kept


async def attributes(client: Client) -> dict[str, int]:
    request = ListSearchAttributesRequest(namespace=client.namespace)
    answer = await client.operator_service.list_search_attributes(request)
    return dict(answer.custom_attributes)


@pytest.mark.parametrize("namespace", ["default", "telecommute"])
async def test_a_namespace_keeps_histories_for_years_and_knows_our_attributes(
    server: TemporalServer, monkeypatch: pytest.MonkeyPatch, namespace: str
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", server.address)
    monkeypatch.setenv("TEMPORAL_NAMESPACE", namespace)
    client = await connect(7233)
    await prepare_namespace(client, TEN_YEARS)
    await prepare_namespace(client, TEN_YEARS)
    assert await retention(client) == TEN_YEARS
    assert await attributes(client) == {
        key.name: int(key.indexed_value_type) for key in SEARCH_ATTRIBUTES
    }


async def test_the_embedded_server_is_found_by_its_port_where_no_address_is_set(
    server: TemporalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TEMPORAL_ADDRESS", raising=False)
    monkeypatch.delenv("TEMPORAL_NAMESPACE", raising=False)
    client = await connect(server.port)
    assert await client.service_client.check_health()


async def test_what_travels_is_terse_and_reads_back_the_same() -> None:
    holder, task = Holder("1001"), Task(Purpose.SIGN, "manager", "1003", datetime.now(UTC))
    for value in (holder, task, replace(task, about="das", reminders=2)):
        (payload,) = await CONVERTER.encode([value])
        assert await CONVERTER.decode([payload], [type(value)]) == [value]
    (payload,) = await CONVERTER.encode([holder])
    assert payload.data == b'{"person":"1001"}'


async def test_only_whole_proposals_are_compressed_and_read_back_the_same() -> None:
    """Operators read all other acts as they are, and what an arrangement says of itself."""
    submission = a_submission()
    whole = replace(submission.proposal, answers={"goal": "Fewer trips. " * 200})
    proposed = Amendment(whole, "As agreed.", submission.by)
    short = DecisionGiven(Outcome.APPROVED, "It serves the agency.", submission.by)
    long = replace(short, reason="It serves the agency. " * 200, modified=whole)
    told = Reported("injury", "employee", {"what": "A fall. " * 400}, submission.by)
    values = [replace(submission, proposal=whole), proposed, short, long, told, "Words. " * 400]
    sent = await CONVERTER.encode(values)
    assert await CONVERTER.decode(sent, [type(value) for value in values]) == values
    packed, plain = "json/zlib", "json/plain"
    encodings = [payload.metadata["encoding"].decode() for payload in sent]
    assert encodings == [packed, packed, plain, packed, plain, plain]
    assert len(sent[1].data) < len(whole.answers["goal"]) / 4


async def test_what_was_damaged_on_its_way_is_no_proposal() -> None:
    submission = a_submission()
    whole = replace(submission.proposal, answers={"goal": "Fewer trips. " * 200})
    (payload,) = await CONVERTER.encode([replace(submission, proposal=whole)])
    payload.data = payload.data[:-1] + bytes([payload.data[-1] ^ 1])
    with pytest.raises(zlib.error):
        await CONVERTER.decode([payload], [Submission])


async def test_a_longer_retention_is_left_alone(server: TemporalServer) -> None:
    client = await Client.connect(server.address, namespace="longer")
    await prepare_namespace(client, TEN_YEARS)
    await prepare_namespace(client, timedelta(days=1))
    assert await retention(client) == TEN_YEARS


async def test_an_attribute_of_another_type_is_named(tmp_path: Path) -> None:
    name = SEARCH_ATTRIBUTES[0].name
    wrong = IndexedValueType.INDEXED_VALUE_TYPE_INT
    server = TemporalServer(free_ports(1)[0], tmp_path / "temporal.db")
    async with running(server):
        client = await Client.connect(server.address)
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(namespace="default", search_attributes={name: wrong})
        )
        with pytest.raises(NamespaceProblem, match=f"another type here: {name}"):
            await prepare_namespace(client, TEN_YEARS)


async def test_what_was_set_up_outlives_a_kill(tmp_path: Path) -> None:
    server = TemporalServer(free_ports(1)[0], tmp_path / "temporal.db")
    async with running(server) as child:
        await prepare_namespace(await Client.connect(server.address), TEN_YEARS)
        child.kill()
    async with running(server):
        client = await Client.connect(server.address)
        assert await retention(client) == TEN_YEARS
        assert len(await attributes(client)) == len(SEARCH_ATTRIBUTES)


async def test_arrangements_under_the_same_rules_share_one_plan_and_no_others_do() -> None:
    one, same = a_submission(), a_submission("TA-00000002", "100102")
    stricter = replace(one, plan=replace(one.plan, version="2", decider=None))
    sent = await CONVERTER.encode([one, same, stricter])
    read: list[Submission] = await CONVERTER.decode(sent, [Submission] * len(sent))
    assert read == [one, same, stricter]
    assert read[0].plan is read[1].plan
    assert read[0].plan is not read[2].plan
