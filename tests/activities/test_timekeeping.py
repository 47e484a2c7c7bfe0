"""A file of recorded hours taken in: once, whatever has become of its employees since."""

from pathlib import Path

import pytest
from temporalio.exceptions import ApplicationError

from activities.timekeeping import UNFIT, Timekeeping
from documents.store import FolderStore
from policy.acts import Attribution
from policy.hours.handing_in import HoursHandedIn, HoursKept
from records.database import Sessions
from tests import people
from tests.clock import Clock
from tests.policy.samples import AGENCIES, PROGRAMS
from tests.timekeeping import TIMEKEEPER, a_file

AGENCY = "comptroller"


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """Where files are kept."""
    return FolderStore(tmp_path / "documents")


@pytest.fixture
def taking(sessions: Sessions, store: FolderStore) -> Timekeeping:
    """The activity, with the programs as they ship."""
    return Timekeeping(sessions, store, PROGRAMS, AGENCIES)


@pytest.fixture
def act(store: FolderStore, clock: Clock) -> HoursHandedIn:
    """A file with one day of the employee."""
    digest = store.put(a_file(f"{people.EMPLOYEE},2026-01-06,REGTC,8"))
    return HoursHandedIn(digest, (AGENCY,), Attribution(TIMEKEEPER, "one", clock.now))


def test_a_file_that_was_taken_in_stays_so_when_its_employee_has_gone(
    sessions: Sessions, taking: Timekeeping, act: HoursHandedIn, clock: Clock
) -> None:
    """The engine may ask again after the answer was lost."""
    assert taking.take_in(AGENCY, act, clock.now) == HoursKept(1, 0, 0)
    with sessions() as session:
        people.known(session, people.EMPLOYEE).agency = "water"
        session.commit()
    assert taking.take_in(AGENCY, act, clock.now) == HoursKept(1, 0, 0)


def test_an_agency_that_is_no_more_takes_none(
    taking: Timekeeping, act: HoursHandedIn, clock: Clock
) -> None:
    with pytest.raises(ApplicationError, match="keeps no hours here") as refused:
        taking.take_in("atlantis", act, clock.now)
    assert refused.value.type == UNFIT
    assert refused.value.non_retryable
