"""The store: documents by the SHA-256 of their bytes, created once and never changed."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Protocol

_CHUNK = 1 << 20
_DIGEST_LENGTH = 64


class StoreUnavailable(OSError):
    """The store cannot take or give bytes now (full, read-only, gone): worth trying again."""


class DocumentMissing(KeyError):
    """The store holds no document of that digest."""


class DocumentDamaged(ValueError):
    """The stored bytes no longer have the digest they are kept under: somebody must look."""


class Store(Protocol):
    """What the rest of the system asks of a document store."""

    def put(self, content: bytes) -> str:
        """Keep `content`; returns its SHA-256 in hex. The same bytes twice are kept once."""

    def get(self, digest: str) -> bytes:
        """The bytes of that digest, verified."""

    def has(self, digest: str) -> bool:
        """Whether a document of that digest is kept."""


class FolderStore:
    """A local folder: `ab/abcd…` holds the bytes whose SHA-256 is `abcd…`.

    A document appears under its final name whole or not at all: it is written to a hidden
    temporary file beside it, flushed to the disk, then linked, which fails where the name exists.
    What a killed process leaves behind is a hidden temporary file, never a partial document.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep `content` and read it back; StoreUnavailable where the disk is full or read-only."""
        digest = hashlib.sha256(content).hexdigest()
        final = self._path(digest)
        try:
            if not final.exists():
                _create(final, content)
            stored = final.read_bytes()
        except OSError as error:
            raise StoreUnavailable(error.errno, "The document store cannot keep files") from error
        _verify(stored, digest)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of `digest`; DocumentMissing, DocumentDamaged or StoreUnavailable otherwise."""
        try:
            content = self._path(digest).read_bytes()
        except FileNotFoundError as error:
            raise DocumentMissing(digest) from error
        except OSError as error:
            raise StoreUnavailable(error.errno, "The document store cannot be read") from error
        _verify(content, digest)
        return content

    def has(self, digest: str) -> bool:
        """Whether `digest` is kept, without reading it."""
        return self._path(digest).is_file()

    def _path(self, digest: str) -> Path:
        """Where `digest` is kept; what is no SHA-256 in hex is missing, whatever path it names."""
        if len(digest) != _DIGEST_LENGTH or set(digest) - set("0123456789abcdef"):
            raise DocumentMissing(digest)
        return self._folder / digest[:2] / digest


def _create(final: Path, content: bytes) -> None:
    """Write, flush and link; losing the race to another writer of the same bytes is success."""
    final.parent.mkdir(parents=True, exist_ok=True)
    temporary = final.parent / f".{final.name}.{secrets.token_hex(8)}.tmp"
    try:
        _write_through(temporary, content)
        _link(temporary, final)
        _flush_folder(final.parent)
        _flush_folder(final.parent.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _write_through(path: Path, content: bytes) -> None:
    """Create `path`, readable by its owner alone and writable by nobody, and reach the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _link(temporary: Path, final: Path) -> None:
    try:
        os.link(temporary, final)
    except FileExistsError:
        return


def _flush_folder(folder: Path) -> None:
    """Make the folder's entries durable, so that a power cut cannot take a linked name back."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _verify(content: bytes, digest: str) -> None:
    if hashlib.sha256(content).hexdigest() != digest:
        raise DocumentDamaged(digest)
