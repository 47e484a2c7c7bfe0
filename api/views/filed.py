"""What is on file of an employee, said where a form rests on it."""

from collections.abc import Sequence
from fractions import Fraction

from policy.away import plain
from policy.facts import Facts
from policy.form import FieldKind, Section
from policy.program import Program
from policy.week import WEEKDAYS
from policy.wording import listed


def on_file(program: Program, section: Section, facts: Facts) -> tuple[str, ...]:
    """What the directory has that a section's answers are judged by, in sentences."""
    if not any(item.kind is FieldKind.WEEK for item in section.fields):
        return ()
    needed = program.week.same_hours and not facts.hours
    told = ["Your hours are not on file."] if needed else _hours(facts.hours)
    if facts.schedule_type:
        told.append(f"Your present work schedule on file: {facts.schedule_type}.")
    if facts.field_work is not None:
        told.append(f"Regular field work on file: {'yes' if facts.field_work else 'no'}.")
    return tuple(told)


def _hours(hours: Sequence[float]) -> list[str]:
    size = len(WEEKDAYS)
    weeks = [hours[at : at + size] for at in range(0, len(hours), size)]
    numbered = [f" in week {number}" if len(weeks) > 1 else "" for number in range(1, 3)]
    return [
        f"Your hours on file{where}: {_days(week)}."
        for where, week in zip(numbered, weeks, strict=False)
        if any(week)
    ]


def _days(week: Sequence[float]) -> str:
    return listed(
        [
            f"{day.capitalize()} {plain(Fraction(hours))}"
            for day, hours in zip(WEEKDAYS, week, strict=False)
            if hours
        ]
    )
