"""The store keeps whole documents or none, and says in one class what to do about it."""

import hashlib
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from documents.store import DocumentDamaged, DocumentMissing, FolderStore, StoreUnavailable

ROOT = Path(__file__).parents[2]
CONTENT = b"%PDF-1.7 " + b"x" * 200_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def documents_in(folder: Path) -> list[str]:
    """Every name in the store that a reader could take for a document."""
    return [path.name for path in folder.rglob("*") if path.is_file() and path.name[0] != "."]


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Writing beyond `size` bytes fails, as it does on a disk that fills up midway."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_what_was_put_comes_back_under_its_digest(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "documents")
    assert store.put(CONTENT) == DIGEST
    assert store.has(DIGEST)
    assert store.get(DIGEST) == CONTENT


def test_the_same_bytes_twice_are_kept_once_and_never_rewritten(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put(CONTENT)
    kept = (tmp_path / DIGEST[:2] / DIGEST).stat()
    store.put(CONTENT)
    again = (tmp_path / DIGEST[:2] / DIGEST).stat()
    assert (kept.st_ino, kept.st_mtime_ns) == (again.st_ino, again.st_mtime_ns)
    assert documents_in(tmp_path) == [DIGEST]


def test_fifty_writers_of_the_same_bytes_leave_one_document_and_nothing_else(
    tmp_path: Path,
) -> None:
    store = FolderStore(tmp_path)
    digests: list[str] = []
    writers = [
        threading.Thread(target=lambda: digests.append(store.put(CONTENT))) for _ in range(50)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert digests == [DIGEST] * 50
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [DIGEST]


def test_a_stored_document_is_read_only(tmp_path: Path) -> None:
    FolderStore(tmp_path).put(CONTENT)
    assert (tmp_path / DIGEST[:2] / DIGEST).stat().st_mode & 0o777 == 0o400


def test_a_disk_that_fills_up_midway_leaves_no_partial_document(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    with largest_file(100_000), pytest.raises(StoreUnavailable):
        store.put(CONTENT)
    assert not store.has(DIGEST)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_after_space_returns_there_is_one_copy(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    with largest_file(100_000), pytest.raises(StoreUnavailable):
        store.put(CONTENT)
    assert store.put(CONTENT) == DIGEST
    assert documents_in(tmp_path) == [DIGEST]


def test_a_store_that_cannot_make_its_folder_is_unavailable(tmp_path: Path) -> None:
    blocked = tmp_path / "documents"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(StoreUnavailable):
        FolderStore(blocked).put(CONTENT)


def alone(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `program` on `folder` in a process of its own, which may give up rights or be killed."""
    command = [sys.executable, "-c", program, str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603


READ_ONLY = """
import os, pathlib, sys
from documents.store import FolderStore, StoreUnavailable
folder = pathlib.Path(sys.argv[1])
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    FolderStore(folder).put(b"%PDF")
except StoreUnavailable:
    print("unavailable")
"""


def test_a_read_only_folder_is_unavailable_and_stays_empty(tmp_path: Path) -> None:
    for parent in [tmp_path, *tmp_path.parents][:3]:
        parent.chmod(0o755)
    folder = tmp_path / "documents"
    folder.mkdir()
    folder.chmod(0o555)
    told = alone(READ_ONLY, folder)
    assert (told.stdout, told.stderr) == ("unavailable\n", "")
    assert list(folder.iterdir()) == []


KILLED = """
import os, pathlib, signal, sys
from documents.store import FolderStore
def die(event: str, _: object) -> None:
    if event == "os.link":
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(die)
FolderStore(pathlib.Path(sys.argv[1])).put(b"%PDF whole")
"""


def test_a_process_killed_before_the_link_leaves_no_document(tmp_path: Path) -> None:
    killed = alone(KILLED, tmp_path)
    assert killed.returncode == -signal.SIGKILL
    assert documents_in(tmp_path) == []
    left = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert len(left) == 1
    assert left[0].startswith(".")
    store = FolderStore(tmp_path)
    assert store.get(store.put(b"%PDF whole")) == b"%PDF whole"


def test_an_unknown_digest_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DocumentMissing):
        FolderStore(tmp_path).get(DIGEST)


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "/etc/passwd", DIGEST[:-1], DIGEST.upper(), "\u0661" * 64]
)
def test_what_is_no_digest_is_missing_and_names_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentMissing):
        FolderStore(tmp_path).get(name)


def test_a_path_as_long_as_a_digest_is_missing_too(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "documents")
    store.put(CONTENT)
    (tmp_path / "secret").write_bytes(CONTENT)
    path = ".." + f"{tmp_path.name}/secret".rjust(len(DIGEST) - 2, "/")
    assert (tmp_path / "documents" / path[:2] / path).is_file()
    with pytest.raises(DocumentMissing):
        store.get(path)


def test_a_document_that_cannot_be_read_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / DIGEST[:2] / DIGEST).mkdir(parents=True)
    with pytest.raises(StoreUnavailable):
        FolderStore(tmp_path).get(DIGEST)


def test_bytes_changed_on_disk_are_reported_never_returned(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put(CONTENT)
    kept = tmp_path / DIGEST[:2] / DIGEST
    kept.chmod(0o600)
    kept.write_bytes(CONTENT + b"!")
    with pytest.raises(DocumentDamaged):
        store.get(DIGEST)
    with pytest.raises(DocumentDamaged):
        store.put(CONTENT)
