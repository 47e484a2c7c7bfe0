"""A program's proposal form as values: each field with what was typed and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from policy.checking import Problem
from policy.form import FieldKind, FormField, Section
from policy.program import Program
from policy.typed import read_date
from policy.week import WEEKDAYS, Place
from policy.wording import show_date
from records.people import Person

PLACES = (
    (Place.DUTY_STATION, "Official duty station"),
    (Place.TELECOMMUTING, "Telecommuting"),
    (Place.OFF, "Not worked"),
)
HOURS = (
    ("starts", "Starts"),
    ("lunch_starts", "Lunch from"),
    ("lunch_ends", "Lunch to"),
    ("ends", "Ends"),
    ("breaks", "Breaks"),
)
NOT_PROVIDED = "Not provided"
NOT_YET = "Not answered yet"


@dataclass(frozen=True)
class CellView:
    """One input of the week: its form key, its column, what was typed, what is wrong."""

    key: str
    label: str
    value: str
    problem: str


@dataclass(frozen=True)
class DayView:
    """One weekday: where it is worked (a choice), and its hours."""

    title: str
    place: CellView
    hours: tuple[CellView, ...]


@dataclass(frozen=True)
class FieldView:
    """One field: what is asked, what was typed, what is wrong.

    `choices` are pairs of value and label; `days` is filled for a week. What is `known` is shown,
    not asked.
    """

    key: str
    label: str
    kind: FieldKind
    hint: str
    required: bool
    conditional: bool
    choices: tuple[tuple[str, str], ...]
    value: str
    problem: str
    days: tuple[DayView, ...] = ()
    known: bool = False


@dataclass(frozen=True)
class AnswerView:
    """One answer as read back: a label and what was answered, a line each."""

    label: str
    value: str


@dataclass(frozen=True)
class SectionView:
    """One section: its fields to fill in, and the same as read back."""

    id: str
    title: str
    fields: tuple[FieldView, ...]
    answers: tuple[AnswerView, ...] = field(default=())
    started: bool = False


def section_view(
    section: Section,
    values: Mapping[str, str],
    problems: Sequence[Problem] = (),
    known: Mapping[str, str] | None = None,
) -> SectionView:
    """A section with what was typed into it so far, and what is `known` without asking."""
    fixed = known or {}
    shown = {**values, **fixed}
    wrong = {problem.field: problem.text for problem in reversed(problems)}
    fields = tuple(_field(item, shown, wrong, item.id in fixed) for item in section.fields)
    answers = tuple(AnswerView(item.label, _read_back(item)) for item in fields)
    typed = any(key in values for item in section.fields for key in keys_of(item))
    return SectionView(section.id, section.title, fields, answers, typed)


def answered(section: SectionView) -> SectionView:
    """The section without what was left unanswered."""
    kept = tuple(answer for answer in section.answers if answer.value != NOT_PROVIDED)
    return replace(section, answers=kept)


def keys_of(item: FormField) -> tuple[str, ...]:
    """The form keys that a field is sent under."""
    if item.kind is not FieldKind.WEEK:
        return (item.id,)
    names = ("place", *(name for name, _ in HOURS))
    return tuple(f"week.{weekday}.{name}" for weekday in WEEKDAYS for name in names)


def section_keys(section: Section) -> tuple[str, ...]:
    """Every form key of a section, and `week` itself, which problems may name."""
    return tuple(key for item in section.fields for key in (item.id, *keys_of(item)))


def problems_in(section: Section, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those problems that belong to a section."""
    keys = set(section_keys(section))
    return tuple(problem for problem in problems if problem.field in keys)


def sent_in(section: Section, form: Mapping[str, str]) -> dict[str, str]:
    """What was sent for a section; an unticked box is an empty answer."""
    return {key: form.get(key, "") for item in section.fields for key in keys_of(item)}


def prefilled(program: Program, person: Person) -> dict[str, str]:
    """What the directory already knows: shown, and typed by nobody."""
    known = person.model_dump()
    values = {item.id: str(known.get(item.prefill, "")) for item in program.fields if item.prefill}
    return {key: value for key, value in values.items() if value}


def _field(
    item: FormField, values: Mapping[str, str], wrong: Mapping[str, str], known: bool
) -> FieldView:
    return FieldView(
        key=item.id,
        label=item.label,
        kind=item.kind,
        hint=item.hint,
        required=item.required,
        conditional=bool(item.required_when),
        choices=_choices(item),
        value=values.get(item.id, ""),
        problem=wrong.get(item.id, ""),
        days=_days(values, wrong) if item.kind is FieldKind.WEEK else (),
        known=known,
    )


def _choices(item: FormField) -> tuple[tuple[str, str], ...]:
    match item.kind:
        case FieldKind.WEEK:
            return tuple((place.value, label) for place, label in PLACES)
        case FieldKind.YES_NO:
            return (("yes", "Yes"), ("no", "No"))
    return tuple((choice, choice) for choice in item.choices)


def _days(values: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[DayView, ...]:
    return tuple(_day(weekday, values, wrong) for weekday in WEEKDAYS)


def _day(weekday: str, values: Mapping[str, str], wrong: Mapping[str, str]) -> DayView:
    def cell(name: str, label: str, default: str = "") -> CellView:
        key = f"week.{weekday}.{name}"
        return CellView(key, label, values.get(key, default), wrong.get(key, ""))

    weekend = weekday in WEEKDAYS[5:]
    usual = Place.OFF if weekend else Place.DUTY_STATION
    return DayView(
        title=weekday.capitalize(),
        place=cell("place", "Where", usual.value),
        hours=tuple(cell(name, label) for name, label in HOURS),
    )


def _read_back(item: FieldView) -> str:
    if item.kind is FieldKind.WEEK:
        return "\n".join(_read_day(day) for day in item.days) if _is_answered(item) else NOT_YET
    if item.kind in {FieldKind.YES_NO, FieldKind.STATEMENT}:
        return {"yes": "Yes", "no": "No"}.get(item.value, item.value) or NOT_PROVIDED
    day = read_date(item.value) if item.kind is FieldKind.DATE else None
    return show_date(day) if isinstance(day, date) else item.value or NOT_PROVIDED


def _is_answered(week: FieldView) -> bool:
    """Whether some hours are given, or need not be: nothing is worked."""
    hours = any(cell.value for day in week.days for cell in day.hours)
    return hours or all(day.place.value == Place.OFF for day in week.days)


def _read_day(day: DayView) -> str:
    place = dict(PLACES).get(Place(day.place.value)) if day.place.value in set(Place) else ""
    if day.place.value == Place.OFF:
        return f"{day.title}: not worked"
    where = f"{day.title}: {(place or NOT_PROVIDED).lower()}"
    starts, lunch_starts, lunch_ends, ends, breaks = (cell.value for cell in day.hours)
    parts = [f"{starts or '?'} to {ends or '?'}"] if starts or ends else [NOT_YET.lower()]
    if lunch_starts or lunch_ends:
        parts.append(f"lunch {lunch_starts or '?'} to {lunch_ends or '?'}")
    if breaks:
        parts.append(f"breaks {breaks}")
    return f"{where}, {', '.join(parts)}"
