"""Files handed in: taken as what an examination makes of them, within a quota, and scanned."""

import hashlib
import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader
from sqlmodel import select
from starlette.datastructures import UploadFile
from starlette.types import Message, Scope

from activities.scanning import Scanned, Scanning
from api.files.uploading import take_upload
from documents.uploads.scanning import ClamAV
from policy.form import FieldKind, FormField
from policy.forms.problem import Problem
from records.readings import readings_of
from records.uploads import ALARM_AFTER, MOST_FILES, Upload, UploadState, add
from tests.api.browsing import BASE
from tests.api.files import (
    answer_with,
    hand_in,
    harmful,
    kept,
    memory_within,
    open_file,
    row_of,
    scanned_by,
    state_of,
)
from tests.api.filing import file
from tests.api.site import REFERENCE, Desk
from tests.documents.uploads.clamd import a_clamd
from tests.documents.uploads.samples import a_pdf, a_photograph, an_active_pdf, zipped
from tests.people import COLLEAGUE, COORDINATOR, EMPLOYEE
from tests.ports import free_ports

FIELD = FormField("care_proof", "Proof of care", FieldKind.UPLOAD, citation="IV.H")


def test_what_is_kept_is_what_was_made_of_the_file(desk: Desk) -> None:
    answer = hand_in(desk, EMPLOYEE, an_active_pdf(), "../My  proof.PDF")
    assert answer.status_code == 201
    digest, _, name = answer.json()["answer"].partition(" ")
    content = desk.parts.store.get(digest)
    assert hashlib.sha256(content).hexdigest() == digest
    assert "Certificate" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert b"JavaScript" not in content
    row = row_of(desk, digest)
    assert (name, row.name, row.media_type) == ("My proof.pdf", "My proof.pdf", "application/pdf")
    assert (row.size, row.pages, row.state) == (len(content), 1, UploadState.CLEAN)


def test_the_same_file_again_is_the_same_answer_and_counts_once(desk: Desk) -> None:
    first, second = (hand_in(desk, EMPLOYEE, a_photograph(), "a.jpg") for _ in range(2))
    assert first.json() == second.json()
    other = hand_in(desk, COLLEAGUE, a_photograph(), "a.jpg")
    assert other.json() == first.json()


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an archive": ("x.pdf", zipped, "is not the PDF file that its name says"),
    "a program": ("x.exe", lambda: b"MZ", "must be a PDF, PNG or JPEG file"),
    "no name": (" ", a_pdf, "must be a PDF, PNG or JPEG file"),
    "a renamed photograph": ("x.pdf", a_photograph, "is a JPEG file"),
    "too many pages": ("x.pdf", lambda: a_pdf(21), "has more than 20 pages"),
    "too much": ("x.pdf", lambda: a_pdf().ljust(10_000_001), "is more than 10 megabytes"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_taken_is_told_in_a_sentence_and_not_kept(desk: Desk, name: str) -> None:
    called, content, why = BAD[name]
    answer = hand_in(desk, EMPLOYEE, content(), called)
    assert answer.status_code == 422
    assert why in answer.json()["errors"][0]["rule"]
    assert digests(desk) == []


async def test_a_form_is_told_which_field_and_which_rule(desk: Desk) -> None:
    sent = UploadFile(io.BytesIO(a_pdf(21)), filename="long.pdf")
    with desk.session() as session:
        told = await take_upload(desk.parts, session, EMPLOYEE, FIELD, sent)
    assert isinstance(told, Problem)
    assert (told.field, told.citation) == ("care_proof", "IV.H")
    assert told.message.startswith("“Proof of care” has more than 20 pages.")


def test_a_program_that_sends_no_file_is_told_so(desk: Desk) -> None:
    bearer = desk.bearer(EMPLOYEE)
    for answer in (
        desk.client.post("/api/v1/uploads", headers=bearer, data={"file": "text"}),
        desk.client.post("/api/v1/uploads", headers=bearer, json={}),
        desk.client.post("/api/v1/uploads", headers=bearer, files={"other": ("a", b"b")}),
    ):
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "file"
    assert desk.client.post("/api/v1/uploads", files={"file": ("a", b"b")}).status_code == 401


@pytest.mark.parametrize(("files", "size"), [(MOST_FILES, 1), (1, 100 * 1024 * 1024)])
def test_nobody_keeps_more_than_their_share(desk: Desk, files: int, size: int) -> None:
    with desk.session() as session:
        for number in range(files):
            row = Upload(
                digest=str(number),
                person=EMPLOYEE,
                name="a.pdf",
                media_type="application/pdf",
                size=size,
                at=desk.clock.now,
            )
            add(session, row)
        session.commit()
    answer = hand_in(desk, EMPLOYEE, a_pdf())
    assert answer.status_code == 422
    assert "as much as one person may have" in answer.text
    assert hand_in(desk, COLLEAGUE, a_pdf()).status_code == 201


def scope_of(authorization: str) -> Scope:
    """The head of a request that uploads a file."""
    headers = [
        (b"content-type", b"multipart/form-data; boundary=x"),
        (b"authorization", authorization.encode()),
        (b"host", BASE.removeprefix("https://").encode()),
    ]
    return {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/uploads",
        "raw_path": b"/api/v1/uploads",
        "query_string": b"",
        "headers": headers,
        "client": ("192.0.2.1", 50000),
        "server": ("telecommute.test", 443),
        "scheme": "https",
        "http_version": "1.1",
    }


async def test_a_body_without_end_is_cut_while_it_comes_in(desk: Desk) -> None:
    """A gigabyte is offered; a little of it is taken, and none of that stays in memory."""
    offered = 0
    answers: list[Message] = []

    async def receive() -> Message:
        nonlocal offered
        offered += 1
        begins = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        body = begins if offered == 1 else bytes(1_000_000)
        return {"type": "http.request", "body": body, "more_body": offered < 1000}

    async def send(message: Message) -> None:
        answers.append(message)

    scope = scope_of(desk.bearer(EMPLOYEE)["Authorization"])
    with memory_within(50):
        await desk.app(scope, receive, send)
    assert answers[0]["status"] == 413
    assert offered < 60


def test_what_a_scanner_finds_is_refused_for_everybody(desk: Desk) -> None:
    with a_clamd() as port:
        scanned = scanned_by(desk, ClamAV("127.0.0.1", port))
        assert hand_in(scanned, EMPLOYEE, a_pdf()).status_code == 201
        for _ in range(2):
            answer = hand_in(scanned, EMPLOYEE, harmful())
            assert answer.status_code == 422
            assert "something harmful in it (Eicar-Test-Signature)" in answer.text
    refused = [digest for digest in digests(desk) if state_of(desk, digest) == "refused"]
    assert len(refused) == 1
    assert open_file(desk, EMPLOYEE, refused[0]).status_code == 404


def digests(desk: Desk) -> list[str]:
    """The files on record."""
    with desk.session() as session:
        return list(session.exec(select(Upload.digest)).all())


def test_while_no_scanner_answers_only_its_owner_opens_a_file(desk: Desk) -> None:
    """Fail closed; the worker asks again, tells operators when it takes long, and then it opens."""
    port = free_ports(1)[0]
    scanner = ClamAV("127.0.0.1", port, patience=5)
    waiting = scanned_by(desk, scanner)
    digest = kept(waiting, EMPLOYEE)
    file(desk)
    answer_with(desk, insurance_certificate=digest)
    assert state_of(desk, digest) == UploadState.CHECKING
    assert open_file(desk, EMPLOYEE, digest).status_code == 200
    assert open_file(desk, COORDINATOR, digest).status_code == 404
    again = Scanning(desk.parts.sessions, desk.parts.store, scanner, desk.clock)
    desk.clock.now += ALARM_AFTER * 2
    assert again.scan_waiting() == Scanned(0, 0, 1, "ScannerUnavailable")
    ready = desk.client.get("/readyz").json()
    assert ready["warnings"] == ["1 uploaded file waits for the virus scanner."]
    assert open_file(desk, COORDINATOR, digest).status_code == 404
    with a_clamd(port=port):
        assert again.scan_waiting() == Scanned(1, 0, 0)
    assert open_file(desk, COORDINATOR, digest).status_code == 200
    assert "warnings" not in desk.client.get("/readyz").json()


def test_a_file_found_harmful_later_opens_for_nobody(desk: Desk) -> None:
    port = free_ports(1)[0]
    scanner = ClamAV("127.0.0.1", port, patience=5)
    answer = hand_in(scanned_by(desk, scanner), EMPLOYEE, harmful())
    digest = answer.json()["answer"].split()[0]
    with a_clamd(port=port):
        again = Scanning(desk.parts.sessions, desk.parts.store, scanner, desk.clock)
        desk.clock.pass_by(seconds=1)
        assert again.scan_waiting() == Scanned(0, 1, 0)
    assert "Eicar" in row_of(desk, digest).problem
    assert open_file(desk, EMPLOYEE, digest).status_code == 404


def test_without_a_scanner_what_waits_goes_on_waiting_until_it_is_handed_in_again(
    desk: Desk,
) -> None:
    away = ClamAV("127.0.0.1", free_ports(1)[0], patience=5)
    digest = kept(scanned_by(desk, away), EMPLOYEE)
    alone = Scanning(desk.parts.sessions, desk.parts.store, None, desk.clock)
    desk.clock.pass_by(seconds=1)
    assert alone.scan_waiting().waiting == 1
    assert kept(desk, EMPLOYEE) == digest
    assert state_of(desk, digest) == UploadState.CLEAN


def test_every_reading_of_a_file_is_noted(desk: Desk) -> None:
    digest = kept(desk, EMPLOYEE)
    file(desk)
    answer_with(desk, insurance_certificate=digest)
    open_file(desk, COORDINATOR, digest)
    with desk.session() as session:
        [line], _ = readings_of(session, REFERENCE)
    assert (line.person, line.what, line.why) == (COORDINATOR, f"uploaded file {digest}", "token")
