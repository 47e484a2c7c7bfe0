"""Temporal as the entry points see it: connecting, and what a namespace must have before work."""

import asyncio
from datetime import timedelta

from google.protobuf.duration_pb2 import Duration
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    RegisterNamespaceRequest,
    UpdateNamespaceRequest,
)
from temporalio.client import Client
from temporalio.envconfig import ClientConfig
from temporalio.service import RPCError, RPCStatusCode

from payloads import converter_with
from settings import Settings
from workflows.identifiers import SEARCH_ATTRIBUTES

PATIENCE = timedelta(minutes=2)
Attributes = dict[str, IndexedValueType.ValueType]


class NamespaceProblem(RuntimeError):
    """The namespace cannot be made ready; the message says what to do."""


class NoEngine(RuntimeError):
    """Temporal does not answer."""

    def __init__(self, address: str) -> None:
        """`address` is where it was looked for."""
        super().__init__(f"Cannot connect to Temporal at {address}. Is TEMPORAL_ADDRESS right?")


async def connect(settings: Settings) -> Client:
    """A client by Temporal's own settings (`TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, TLS, API key).

    Where they name no address, it is the embedded server's: this machine, at `temporal_port`.
    NoEngine when nothing answers there.
    """
    config = ClientConfig.load_client_connect_config()
    address = config.setdefault("target_host", f"127.0.0.1:{settings.temporal_port}")
    try:
        return await Client.connect(**config, data_converter=converter_with(settings.keys))
    except RuntimeError as error:
        raise NoEngine(address) from error


async def prepare_namespace(client: Client, retention: timedelta) -> None:
    """Give the namespace its retention and search attributes; safe to repeat.

    Makes the namespace where it is missing. Search attributes are added by call, since a server
    ignores those named on its command line once its database exists. Returns when the server
    lists them all: it takes a while to see its own additions, and a workflow that sets an unknown
    one fails. NamespaceProblem if one exists with another type.
    """
    await _keep(client, retention)
    wanted = {
        key.name: IndexedValueType.ValueType(key.indexed_value_type) for key in SEARCH_ATTRIBUTES
    }
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while missing := _missing(wanted, await _attributes(client)):
                await _add(client, missing)
                await asyncio.sleep(0.2)
    except TimeoutError:
        problem = f"The server does not list its search attributes after {PATIENCE}."
        raise NamespaceProblem(problem) from None


async def _keep(client: Client, retention: timedelta) -> None:
    """Make the namespace if it is missing; raise its retention where it is shorter."""
    span = Duration(seconds=int(retention.total_seconds()))
    service, name = client.workflow_service, client.namespace
    try:
        present = await service.describe_namespace(DescribeNamespaceRequest(namespace=name))
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        made = RegisterNamespaceRequest(namespace=name, workflow_execution_retention_period=span)
        await service.register_namespace(made)
        return
    if present.config.workflow_execution_retention_ttl.ToTimedelta() < retention:
        config = NamespaceConfig(workflow_execution_retention_ttl=span)
        await service.update_namespace(UpdateNamespaceRequest(namespace=name, config=config))


async def _attributes(client: Client) -> Attributes:
    request = ListSearchAttributesRequest(namespace=client.namespace)
    try:
        answer = await client.operator_service.list_search_attributes(request)
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return {}
        raise
    return dict(answer.custom_attributes)


def _missing(wanted: Attributes, present: Attributes) -> Attributes:
    """What is wanted and not there; NamespaceProblem where the same name has another type."""
    wrong = [name for name, kind in wanted.items() if present.get(name, kind) != kind]
    if wrong:
        problem = (
            f"Search attributes have another type here: {', '.join(wrong)}. Remove them first."
        )
        raise NamespaceProblem(problem)
    return {name: kind for name, kind in wanted.items() if name not in present}


async def _add(client: Client, missing: Attributes) -> None:
    """Ask for them; a namespace just made may not be known everywhere yet, so that is no error."""
    request = AddSearchAttributesRequest(namespace=client.namespace, search_attributes=missing)
    try:
        await client.operator_service.add_search_attributes(request)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
