"""A good week, and an answer to every field that a proposal needs."""

from collections.abc import Sequence
from datetime import time

from policy.form import Before, FieldKind
from policy.program import Program
from policy.reading.sound_forms import NEEDED_FIELDS
from policy.week import WEEKDAYS, Day, Place
from tests.api.site import Desk


def a_week(*telecommuting: str) -> tuple[Day, ...]:
    """Eight hours on five days, those named away from the duty station; the weekend off."""
    return tuple(_day(weekday, telecommuting) for weekday in WEEKDAYS)


def _day(weekday: str, telecommuting: Sequence[str]) -> Day:
    if weekday in WEEKDAYS[5:]:
        return Day(weekday, Place.OFF)
    place = Place.TELECOMMUTING if weekday in telecommuting else Place.DUTY_STATION
    breaks = "10:00 am and 2:30 pm"
    return Day(weekday, place, time(8), time(12), time(12, 30), time(16, 30), breaks)


def full_answers(desk: Desk, program: str) -> dict[str, str]:
    """An answer to every field that a proposal needs, beside term and week."""
    return answers_to(desk.parts.programs.get(program))


def answers_to(program: Program) -> dict[str, str]:
    """The same, of a program at hand."""
    typed = {
        FieldKind.YES_NO: "no",
        FieldKind.STATEMENT: "yes",
        FieldKind.NUMBER: "2",
        FieldKind.PHONE: "860-555-0199",
        FieldKind.DATE: "2026-11-02",
        FieldKind.TEXT: "As agreed",
        FieldKind.PARAGRAPH: "As agreed with my supervisor.",
    }
    return {
        item.id: item.choices[0] if item.choices else typed[item.kind]
        for item in program.fields
        if item.required and item.before is Before.SUBMISSION and item.id not in NEEDED_FIELDS
    }
