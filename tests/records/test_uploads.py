"""Uploads: noted once, counted against the quota, settled once."""

from datetime import datetime

import pytest
from sqlmodel import Session

from records.uploads import (
    MOST_BYTES,
    MOST_FILES,
    Kept,
    Upload,
    UploadState,
    add,
    find,
    kept,
    of_person,
    settle,
    stuck,
)
from tests.records.samples import EMPLOYEE, HOUR, NOW, REVIEWER

DIGEST = "a" * 64


def an_upload(
    digest: str = DIGEST,
    person: str = EMPLOYEE,
    *,
    name: str = "desk.png",
    size: int = 1000,
    at: datetime = NOW,
) -> Upload:
    """A picture of a desk, just uploaded."""
    return Upload(
        digest=digest,
        person=person,
        name=name,
        media_type="image/png",
        size=size,
        pages=1,
        at=at,
    )


def test_a_file_is_its_owner_s_alone(session: Session) -> None:
    add(session, an_upload())
    found = find(session, DIGEST, EMPLOYEE)
    assert found is not None
    assert (found.name, found.state, found.at) == ("desk.png", "checking", NOW)
    assert find(session, DIGEST, REVIEWER) is None
    assert find(session, f"{DIGEST}\x00\ud800", "") is None


def test_the_same_file_again_stays_as_it_was_and_is_each_person_s_own(session: Session) -> None:
    add(session, an_upload())
    settle(session, DIGEST, EMPLOYEE, UploadState.CLEAN)
    add(session, an_upload(name="other.png", at=NOW + HOUR))
    add(session, an_upload(person=REVIEWER))
    (mine,), (theirs,) = of_person(session, EMPLOYEE), of_person(session, REVIEWER)
    assert (mine.name, mine.state) == ("desk.png", "clean")
    assert theirs.state == "checking"


def test_the_quota_counts_what_is_kept(session: Session) -> None:
    assert kept(session, EMPLOYEE) == Kept(0, 0)
    for number in range(3):
        add(session, an_upload(str(number), size=100 + number))
    add(session, an_upload(person=REVIEWER))
    settle(session, "2", EMPLOYEE, UploadState.REFUSED, problem="It is no picture.")
    assert kept(session, EMPLOYEE) == Kept(2, 201)


@pytest.mark.parametrize(
    ("before", "size", "fits"),
    [
        (Kept(MOST_FILES - 1, 0), 1, True),
        (Kept(MOST_FILES, 0), 1, False),
        (Kept(1, MOST_BYTES - 5), 5, True),
        (Kept(1, MOST_BYTES - 5), 6, False),
    ],
)
def test_twenty_files_and_a_hundred_megabytes_fit(before: Kept, size: int, fits: bool) -> None:
    assert before.has_room_for(size) is fits


def test_a_file_is_settled_once(session: Session) -> None:
    add(session, an_upload())
    assert settle(session, DIGEST, EMPLOYEE, UploadState.CLEAN, pages=3)
    assert not settle(session, DIGEST, EMPLOYEE, UploadState.REFUSED, problem="late")
    session.expire_all()
    found = find(session, DIGEST, EMPLOYEE)
    assert found is not None
    assert (found.state, found.pages, found.problem) == ("clean", 3, "")
    assert not settle(session, "unknown", EMPLOYEE, UploadState.CLEAN)


def test_what_cannot_be_checked_yet_waits_with_its_reason(session: Session) -> None:
    add(session, an_upload())
    add(session, an_upload("b", at=NOW + HOUR))
    add(session, an_upload("c"))
    settle(session, "c", EMPLOYEE, UploadState.CLEAN)
    assert settle(session, DIGEST, EMPLOYEE, UploadState.CHECKING, problem="No scanner answers.")
    (waiting,) = stuck(session, NOW + HOUR)
    session.refresh(waiting)
    assert (waiting.digest, waiting.problem, waiting.pages) == (DIGEST, "No scanner answers.", 1)
    assert [it.digest for it in stuck(session, NOW + 2 * HOUR)] == [DIGEST, "b"]
