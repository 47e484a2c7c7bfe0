"""The rules that a weekly schedule keeps, week by week (GL32 I, IV.D)."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from policy.away import in_hours, is_too_much, plain, shares
from policy.facts import Facts
from policy.form import FormField, holds
from policy.forms.hours import day_faults
from policy.forms.kinds import missing, quoted
from policy.forms.problem import Problem, cited
from policy.forms.schedule import cell_key, day_name, week_citation
from policy.program import Program
from policy.proposal import Proposal
from policy.week import WEEKDAYS, Day, Place, Week, is_pattern, telecommuting_days, weeks

SCHEDULE_TYPE = "schedule_type"
"""What a field is prefilled from that says standard, alternate or reduced."""

_MINUTE = Fraction(1, 60)
NO_HOURS = "Your hours are not on file. Human Resources records them first."
"""What keeps a schedule from being laid beside the hours of work."""

_WHOLE_DAYS = "Telecommuting days are whole days"


@dataclass(frozen=True)
class Schedule:
    """A proposal's schedule beside the program and what is on file of its employee."""

    program: Program
    proposal: Proposal
    facts: Facts

    @property
    def pattern(self) -> Week:
        """The days themselves."""
        return self.proposal.week

    @property
    def citation(self) -> str:
        """The section that the form cites for the schedule."""
        return week_citation(self.program)

    @property
    def numbered(self) -> Iterator[tuple[int, Day]]:
        """Each day with the number of its week."""
        return ((at, day) for at, week in enumerate(weeks(self.pattern), 1) for day in week)


def week_problems(program: Program, proposal: Proposal, facts: Facts) -> Iterator[Problem]:
    """What is wrong with the schedule as a whole, then week by week and day by day."""
    schedule = Schedule(program, proposal, facts)
    if not is_pattern(proposal.week):
        message = "Give each weekday, monday to sunday, at most once a week."
        yield Problem("week", message, schedule.citation)
        return
    if not telecommuting_days(proposal.week):
        message = "Choose at least one day on which you telecommute."
        yield Problem("week", message, schedule.citation)
    if program.week.same_hours and not facts.hours:
        yield Problem("week", NO_HOURS, schedule.citation)
    yield from _duty_station(schedule)
    yield from _part_days(schedule)
    faulty = list(_faulty_days(schedule))
    yield from faulty
    if not faulty:
        yield from _too_much_away(schedule)
        yield from _other_hours(schedule)


def schedule_type(program: Program, proposal: Proposal, facts: Facts) -> str:
    """Standard, alternate or reduced: as on file, else as answered; blank where nobody says."""
    given = (
        proposal.answers.get(item.id, "")
        for item in program.fields
        if item.prefill == SCHEDULE_TYPE
    )
    return facts.schedule_type or next(given, "").lower()


def _duty_station(schedule: Schedule) -> Iterator[Problem]:
    """Telecommuting covers part of the workweek where the program says so (GL32 I)."""
    rule = schedule.program.week
    at_station = [
        sum(day.place is Place.DUTY_STATION for day in week) for week in weeks(schedule.pattern)
    ]
    if min(at_station) < rule.duty_station_days:
        days = "one day" if rule.duty_station_days == 1 else f"{rule.duty_station_days} days"
        message = f"Keep at least {days} a week at your official duty station."
        yield Problem("week", message, cited(schedule.program, rule.citation))


def _part_days(schedule: Schedule) -> Iterator[Problem]:
    """Part of a day only after field work that is regular, for grounds that are given (IV.D)."""
    found = [(at, day) for at, day in schedule.numbered if day.place is Place.PART_DAY]
    grounds = _grounds(schedule.program)
    allowed = grounds is not None and schedule.facts.field_work
    reason = f"{_WHOLE_DAYS}: part of a day needs regular field work, which is not on file for you."
    message = f"{_WHOLE_DAYS}." if grounds is None else reason
    for number, day in found:
        if not allowed:
            yield Problem(cell_key(number, day.weekday, "place"), message, schedule.citation)
    if grounds and found:
        yield from _unfounded(schedule, grounds)


def _unfounded(schedule: Schedule, grounds: FormField) -> Iterator[Problem]:
    """Grounds that are blank, or given without the answer on which the review asks about them."""
    program, answers = schedule.program, schedule.proposal.answers
    if not answers.get(grounds.id, "").strip():
        yield Problem(grounds.id, missing(grounds), cited(program, grounds.citation))
    if not holds(grounds.required_when, answers):
        name, _, wanted = grounds.required_when.partition("=")
        item = next(each for each in program.fields if each.id == name)
        must = " or ".join(wanted.split("|"))
        message = f"{quoted(item.label)} must be {must}: your schedule has a part-day."
        yield Problem(name, message, cited(program, item.citation))


def _grounds(program: Program) -> FormField | None:
    """The field for the grounds of a part-day; None where the program knows no part-days."""
    wanted = program.week.part_day_grounds
    return next((item for item in program.fields if item.id == wanted), None)


def _faulty_days(schedule: Schedule) -> Iterator[Problem]:
    rest_from = schedule.program.week.rest_from_hours
    for number, day in schedule.numbered:
        for name, reason in day_faults(day, day_name(number, day.weekday), rest_from):
            yield Problem(cell_key(number, day.weekday, name), reason, schedule.citation)


def _too_much_away(schedule: Schedule) -> Iterator[Problem]:
    """Out of the official work site for no more of each week than the rule allows (IV.D)."""
    rule = schedule.program.week
    kind = schedule_type(schedule.program, schedule.proposal, schedule.facts)
    found = shares(rule, schedule.pattern, kind)
    for number, share in ((at, share) for at, week in enumerate(found, 1) for share in week):
        if is_too_much(rule, share):
            where = f"Week {number}: " if len(found) > 1 else ""
            message = (
                f"{where}{share.text}. At most {rule.most_away_percent}% of the week may be spent "
                "away from your official duty station."
            )
            yield Problem("week", message, cited(schedule.program, rule.away_citation))


def _other_hours(schedule: Schedule) -> Iterator[Problem]:
    """Each day has the hours that are on file: telecommuting changes none (I, IV.D)."""
    if not schedule.program.week.same_hours:
        return
    told = set[str]()
    for number, weekday, worked, expected in _beside_file(schedule):
        key = cell_key(number, weekday, "ends" if worked else "place")
        if abs(worked - expected) >= _MINUTE and key not in told:
            told.add(key)
            message = (
                f"{day_name(number, weekday)} has {plain(worked)} hours here and "
                f"{plain(expected)} on file. Telecommuting changes no hours of work."
            )
            yield Problem(key, message, schedule.citation)


def _beside_file(schedule: Schedule) -> Iterator[tuple[int, str, Fraction, Fraction]]:
    """Week, weekday, hours worked and hours on file, for as many weeks as the longer of both."""
    on_file = schedule.facts.hours
    pattern = [hours for week in weeks(schedule.pattern) for hours in _hours_by_weekday(week)]
    for at in range(max(len(on_file), len(pattern)) if on_file else 0):
        place, day = at % len(pattern), at % len(WEEKDAYS)
        number = place // len(WEEKDAYS) + 1
        yield number, WEEKDAYS[day], pattern[place], Fraction(on_file[at % len(on_file)])


def _hours_by_weekday(week: Week) -> list[Fraction]:
    """Hours of every weekday, Monday first; none for a day that is not given."""
    given = {day.weekday: in_hours(day.worked) for day in week}
    return [given.get(weekday, Fraction(0)) for weekday in WEEKDAYS]
