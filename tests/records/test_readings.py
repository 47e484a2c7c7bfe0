"""The log of who read what."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from records.paging import PAGE
from records.readings import Reading, note_reading, readings_of

NOW = datetime(2026, 12, 1, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)


def noted(session: Session, person: str, at: datetime, reference: str = "TA-1") -> None:
    """One line of the log."""
    reading = Reading(at=at, person=person, reference=reference, what="arrangement")
    note_reading(session, reading)


def test_who_read_a_record_is_kept_newest_first(session: Session) -> None:
    noted(session, "2", NOW + HOUR)
    noted(session, "1", NOW)
    noted(session, "3", NOW, "TA-2")
    session.commit()
    found, total = readings_of(session, "TA-1")
    assert ([each.person for each in found], total) == (["2", "1"], 2)


def test_many_readings_come_a_page_at_a_time(session: Session) -> None:
    for count in range(PAGE + 1):
        noted(session, str(count), NOW + count * HOUR)
    session.commit()
    first, total = readings_of(session, "TA-1")
    rest, _ = readings_of(session, "TA-1", 2)
    assert (len(first), [each.person for each in rest], total) == (PAGE, ["0"], PAGE + 1)
