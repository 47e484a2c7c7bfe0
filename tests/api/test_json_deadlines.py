"""Deadlines by the JSON API: the day by which something has to be done, and when timers wake."""

from datetime import UTC, datetime

from policy.account import START, DeadlineSet
from tests import people
from tests.api.coming_up import Life
from tests.api.site import REFERENCE

MORNING = datetime(2026, 12, 3, 14, tzinfo=UTC)
"""At nine, when people are reminded."""
AFTER_AUGUST = datetime(2027, 9, 1, 4, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 1, 5, tzinfo=UTC)


def days(life: Life, *deadlines: DeadlineSet) -> dict[str, tuple[str | None, ...]]:
    """What a program is told of these, by name: due on, due at, wakes at."""
    life.deadlines = deadlines
    life.write()
    path, headers = f"/api/v1/arrangements/{REFERENCE}", life.desk.bearer(people.COORDINATOR)
    told = life.desk.browser().get(path, headers=headers).json()["deadlines"]
    return {each["name"]: (each["due_on"], each["due_at"], each["wakes_at"]) for each in told}


def test_what_is_owed_has_the_day_it_is_due_beside_the_morning_of_its_reminder(life: Life) -> None:
    owed = life.owe("equipment_return", subject="A laptop")
    named = f"duty:{owed.number}"
    found = days(life, DeadlineSet(named, "Reminder: Duty 1", MORNING))
    assert found == {named: ("2026-12-08", "2026-12-09T05:00:00Z", "2026-12-03T14:00:00Z")}


def test_what_ends_with_a_day_is_due_on_it_and_a_start_on_the_day_it_begins(life: Life) -> None:
    found = days(
        life, DeadlineSet("last_day", "Last day", AFTER_AUGUST), DeadlineSet(START, "It", DECEMBER)
    )
    assert found["last_day"] == ("2027-08-31", "2027-09-01T04:00:00Z", "2027-09-01T04:00:00Z")
    assert found[START] == ("2026-12-01", "2026-12-01T05:00:00Z", "2026-12-01T05:00:00Z")


def test_nobody_keeps_the_day_of_a_reminder(life: Life) -> None:
    found = days(life, DeadlineSet("reminder", "Reminder", MORNING))
    assert found == {"reminder": (None, None, "2026-12-03T14:00:00Z")}
