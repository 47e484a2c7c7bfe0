"""Temporal as the entry points see it: connecting, and what a namespace must have before work."""

import asyncio
import zlib
from dataclasses import is_dataclass
from datetime import timedelta
from functools import cache, lru_cache

from google.protobuf.duration_pb2 import Duration
from pydantic import TypeAdapter
from pydantic_core import from_json, to_json
from temporalio.api.common.v1 import Payload
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
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultPayloadConverter,
    JSONPlainPayloadConverter,
)
from temporalio.envconfig import ClientConfig
from temporalio.service import RPCError, RPCStatusCode

from policy.acts import Amendment, DecisionGiven, Submission
from policy.changes import ModificationProposed
from policy.plan import Plan
from workflows.carried import Carried
from workflows.identifiers import SEARCH_ATTRIBUTES

PATIENCE = timedelta(minutes=2)
WITH_A_PROPOSAL = (Submission, DecisionGiven, Amendment, ModificationProposed, Carried)
LONG = 2_000
"""Bytes of JSON from which on a value with a whole proposal is compressed."""

Attributes = dict[str, IndexedValueType.ValueType]


@cache
def _adapter(kind: type[object]) -> TypeAdapter[object]:
    return TypeAdapter(kind)


@lru_cache(maxsize=64)
def _plan(written: bytes) -> object:
    return _adapter(Plan).validate_json(written)


class Terse(PydanticJSONPlainPayloadConverter):
    """The SDK's Pydantic JSON, without the fields of our dataclasses that have their default.

    They are a good part of a history's bytes. So the default of a field that travels is for ever:
    histories of before rely on it.
    """

    def to_payload(self, value: object) -> Payload | None:
        """JSON that reads back as an equal value."""
        if not is_dataclass(value) or isinstance(value, type):
            return super().to_payload(value)
        data = _adapter(type(value)).dump_json(value, exclude_defaults=True)
        return Payload(metadata={"encoding": self.encoding.encode()}, data=data)

    def from_payload(self, payload: Payload, type_hint: type[object] | None = None) -> object:
        """The value; all arrangements under the same rules share one plan, which is most of it."""
        if type_hint is not Submission:
            return super().from_payload(payload, type_hint)
        written: dict[str, object] = from_json(payload.data)
        plan = _plan(to_json(written["plan"]))
        return _adapter(Submission).validate_python({**written, "plan": plan})


class Compressed(Terse):
    """The same of whole proposals, with the rules that they are judged by, in a fourth of it.

    They were most of a quiet history. What operators read stays as it is: acts that bring no
    proposal, results, labels, details.
    """

    @property
    def encoding(self) -> str:
        """What a compressed payload is known by."""
        return "json/zlib"

    def to_payload(self, value: object) -> Payload | None:
        """Compressed JSON of what is long and holds a proposal; None for anything else."""
        written = super().to_payload(value) if isinstance(value, WITH_A_PROPOSAL) else None
        if written is not None and len(written.data) > LONG:
            written.data = zlib.compress(written.data)
            return written
        return None

    def from_payload(self, payload: Payload, type_hint: type[object] | None = None) -> object:
        """The value; zlib's checksum tells that it is whole."""
        return super().from_payload(Payload(data=zlib.decompress(payload.data)), type_hint)


_AS_JSON = Terse()
_CONVERTERS = (
    Compressed(),
    *(
        _AS_JSON if isinstance(each, JSONPlainPayloadConverter) else each
        for each in DefaultPayloadConverter.default_encoding_payload_converters
    ),
)
"""As the default ones, but for JSON."""


class Payloads(CompositePayloadConverter):
    """The SDK's Pydantic conversion, with one store of prepared types for the whole process.

    The SDK makes a converter for each workflow and activity; preparing our types anew for each
    would cost more than all the conversion.
    """

    def __init__(self) -> None:
        """Take what is prepared: the SDK makes two for each activation."""
        super().__init__(*_CONVERTERS)


CONVERTER = DataConverter(payload_converter_class=Payloads)
"""How every client and worker of ours reads and writes payloads."""


class NamespaceProblem(RuntimeError):
    """The namespace cannot be made ready; the message says what to do."""


class NoEngine(RuntimeError):
    """Temporal does not answer."""

    def __init__(self, address: str) -> None:
        """`address` is where it was looked for."""
        super().__init__(f"Cannot connect to Temporal at {address}. Is TEMPORAL_ADDRESS right?")


async def connect(port: int) -> Client:
    """A client by Temporal's own settings (`TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, TLS, API key).

    Where they name no address, it is the embedded server's: this machine, at `port`. NoEngine when
    nothing answers there.
    """
    config = ClientConfig.load_client_connect_config()
    address = config.setdefault("target_host", f"127.0.0.1:{port}")
    try:
        return await Client.connect(**config, data_converter=CONVERTER)
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
