"""What speaks against the hours that were recorded, day by day (GL32 IV.B, IV.D, IV.M).

Nothing is judged by itself: each exception is listed with its section until the time system or the
record says otherwise.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policy.hours.planned import Change, Lived, PlannedDay
from policy.hours.recorded import Recorded, Sheet, sheets
from policy.in_force import OF_THE_REST, Effect
from policy.timekeeping import Check, CheckRule, CodeKind, Period, TimeRule, show_hours, tell_hours
from policy.week import TELECOMMUTED, Place
from policy.wording import show_date

_A_ROUNDING = 1
"""Hundredths of an hour by which time systems round."""


@dataclass(frozen=True)
class TimeException:
    """Recorded hours that a rule speaks against; `reference` is blank without an arrangement."""

    rule: CheckRule
    employee: str
    day: date
    reference: str
    detail: str


def exceptions(
    rule: TimeRule,
    lives: Sequence[Lived],
    recorded: Sequence[Recorded],
    period: Period,
    until: date | None,
) -> Iterator[TimeException]:
    """Every exception of one employee in the period, by day and in the order of the rule.

    `until` is the last day for which hours are in: later days cannot fall short yet.
    """
    for sheet in sheets(rule, lives, recorded, period, until):
        for check in rule.checks:
            if detail := _CHECKS[check.check](sheet):
                yield TimeException(check, sheet.employee, sheet.day, sheet.reference, detail)


def _no_arrangement(sheet: Sheet) -> str:
    """CT-100: hours at the location, and no arrangement in force that day, or ever before."""
    if sheet.plan or sheet.before or not sheet.telecommuting:
        return ""
    return f"{tell_hours(sheet.telecommuting)} telecommuted without an arrangement."


def _after_ending(sheet: Sheet) -> str:
    """Hours on or after the day on which an arrangement ended, however late the news was."""
    if not sheet.before or not sheet.telecommuting:
        return ""
    last = sheet.before.last_day
    told = f"; the arrangement was in force until {show_date(last)}" if last else ""
    return f"{tell_hours(sheet.telecommuting)} telecommuted{told}."


def _not_planned(sheet: Sheet) -> str:
    """CT-100: no telecommuting day by the schedule, and no approved change makes it one."""
    if sheet.plan and sheet.plan.effect in OF_THE_REST:
        return _after_the_order(sheet, sheet.plan)
    if not sheet.plan or sheet.place in TELECOMMUTED or not sheet.telecommuting:
        return ""
    return f"{tell_hours(sheet.telecommuting)} telecommuted on {_CALLED[sheet.place]}."


def _after_the_order(sheet: Sheet, plan: PlannedDay) -> str:
    """CT-156: the rest of the day was not to be worked at the location."""
    if sheet.telecommuting <= plan.telecommuting + _A_ROUNDING:
        return ""
    left = tell_hours(plan.telecommuting)
    told = f"{left} were left for it before the rest of the day was ordered otherwise"
    return f"{tell_hours(sheet.telecommuting)} telecommuted; {told}."


def _mixed_places(sheet: Sheet) -> str:
    """CT-084, CT-086: a day at two places, but for the rest of one after field work.

    Who was sent to the duty station for the rest of the day does as the letter says (CT-156).
    """
    if sheet.plan and sheet.plan.effect is Effect.REST_AT_STATION:
        return ""
    elsewhere = sheet.hours(CodeKind.DUTY_STATION, CodeKind.FIELD_WORK)
    if not sheet.telecommuting or (not elsewhere and sheet.place is not Place.PART_DAY):
        return ""
    if sheet.place is not Place.PART_DAY:
        return f"{_both(sheet, elsewhere)} on one day."
    away = CodeKind.FIELD_WORK if sheet.rule.has(CodeKind.FIELD_WORK) else CodeKind.DUTY_STATION
    off_site = sheet.hours(away)
    if not off_site:
        return "Part of a day telecommuted, and no field work recorded before it."
    if elsewhere > off_site:
        return f"{_both(sheet, elsewhere - off_site)} on a day of field work."
    late = off_site + _A_ROUNDING > sheet.scheduled
    return "The field work took all the hours scheduled; none were left to telecommute." * late


def _overtime(sheet: Sheet) -> str:
    """CT-093: more hours than scheduled, which the supervisor did not approve beforehand."""
    beyond = max(sheet.worked - sheet.scheduled, 0) if sheet.place in TELECOMMUTED else 0
    extra = sheet.hours(CodeKind.OVERTIME) + beyond
    if not sheet.is_telecommuted or extra <= _A_ROUNDING:
        return ""
    given = [each for each in sheet.changes if _allows_overtime(each, sheet.day)]
    allowed = sum(each.hours or 0 for each in given)
    if any(each.hours is None for each in given) or extra <= allowed + _A_ROUNDING:
        return ""
    return f"{tell_hours(extra)} of overtime; approved beforehand: {show_hours(allowed)}."


def _allows_overtime(change: Change, day: date) -> bool:
    return change.effect is Effect.OVERTIME and change.on == day


def _compensatory(sheet: Sheet) -> str:
    """CT-094: no compensatory time for work at the location."""
    earned = sheet.hours(CodeKind.COMPENSATORY)
    if not sheet.is_telecommuted or not earned:
        return ""
    return f"{tell_hours(earned)} of compensatory time earned on a telecommuting day."


def _closure(sheet: Sheet) -> str:
    """CT-158: who telecommutes is given no time off because the duty station is closed."""
    given = sheet.hours(CodeKind.CLOSURE)
    if not sheet.is_telecommuted or not given:
        return ""
    return f"{tell_hours(given)} of closure time on a telecommuting day."


def _shortfall(sheet: Sheet) -> str:
    """CT-096: hours worked and leave used do not add up to the hours scheduled."""
    on_leave = sheet.plan is not None and sheet.plan.effect is Effect.LEAVE
    if not sheet.is_complete or not (on_leave or sheet.place in TELECOMMUTED):
        return ""
    given = sheet.worked + sheet.hours(CodeKind.LEAVE)
    missing = sheet.scheduled - given
    if missing <= _A_ROUNDING:
        return ""
    told = f"{show_hours(given)} of {tell_hours(sheet.scheduled)} worked or on leave"
    return f"{told}; {show_hours(missing)} missing."


def _premium(sheet: Sheet) -> str:
    """CT-075: no additional compensation because of the arrangement."""
    paid = sheet.hours(CodeKind.PREMIUM)
    if not (sheet.plan or sheet.telecommuting) or not paid:
        return ""
    return f"{tell_hours(paid)} of premium or allowance."


def _both(sheet: Sheet, elsewhere: int) -> str:
    at_location = tell_hours(sheet.telecommuting)
    return f"{tell_hours(elsewhere)} elsewhere and {at_location} telecommuted"


_CALLED: Mapping[Place, str] = {
    Place.DUTY_STATION: "a day at the duty station",
    Place.FIELD_WORK: "a day of field work",
    Place.OFF: "a day off",
}
_CHECKS: Mapping[Check, Callable[[Sheet], str]] = {
    Check.NO_ARRANGEMENT: _no_arrangement,
    Check.AFTER_ENDING: _after_ending,
    Check.NOT_PLANNED: _not_planned,
    Check.MIXED_PLACES: _mixed_places,
    Check.OVERTIME: _overtime,
    Check.COMPENSATORY: _compensatory,
    Check.CLOSURE: _closure,
    Check.SHORTFALL: _shortfall,
    Check.PREMIUM: _premium,
}
