"""How values travel to the engine and back: terse JSON, encrypted but for what operators read.

A payload is encrypted where it is a JSON object or list: proposals, acts, results. A string alone
is a label, a reference or a moment: summaries, the names of timers, current details, how an
arrangement ended. Those name nobody, and stay readable in the Temporal UI.
"""

import os
import zlib
from collections.abc import Sequence
from dataclasses import is_dataclass
from functools import cache, lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import TypeAdapter
from pydantic_core import from_json, to_json
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultPayloadConverter,
    JSONPlainPayloadConverter,
    PayloadCodec,
)

from policy.acts import Submission
from policy.plan import Plan

PLAIN, ENCRYPTED = b"json/plain", b"binary/encrypted"
KEY_ID = "encryption-key-id"
NONCE = 12
"""Bytes drawn for each payload, as AES-GCM wants them: four billion payloads a key are sound."""

WINDOW, MEMORY = -13, 6
"""Deflate without header and checksum, since the cipher tells what was altered; and with 8 KB to
look back in and little memory, whose set-up would take most of the time of a short payload."""


class Unreadable(RuntimeError):
    """A payload cannot be decrypted: its key is not among ours, or it was altered."""


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
        return Payload(metadata={"encoding": PLAIN}, data=data)

    def from_payload(self, payload: Payload, type_hint: type[object] | None = None) -> object:
        """The value; all arrangements under the same rules share one plan, which is most of it."""
        if type_hint is not Submission:
            return super().from_payload(payload, type_hint)
        written: dict[str, object] = from_json(payload.data)
        plan = _plan(to_json(written["plan"]))
        return _adapter(Submission).validate_python({**written, "plan": plan})


_AS_JSON = Terse()
_CONVERTERS = tuple(
    _AS_JSON if isinstance(each, JSONPlainPayloadConverter) else each
    for each in DefaultPayloadConverter.default_encoding_payload_converters
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


class Encryption(PayloadCodec):
    """AES-256-GCM over compressed JSON, by the newest key; what older keys encrypted is read too.

    Compression pays for it: a life is no longer than in the clear. What is no JSON object or list,
    and what was stored before there were keys, passes as it is.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` are long random texts, the newest first; ValueError where there is none."""
        if not keys:
            problem = "at least one key is needed"
            raise ValueError(problem)
        derived = [_derived(key) for key in keys]
        self._keys = {_id(key): AESGCM(key) for key in derived}
        self._newest = _id(derived[0])

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Encrypt what people wrote."""
        return [self._encrypted(each) if _is_private(each) else each for each in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Decrypt what is encrypted; Unreadable says with which key it was."""
        return [
            self._decrypted(each) if each.metadata.get("encoding") == ENCRYPTED else each
            for each in payloads
        ]

    def _encrypted(self, payload: Payload) -> Payload:
        nonce, packed = os.urandom(NONCE), _packed(payload.data)
        sealed = self._keys[self._newest].encrypt(nonce, packed, None)
        metadata = {"encoding": ENCRYPTED, KEY_ID: self._newest}
        return Payload(metadata=metadata, data=nonce + sealed)

    def _decrypted(self, payload: Payload) -> Payload:
        name, data = payload.metadata.get(KEY_ID, b""), payload.data
        key = self._keys.get(name)
        if key is None:
            problem = f"encrypted with the key {name.decode()}, which is not among ours"
            raise Unreadable(problem)
        try:
            written = key.decrypt(data[:NONCE], data[NONCE:], None)
        except InvalidTag:
            problem = f"altered since it was encrypted with the key {name.decode()}"
            raise Unreadable(problem) from None
        return Payload(metadata={"encoding": PLAIN}, data=zlib.decompress(written, wbits=WINDOW))


def converter_with(keys: Sequence[str]) -> DataConverter:
    """How every client and worker of ours reads and writes payloads; the newest key first."""
    return DataConverter(payload_converter_class=Payloads, payload_codec=Encryption(keys))


def _is_private(payload: Payload) -> bool:
    return payload.metadata.get("encoding") == PLAIN and payload.data[:1] in (b"{", b"[")


def _packed(data: bytes) -> bytes:
    packing = zlib.compressobj(wbits=WINDOW, memLevel=MEMORY)
    return packing.compress(data) + packing.flush()


def _derived(key: str) -> bytes:
    """32 bytes of a text of any length; it is random already, so no salt and no slow hash."""
    derivation = HKDF(SHA256(), length=32, salt=None, info=b"telecommute payloads")
    return derivation.derive(key.encode())


def _id(key: bytes) -> bytes:
    """What a payload names its key by."""
    return sha256(key).hexdigest()[:8].encode()
