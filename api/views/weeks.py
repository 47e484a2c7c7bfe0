"""The weekly schedule as rows of a form, for one week or a pattern of two, and as read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from policy.away import arithmetic
from policy.facts import Facts
from policy.form import FieldKind
from policy.forms.schedule import WEEK_KEYS, cell_key, read_week
from policy.forms.typed import read_time
from policy.helping import station_of
from policy.program import Program, WeekRule
from policy.week import WEEKDAYS, Place
from policy.wording import capital, listed, show_time

PLACES = {
    Place.DUTY_STATION: "Official duty station",
    Place.TELECOMMUTING: "Telecommuting",
    Place.FIELD_WORK: "Field work all day",
    Place.PART_DAY: "Field work, then telecommuting",
    Place.OFF: "Not worked",
}
HOURS = (
    ("starts", "Starts"),
    ("lunch_starts", "Lunch from"),
    ("lunch_ends", "Lunch to"),
    ("ends", "Ends"),
    ("breaks", "Breaks"),
)
FIELD_WORK_ENDS = ("field_work_ends", "Field work to")
CELLS = ("place", *(name for name, _ in HOURS), FIELD_WORK_ENDS[0])
NOT_YET = "Not answered yet"
SECOND = WEEK_KEYS[1]


@dataclass(frozen=True)
class CellView:
    """One input of a week or a row: its form key, its column, what was typed, what is wrong."""

    key: str
    label: str
    value: str
    problem: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False


@dataclass(frozen=True)
class DayView:
    """One weekday: where it is worked (a choice), and its hours."""

    title: str
    place: CellView
    hours: tuple[CellView, ...]


@dataclass(frozen=True)
class WeekView:
    """One week of the schedule; `title` tells two of them apart."""

    key: str
    title: str
    days: tuple[DayView, ...]


@dataclass(frozen=True)
class Scheduling:
    """What a schedule's form rests on: the program's rule, and what is on file of the employee."""

    rule: WeekRule
    schedule_type: str = ""
    field_work: bool = False
    station: str = ""

    def places(self, values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Where a day may be worked: exceptions only where they can apply, or were chosen."""
        known = {
            Place.FIELD_WORK: bool(self.rule.part_day_grounds),
            Place.PART_DAY: bool(self.rule.part_day_grounds) and self.field_work,
        }
        chosen = {values.get(key) for key in values if key.endswith(".place")}
        titles = {**PLACES, Place.DUTY_STATION: capital(self.station)} if self.station else PLACES
        return tuple(
            (place.value, label)
            for place, label in titles.items()
            if known.get(place, True) or place.value in chosen
        )

    def sums(self, program: Program, values: Mapping[str, str]) -> tuple[str, ...]:
        """The hours away of each week with the limit, once the times can be read (GL32 IV.D)."""
        pattern, unread = read_week(program, values)
        if unread or not any(day.worked for day in pattern):
            return ()
        told = arithmetic(self.rule, pattern, self.schedule_type)
        most = self.rule.most_away_percent
        return told if most is None else (*told, f"At most {most}% of each week may be away.")


def scheduling(program: Program, facts: Facts, answered_type: str = "") -> Scheduling:
    """The schedule's form for somebody of whom that is on file."""
    kind = facts.schedule_type or answered_type.lower()
    station = station_of(program)
    return Scheduling(program.week, kind, field_work=bool(facts.field_work), station=station)


def week_keys(values: Mapping[str, str]) -> tuple[str, ...]:
    """The form keys of the schedule: those of a second week once it is begun."""
    numbers = (1, 2) if has_second(values) else (1,)
    return tuple(
        cell_key(number, weekday, name)
        for number in numbers
        for weekday in WEEKDAYS
        for name in CELLS
    )


def has_second(values: Mapping[str, str]) -> bool:
    """Whether the form holds a second week."""
    return any(key.startswith(f"{SECOND}.") for key in values)


def second_from_first(values: Mapping[str, str]) -> dict[str, str]:
    """A second week that begins as the first one is."""
    first = f"{WEEK_KEYS[0]}."
    copied = {key: values.get(key, "") for key in week_keys({}) if key.startswith(first)}
    return {f"{SECOND}.{key.removeprefix(first)}": value for key, value in copied.items()}


def laid_over(stands: Mapping[str, str], sent: Mapping[str, str]) -> dict[str, str]:
    """What was sent over what stands; of a schedule that was sent, a week that was not is gone."""
    gone = week_keys(stands) if any(key in sent for key in week_keys({})) else ()
    return {key: value for key, value in stands.items() if key not in gone} | dict(sent)


def alike(week: str, values: Mapping[str, str]) -> dict[str, str]:
    """The hours of the first day that has any, for each day of that week that is worked and has
    none: what somebody typed stays.
    """
    keys = {day: [f"{week}.{day}.{name}" for name, _ in HOURS] for day in WEEKDAYS}
    worked = [day for day in WEEKDAYS if values.get(f"{week}.{day}.place", "") != Place.OFF]
    typed = [day for day in worked if any(values.get(key) for key in keys[day])]
    if week not in WEEK_KEYS or not typed:
        return {}
    hours = [values.get(key, "") for key in keys[typed[0]]]
    blank = (day for day in worked if day not in typed)
    return {key: told for day in blank for key, told in zip(keys[day], hours, strict=True)}


def week_views(
    values: Mapping[str, str], wrong: Mapping[str, str], *, parts: bool
) -> tuple[WeekView, ...]:
    """The week, or both weeks, with what was typed; `parts` asks when field work ends."""
    second = has_second(values)
    numbers = (1, 2) if second else (1,)
    titles = ("First week", "Second week") if second else ("",)
    return tuple(
        WeekView(WEEK_KEYS[number - 1], title, _days(number, values, wrong, parts=parts))
        for number, title in zip(numbers, titles, strict=True)
    )


def read_back(weeks: tuple[WeekView, ...], places: Mapping[str, str]) -> str:
    """The schedule, a line for days that are alike; `places` are the titles of where one works."""
    if not _is_answered(weeks):
        return NOT_YET
    lines: list[str] = []
    for week in weeks:
        days = _read_week(week, places)
        lines += [week.title, *days] if week.title else days
    return "\n".join(lines)


def _read_week(week: WeekView, places: Mapping[str, str]) -> list[str]:
    alike: dict[str, list[str]] = {}
    for day in week.days:
        alike.setdefault(_read_day(day, places), []).append(day.title)
    return [f"{listed(days)}: {told}" for told, days in alike.items()]


def _days(
    number: int, values: Mapping[str, str], wrong: Mapping[str, str], *, parts: bool
) -> tuple[DayView, ...]:
    return tuple(_day(number, each, values, wrong, parts=parts) for each in WEEKDAYS)


def _day(
    number: int, weekday: str, values: Mapping[str, str], wrong: Mapping[str, str], *, parts: bool
) -> DayView:
    def cell(name: str, label: str, default: str = "") -> CellView:
        key = cell_key(number, weekday, name)
        return CellView(key, label, values.get(key, default), wrong.get(key, ""))

    usual = Place.OFF if weekday in WEEKDAYS[5:] else Place.DUTY_STATION
    hours = (HOURS[0], FIELD_WORK_ENDS, *HOURS[1:]) if parts else HOURS
    return DayView(
        title=weekday.capitalize(),
        place=cell("place", "Where", usual.value),
        hours=tuple(cell(name, label) for name, label in hours),
    )


def _clock(cell: CellView) -> str:
    """A time as it is written everywhere; anything else as typed."""
    at = read_time(cell.value) if cell.value and not cell.key.endswith(".breaks") else ""
    return show_time(at) if isinstance(at, time) else cell.value


def _is_answered(weeks: tuple[WeekView, ...]) -> bool:
    """Whether some hours are given, or need not be: nothing is worked."""
    days = [day for week in weeks for day in week.days]
    hours = any(cell.value for day in days for cell in day.hours)
    return hours or all(day.place.value == Place.OFF for day in days)


def _read_day(day: DayView, places: Mapping[str, str]) -> str:
    place = places.get(day.place.value, NOT_YET)
    if day.place.value == Place.OFF:
        return "not worked"
    told = {cell.key.rpartition(".")[2]: _clock(cell) for cell in day.hours}
    starts, ends = told["starts"], told["ends"]
    parts = [f"{starts or '?'} to {ends or '?'}"] if starts or ends else [NOT_YET.lower()]
    if told["lunch_starts"] or told["lunch_ends"]:
        parts.append(f"lunch {told['lunch_starts'] or '?'} to {told['lunch_ends'] or '?'}")
    if told["breaks"]:
        parts.append(f"breaks {told['breaks']}")
    if told.get("field_work_ends"):
        parts.append(f"field work to {told['field_work_ends']}")
    return f"{place.lower()}, {', '.join(parts)}"
