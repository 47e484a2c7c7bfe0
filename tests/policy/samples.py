"""Programs as shipped, a form filled in as a careful person would, and proposals at random."""

from datetime import date, time
from pathlib import Path

from hypothesis import strategies as st

from policy.facts import Facts
from policy.form import FieldKind, FormField
from policy.forms.answers import asked
from policy.program import Program
from policy.proposal import Proposal
from policy.reading.loading import load_agencies, load_programs
from policy.week import WEEKDAYS, Day, Place, Week

FOLDER = Path(__file__).parents[2] / "policy" / "programs"
PROGRAMS = load_programs(FOLDER)
CONNECTICUT = PROGRAMS.get("connecticut")
SACRAMENTO = PROGRAMS.get("sacramento")
SHIPPED = (CONNECTICUT, SACRAMENTO)
AGENCIES = load_agencies(FOLDER / "agencies", PROGRAMS)
INVENTED = Path(__file__).parent / "programs"
HARBOR = load_programs(INVENTED).get("harbor")
EVERY = (*SHIPPED, HARBOR)
TODAY = date(2026, 11, 2)
ON_FILE = Facts(schedule_type="standard", hours=(8.0, 8.0, 8.0, 8.0, 8.0, 0.0, 0.0))
UPLOADED = f"{'c' * 64} certificate.pdf"

HOURS = {
    "starts": "8:00 am",
    "lunch_starts": "12:00 pm",
    "lunch_ends": "12:30 pm",
    "ends": "4:30 pm",
    "breaks": "10:00 am and 2:30 pm",
}


def filled(program: Program) -> dict[str, str]:
    """A form that can be submitted: all the employee is asked, Tuesdays and Thursdays away."""
    form = {item.id: _answer(item) for item in asked(program) if not item.role}
    form |= {"starts_on": "12/1/2026", "ends_on": "8/31/2027"}
    for weekday in WEEKDAYS[:5]:
        away = weekday in ("tuesday", "thursday")
        form[f"week.{weekday}.place"] = "telecommuting" if away else "duty_station"
        form |= {f"week.{weekday}.{name}": value for name, value in HOURS.items()}
    return form


_ANSWERS = {
    FieldKind.YES_NO: "no",
    FieldKind.STATEMENT: "yes",
    FieldKind.NUMBER: "2.5",
    FieldKind.DATE: "6/30/2026",
    FieldKind.TIME: "8:00 am",
    FieldKind.PHONE: "860-555-0199",
    FieldKind.UPLOAD: UPLOADED,
}


def _answer(item: FormField) -> str:
    if item.current:
        return "6/30/2027"
    first = item.choices[0] if item.choices else "As agreed with my supervisor."
    return item.must or _ANSWERS.get(item.kind, first)


def workweek(*places: Place) -> Week:
    """Eight hours a day at these places from Monday on; the rest of the week is off."""
    days = [
        Day(weekday, place, time(8), time(12), time(12, 30), time(16, 30), HOURS["breaks"])
        for weekday, place in zip(WEEKDAYS, places, strict=False)
    ]
    return (*days, *(Day(weekday, Place.OFF) for weekday in WEEKDAYS[len(places) :]))


_TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
_LINES = st.text(st.characters(categories=("L", "N", "P"), max_codepoint=0x2FF), min_size=1)


@st.composite
def _days(draw: st.DrawFn, weekday: str) -> Day:
    place = draw(st.sampled_from(Place))
    if place is Place.OFF:
        return Day(weekday, place)
    starts, lunch_starts, lunch_ends, ends = (draw(st.none() | _TIMES) for _ in range(4))
    breaks = draw(st.just("") | _LINES)
    field_work = draw(st.none() | _TIMES) if place is Place.PART_DAY else None
    return Day(weekday, place, starts, lunch_starts, lunch_ends, ends, breaks, field_work)


@st.composite
def proposals(draw: st.DrawFn, program: Program) -> Proposal:
    """Any proposal that a form could hold, sensible or not."""
    days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
    read = {FieldKind.DATE, FieldKind.TIME, FieldKind.ITEMS}
    texts = [item.id for item in asked(program) if item.kind not in read]
    length = draw(st.integers(1, 2))
    return Proposal(
        starts_on=draw(days),
        ends_on=draw(days),
        week=tuple(draw(_days(weekday)) for weekday in WEEKDAYS * length),
        answers=draw(st.dictionaries(st.sampled_from(texts), _LINES, max_size=5)),
    )
