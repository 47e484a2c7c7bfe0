"""How far telecommuting is used in a year: who, how often, how many hours, what it saves (II)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from policy.counting.counted import Counted, Used, Window, cases_of, figure_of
from policy.counting.extent import Case, Frequency
from policy.counting.extent import frequency as class_of
from policy.counting.figures import Chapter, Figure, Unit
from policy.extent_rule import CommuteRule
from policy.timekeeping import Period
from policy.wording import MONTHS

HUNDREDTHS = 100
MINUTES = 60
GRAMS = 1000

HEADCOUNT, RECORDED = "use:headcount", "hours:recorded"
DAYS_A_WEEK = {
    "one": "1 day a week or less",
    "two": "More than 1, up to 2 days a week",
    "more": "More than 2 days a week",
    "part": "Of all these, with part-days after field work",
}
CLASSES = {
    Frequency.THREE_OR_MORE: "3 days or more",
    Frequency.ONE_OR_TWO: "1 or 2 days",
    Frequency.MONTHLY: "Once a month",
    Frequency.OCCASIONAL: "Occasional",
}


def use(counted: Counted, used: Sequence[Used]) -> Chapter:
    """How many telecommute, and the share of all who are employed."""
    last, cases = counted.window.period.last, cases_of(used)
    people = frozenset(case.employee for case in cases)
    now = [each.case for each in used if each.held[-1][2] == last]
    begun = [case for case in counted.cases if _first_signed(counted.window, case)]
    figures = [
        replace(
            figure_of(
                "use:telecommuters",
                "Telecommuters: employees with an arrangement in force on a day or more",
                cases,
            ),
            people=people,
        ),
        figure_of("use:in_force", "Arrangements in force", cases),
        figure_of("use:last_day", "Of these, in force on the last day", now),
        figure_of("use:authorized", "Newly authorized", begun),
    ]
    if counted.rule.headcount:
        head = counted.headcount
        figures += [
            Figure(HEADCOUNT, "Head-count", amount=head),
            Figure(
                "use:participation",
                "Participation",
                Unit.PERCENT,
                len(people),
                head,
                cases=tuple(case.reference for case in cases),
            ),
        ]
    return Chapter("use", "Telecommuters and arrangements", tuple(figures))


def _first_signed(window: Window, case: Case) -> bool:
    return bool(case.authorized) and window.has(case.authorized[0].at)


def months(counted: Counted, used: Sequence[Used]) -> Chapter:
    """How many arrangements were in force on the last day of each month that is over."""
    days = _month_ends(counted.window.period)
    found: list[list[Case]] = [[] for _ in days]
    for each in used:
        for _, first, last in each.held:
            for at in range(bisect_left(days, first), bisect_right(days, last)):
                found[at].append(each.case)
    figures = (
        figure_of(f"months:{day.month:02}", MONTHS[day.month - 1], cases)
        for day, cases in zip(days, found, strict=True)
    )
    title = "Arrangements in force on the last day of each month"
    return Chapter("months", title, tuple(figures), drawn=True)


def _month_ends(period: Period) -> list[date]:
    year = period.first.year
    firsts = [date(year, month, 1) for month in range(2, 13)] + [date(year + 1, 1, 1)]
    ends = [date.fromordinal(day.toordinal() - 1) for day in firsts]
    return [day for day in ends if day <= period.last]


def frequency(used: Sequence[Used]) -> Chapter:
    """Days a week by the version that was last in force, and who has part-days."""
    found: dict[str, list[Case]] = {name: [] for name in DAYS_A_WEEK}
    for each in used:
        pattern = each.terms.pattern
        found[_days_a_week(pattern.days_a_week)].append(each.case)
        found["part"] += [each.case] if pattern.part_days else []
    figures = (
        figure_of(f"frequency:{name}", title, found[name]) for name, title in DAYS_A_WEEK.items()
    )
    title = "Scheduled telecommuting days a week"
    return Chapter("frequency", title, tuple(figures), drawn=True)


def _days_a_week(days: float) -> str:
    if days <= 1:
        return "one"
    return "two" if days <= 2 else "more"  # noqa: PLR2004 - that is what it says


def classes(used: Sequence[Used]) -> Chapter:
    """The same in the classes that federal reports use."""
    found: dict[Frequency, list[Case]] = {name: [] for name in CLASSES}
    for each in used:
        found[class_of(2 * each.terms.pattern.days_a_week)].append(each.case)
    figures = (figure_of(f"classes:{name}", title, found[name]) for name, title in CLASSES.items())
    title = "In the federal classes: days in a biweekly pay period"
    text = "The classes of 5 U.S.C. 6506(b)(2), by the schedule last in force."
    return Chapter("classes", title, tuple(figures), text)


def hours(counted: Counted, used: Sequence[Used]) -> Chapter:
    """What the schedules planned, less recalls, leave and day changes; and what was recorded."""
    days = sum(each.worked.days for each in used)
    planned = sum(each.worked.hours for each in used) / HUNDREDTHS
    references = tuple(each.case.reference for each in used if each.worked.days)
    recorded = None if counted.recorded is None else counted.recorded / HUNDREDTHS
    figures = (
        Figure("hours:days", "Telecommuting days planned", Unit.DAYS, days, cases=references),
        Figure("hours:planned", "Hours planned", Unit.HOURS, planned, cases=references),
        Figure(RECORDED, "Hours recorded", Unit.HOURS, recorded),
    )
    text = "Planned: by the schedule, less recalls, leave and days changed."
    return Chapter("hours", "Telecommuting hours", figures, text)


def commute(rule: CommuteRule, used: Sequence[Used]) -> Chapter:
    """Commutes avoided: whole days of who drives alone, there and back."""
    alone = [each for each in used if each.terms.drives_alone]
    miles = sum(2 * each.terms.miles * each.worked.whole for each in alone)
    spent = sum(2 * each.terms.minutes * each.worked.whole for each in alone) / MINUTES
    gallons = miles / float(rule.miles_per_gallon)
    carbon = gallons * rule.grams_per_gallon / GRAMS
    amounts = (
        ("miles", "Miles not driven", Unit.MILES, miles),
        ("hours", "Hours not spent on the way", Unit.HOURS, spent),
        ("fuel", "Gasoline not burned", Unit.GALLONS, gallons),
        ("carbon", "Carbon dioxide not emitted", Unit.KILOGRAMS, carbon),
    )
    counted = figure_of("commute:alone", "Arrangements of those who drive alone", cases_of(alone))
    figures = (
        Figure(f"commute:{name}", title, unit, amount, cases=counted.cases)
        for name, title, unit, amount in amounts
    )
    method = "Two ways, on each whole telecommuting day planned, of those who drive alone."
    text = f"{method} {rule.source}"
    return Chapter("commute", "Commutes avoided", (counted, *figures), text)


def goals(counted: Counted, used: Sequence[Used]) -> Chapter:
    """Which of the law's goals those in force claim to help (II(a))."""
    figures = (
        figure_of(
            f"goals:{goal}",
            counted.labels.get(goal, goal),
            [each.case for each in used if goal in each.terms.goals],
        )
        for goal in counted.rule.goals
    )
    title = "Goals claimed by the arrangements in force"
    return Chapter("goals", title, tuple(figures), drawn=True)
