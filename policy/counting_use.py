"""How far telecommuting is used in a year: who, how often, how many hours, what it saves (II)."""

from collections.abc import Mapping, Sequence
from datetime import date

from policy.counted import Counted, Window, figure_of
from policy.extent import Case, Frequency, Terms, Worked
from policy.extent import frequency as class_of
from policy.extent_rule import CommuteRule
from policy.figures import Chapter, Figure, Unit
from policy.timekeeping import Period
from policy.wording import MONTHS

HUNDREDTHS = 100
MINUTES = 60
GRAMS = 1000


def use(counted: Counted, used: Sequence[Case]) -> Chapter:
    """How many telecommute, and the share of all who are employed."""
    last, period = counted.window.period.last, counted.window.period
    people = frozenset(case.employee for case in used)
    references = tuple(case.reference for case in used)
    now = [case for case in used if any(until == last for _, _, until in case.held(period))]
    begun = [case for case in counted.cases if _first_signed(counted.window, case)]
    head = counted.headcount
    figures = [
        Figure(
            "use:telecommuters",
            "Telecommuters: employees with an arrangement in force on a day or more",
            people=people,
            cases=references,
        ),
        Figure("use:in_force", "Arrangements in force", amount=len(used), cases=references),
        figure_of("use:last_day", "Of these, in force on the last day", now),
        figure_of("use:authorized", "Newly authorized", begun),
    ]
    if counted.rule.headcount:
        figures += [
            Figure("use:headcount", "Head-count", amount=head),
            Figure("use:participation", "Participation", Unit.PERCENT, len(people), head),
        ]
    return Chapter("use", "Telecommuters and arrangements", tuple(figures))


def _first_signed(window: Window, case: Case) -> bool:
    return bool(case.authorized) and window.has(case.authorized[0].at)


def months(counted: Counted, used: Sequence[Case]) -> Chapter:
    """How many arrangements were in force on the last day of each month that is over."""
    found: dict[int, list[Case]] = {month: [] for month in range(1, 13)}
    days = _month_ends(counted.window.period)
    for case in used:
        held = [(first, last) for _, first, last in case.held(counted.window.period)]
        for month, day in days:
            if any(first <= day <= last for first, last in held):
                found[month].append(case)
    figures = (
        figure_of(f"months:{month:02}", MONTHS[month - 1], found[month]) for month, _ in days
    )
    title = "Arrangements in force on the last day of each month"
    return Chapter("months", title, tuple(figures), drawn=True)


def _month_ends(period: Period) -> list[tuple[int, date]]:
    year = period.first.year
    firsts = [date(year, month, 1) for month in range(2, 13)] + [date(year + 1, 1, 1)]
    ends = [date.fromordinal(day.toordinal() - 1) for day in firsts]
    return [(day.month, day) for day in ends if day <= period.last]


def frequency(counted: Counted, used: Sequence[Case]) -> Chapter:
    """Days a week by the version that was last in force, and who has part-days."""
    by_days: dict[str, list[Case]] = {"one": [], "two": [], "more": [], "part": []}
    for case in used:
        version = case.newest(counted.window.period)
        if version is not None:
            pattern = case.pattern(version)
            by_days[_days_a_week(pattern.days_a_week)].append(case)
            by_days["part"] += [case] if pattern.part_days else []
    titles = {
        "one": "1 day a week or less",
        "two": "More than 1, up to 2 days a week",
        "more": "More than 2 days a week",
        "part": "Of all these, with part-days after field work",
    }
    figures = (figure_of(f"frequency:{key}", titles[key], by_days[key]) for key in titles)
    title = "Scheduled telecommuting days a week"
    return Chapter("frequency", title, tuple(figures), drawn=True)


def _days_a_week(days: float) -> str:
    if days <= 1:
        return "one"
    return "two" if days <= 2 else "more"  # noqa: PLR2004 - that is what it says


def classes(counted: Counted, used: Sequence[Case]) -> Chapter:
    """The same in the classes that federal reports use."""
    titles = {
        Frequency.THREE_OR_MORE: "3 days or more",
        Frequency.ONE_OR_TWO: "1 or 2 days",
        Frequency.MONTHLY: "Once a month",
        Frequency.OCCASIONAL: "Occasional",
    }
    found: dict[Frequency, list[Case]] = {key: [] for key in titles}
    for case in used:
        version = case.newest(counted.window.period)
        if version is not None:
            found[class_of(2 * case.pattern(version).days_a_week)].append(case)
    figures = (figure_of(f"classes:{key}", titles[key], found[key]) for key in titles)
    title = "In the federal classes: days in a biweekly pay period"
    text = "The classes of 5 U.S.C. 6506(b)(2), by the schedule last in force."
    return Chapter("classes", title, tuple(figures), text)


def hours(counted: Counted, used: Sequence[Case], worked: Mapping[str, Worked]) -> Chapter:
    """What the schedules planned, less recalls, leave and day changes; and what was recorded."""
    found = sum((worked[case.reference] for case in used), Worked())
    references = tuple(case.reference for case in used if worked[case.reference].days)
    recorded = None if counted.recorded is None else counted.recorded / HUNDREDTHS
    planned = found.hours / HUNDREDTHS
    figures = (
        Figure("hours:days", "Telecommuting days planned", Unit.DAYS, found.days, cases=references),
        Figure("hours:planned", "Hours planned", Unit.HOURS, planned, cases=references),
        Figure("hours:recorded", "Hours recorded", Unit.HOURS, recorded),
    )
    text = "Planned: by the schedule, less recalls, leave and days changed."
    return Chapter("hours", "Telecommuting hours", figures, text)


def commute(
    rule: CommuteRule, used: Sequence[Case], worked: Mapping[str, Worked], last: Mapping[str, Terms]
) -> Chapter:
    """Commutes avoided: whole days of who drives alone, there and back."""
    alone = [case for case in used if last[case.reference].drives_alone]
    days = {case.reference: worked[case.reference].whole for case in alone}
    miles = sum(2 * last[name].miles * count for name, count in days.items())
    spent = sum(2 * last[name].minutes * count for name, count in days.items()) / MINUTES
    gallons = miles / float(rule.miles_per_gallon)
    carbon = gallons * rule.grams_per_gallon / GRAMS
    amounts = (
        ("miles", "Miles not driven", Unit.MILES, miles),
        ("hours", "Hours not spent on the way", Unit.HOURS, spent),
        ("fuel", "Gasoline not burned", Unit.GALLONS, gallons),
        ("carbon", "Carbon dioxide not emitted", Unit.KILOGRAMS, carbon),
    )
    figures = (
        figure_of("commute:alone", "Arrangements of employees who drive alone", alone),
        *(
            Figure(f"commute:{key}", title, unit, amount, cases=tuple(days))
            for key, title, unit, amount in amounts
        ),
    )
    method = "Two ways, on each whole telecommuting day planned, of those who drive alone."
    return Chapter("commute", "Commutes avoided", figures, f"{method} {rule.source}")


def goals(counted: Counted, used: Sequence[Case], last: Mapping[str, Terms]) -> Chapter:
    """Which of the law's goals those in force claim to help (II(a))."""
    figures = (
        figure_of(
            f"goals:{goal}",
            counted.labels.get(goal, goal),
            [case for case in used if goal in last[case.reference].goals],
        )
        for goal in counted.rule.goals
    )
    title = "Goals claimed by the arrangements in force"
    return Chapter("goals", title, tuple(figures), drawn=True)
