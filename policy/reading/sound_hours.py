"""What must hold in how a program keeps time: codes told apart, columns too, a pay period."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from policy.program import Program
from policy.reading.faults import Fault
from policy.timekeeping import CodeKind, TimeRule

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,15}")
"""How a code of a time system is written."""

LONGEST_PERIOD = 31


def hours_faults(program: Program) -> Iterator[Fault]:
    """Every rule that the program's `[hours]` break, in the order of the file."""
    rule = program.hours
    if rule is None:
        return
    if not 1 <= rule.period_days <= LONGEST_PERIOD:
        yield "hours.period_days", f"must be from 1 to {LONGEST_PERIOD}"
    yield from _codes(rule)
    yield from _twice("hours.checks", "check", [each.check for each in rule.checks])
    if not all(rule.columns.names) or len(set(rule.columns.names)) < len(rule.columns.names):
        yield "hours.columns", "must be four names, each of them once"


def _codes(rule: TimeRule) -> Iterator[Fault]:
    for at, each in enumerate(rule.codes, 1):
        if not CODE.fullmatch(each.code):
            yield f"hours.codes[{at}].code", "must be letters, digits, dots and dashes, at most 16"
    yield from _twice("hours.codes", "code", [each.code for each in rule.codes])
    if rule.code not in rule.of_kinds({CodeKind.TELECOMMUTING}):
        yield "hours.code", f"must be one of the codes of kind {CodeKind.TELECOMMUTING}"


def _twice(key: str, name: str, values: Sequence[str]) -> Iterator[Fault]:
    counted = Counter(values)
    for at, value in enumerate(values, 1):
        if counted[value] > 1:
            yield f"{key}[{at}].{name}", f"{value} is there more than once"
