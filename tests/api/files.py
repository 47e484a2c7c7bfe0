"""Files handed in and opened in a test of the web application."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from httpx2 import Response
from pikepdf import Pdf
from sqlmodel import select

from api.app import create_app
from documents.uploads.scanning import Scanner
from records.proposals import ProposalVersion
from records.uploads import Upload, UploadState, find
from tests.api.browsing import browser
from tests.api.site import REFERENCE, Desk
from tests.documents.uploads.samples import EICAR, a_pdf
from tests.people import EMPLOYEE


def harmful() -> bytes:
    """A PDF with a virus in it, which a scanner finds and an examination does not."""

    def infect(pdf: Pdf) -> None:
        drawn = pdf.pages[0].obj.Contents
        drawn.write(b"% " + EICAR + b"\n" + drawn.read_bytes())

    return a_pdf(change=infect)


def scanned_by(desk: Desk, scanner: Scanner) -> Desk:
    """The same application with a scanner."""
    parts = replace(desk.parts, scanner=scanner)
    app = create_app(parts)
    return replace(desk, app=app, parts=parts, client=browser(app))


def hand_in(desk: Desk, person: str, content: bytes, name: str = "proof.pdf") -> Response:
    """Somebody's program hands in a file."""
    files = {"file": (name, content, "application/octet-stream")}
    return desk.client.post("/api/v1/uploads", files=files, headers=desk.bearer(person))


def kept(desk: Desk, person: str, text: str = "Proof") -> str:
    """The digest of a file that somebody handed in."""
    answer = hand_in(desk, person, a_pdf(text=text))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["answer"]).split()[0]


def placed(desk: Desk, person: str, content: bytes) -> str:
    """The digest of a file of somebody's that was found to be clean."""
    digest = desk.parts.store.put(content)
    row = Upload(
        digest=digest,
        person=person,
        name="proof.pdf",
        media_type="application/pdf",
        size=len(content),
        pages=1,
        state=UploadState.CLEAN,
        at=desk.clock.now,
    )
    with desk.session() as session:
        session.add(row)
        session.commit()
    return digest


def state_of(desk: Desk, digest: str, person: str = EMPLOYEE) -> UploadState:
    """What is known of a file."""
    return UploadState(row_of(desk, digest, person).state)


def row_of(desk: Desk, digest: str, person: str = EMPLOYEE) -> Upload:
    """What is on record of a file."""
    with desk.session() as session:
        row = find(session, digest, person)
    assert row is not None
    return row


def open_file(desk: Desk, person: str, digest: str) -> Response:
    """Somebody's program asks for a file."""
    return desk.client.get(f"/api/v1/uploads/{digest}", headers=desk.bearer(person))


def answer_with(desk: Desk, reference: str = REFERENCE, **files: str) -> None:
    """The proposal of an arrangement names files, by field."""
    with desk.session() as session:
        versions = select(ProposalVersion).where(ProposalVersion.reference == reference)
        for version in session.exec(versions).all():
            named = {field: f"{digest} proof.pdf" for field, digest in files.items()}
            version.content = {**version.content, "answers": named}
            session.add(version)
        session.commit()


@contextmanager
def memory_within(megabytes: int) -> Iterator[None]:
    """This process needs no more than that beyond what it ever needed."""
    before = _most_memory()
    yield
    assert _most_memory() - before < megabytes


def _most_memory() -> int:
    with open("/proc/self/status", encoding="ascii") as told:  # noqa: PTH123
        return next(int(line.split()[1]) // 1024 for line in told if line.startswith("VmHWM"))
