"""A namespace gets what work needs, however often it is asked for, on a real server."""

from collections.abc import AsyncIterator
from datetime import timedelta
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
from engine import NamespaceProblem, connect, prepare_namespace
from tests.converting import settings_with
from tests.ports import free_ports
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
    client = await connect(settings_with())
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
    client = await connect(settings_with(server.port))
    assert await client.service_client.check_health()


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
