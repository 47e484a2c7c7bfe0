"""Uploaded files: no signing before each is here and clean, and filed with what is signed (IV)."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import col, update

from demonstration import favorable
from documents.store import FolderStore
from policy.account import HeldUpBy, Status
from records import papers
from records.database import Sessions
from records.uploads import Upload, UploadState
from tests import people
from tests.case import Case
from tests.world import World, a_world

PROOF = b"%PDF a letter of the day care center"
OTHER = b"%PDF another letter"


def uploaded(world: World, content: bytes, state: UploadState, person: str = "") -> str:
    """The answer that a file stands for, as the application leaves it behind."""
    digest = world.tools.store.put(content)
    with world.tools.sessions() as session:
        session.add(
            Upload(
                digest=digest,
                person=person or people.EMPLOYEE,
                name="proof.pdf",
                media_type="application/pdf",
                size=len(content),
                pages=2,
                state=state,
                at=world.tools.clock(),
            )
        )
        session.commit()
    return f"{digest} proof.pdf"


def settle(sessions: Sessions, state: UploadState) -> None:
    """The scanner has answered about everything."""
    with sessions() as session:
        waiting = col(Upload.state) == UploadState.CHECKING
        session.exec(update(Upload).where(waiting).values(state=state))
        session.commit()


async def approved(world: World, care_proof: str, insurance: str = "") -> Case:
    """Reviewed and approved, for somebody who has dependents."""
    case = await world.submit(
        dependents="yes",
        care_proof=care_proof,
        insurance_certificate=insurance or favorable.certificate(),
    )
    await case.reviewed()
    await case.decide()
    return case


@pytest.mark.requirement("CT-149")
async def test_the_certificate_is_kept_with_the_arrangement_and_filed(world: World) -> None:
    case = await world.submit(starts_in=30)
    await case.authorized()
    (entry,) = await case.timeline("filed")
    digest = favorable.certificate().split()[0]
    assert entry.evidence["insurance_certificate"] == digest
    with world.tools.sessions() as session:
        (filed,) = papers.attached(session, case.reference, 1)
    assert (filed.destination, filed.document) == ("personnel_file", "insurance_certificate")
    kept = world.tools.store.get(filed.digest)
    assert hashlib.sha256(kept).hexdigest() == digest
    assert kept == favorable.CERTIFICATE.read_bytes()


@pytest.mark.requirement("CT-123")
async def test_the_proof_of_care_is_filed_too(world: World) -> None:
    proof = uploaded(world, PROOF, UploadState.CLEAN)
    case = await world.submit(starts_in=30, dependents="yes", care_proof=proof)
    await case.authorized()
    with world.tools.sessions() as session:
        filed = {paper.document for paper in papers.attached(session, case.reference, 1)}
    assert filed == {"insurance_certificate", "care_proof"}


@pytest.mark.requirement("CT-123")
@pytest.mark.requirement("CT-149")
@pytest.mark.parametrize("field", ["insurance_certificate", "care_proof"])
@pytest.mark.parametrize("known", [True, False], ids=["refused", "unknown"])
async def test_a_file_that_will_not_do_is_asked_for_again(
    world: World, field: str, *, known: bool
) -> None:
    """Whether it was found to be harmful, or nobody ever uploaded it."""
    useless = uploaded(world, PROOF, UploadState.REFUSED) if known else f"{'e' * 64} proof.pdf"
    proof = uploaded(world, OTHER, UploadState.CLEAN)
    named = {"insurance_certificate": proof, "care_proof": proof, field: useless}
    case = await approved(world, named["care_proof"], named["insurance_certificate"])
    standing = await case.until(lambda s: s.status is Status.COMPLETING)
    assert {(t.purpose, t.person) for t in standing.tasks} == {("provide", people.EMPLOYEE)}
    await case.provide("employee", people.EMPLOYEE, **{field: proof})
    await case.open_without_review()


async def test_a_file_that_waits_for_the_scanner_holds_signing_up(world: World) -> None:
    """Until there is a verdict nobody is asked for anything; then it goes on by itself."""
    proof = uploaded(world, PROOF, UploadState.CHECKING)
    case = await approved(world, proof)
    await case.until(lambda s: s.held_up == (HeldUpBy.SCANNER,))
    assert (await case.standing()).tasks == ()
    assert "held_up" not in await case.happened()
    settle(world.tools.sessions, UploadState.CLEAN)
    await world.skip(minutes=2)
    await case.open_without_review()


async def test_nothing_is_frozen_while_a_file_is_lost(tmp_path: Path) -> None:
    """The store is asked for the very bytes."""
    async with a_world(tmp_path) as world:
        proof = uploaded(world, PROOF, UploadState.CLEAN)
        elsewhere = FolderStore(tmp_path / "elsewhere")
        hidden = world.tools.store
        world.tools = replace(world.tools, store=elsewhere)
        await world.restart_worker()
        case = await approved(world, proof)
        await case.until(lambda s: bool(s.held_up))
        with world.tools.sessions() as session:
            assert papers.frozen(session, case.reference, 1) == []
        for content in (PROOF, favorable.CERTIFICATE.read_bytes()):
            assert elsewhere.put(content) == hidden.put(content)
        await world.skip(hours=2)
        await case.open_without_review()
