"""What must hold in a program's terms: who acknowledges them, how long, how much of a week."""

from collections.abc import Iterator

from policy.away import BOTH, DAYS, HOURS
from policy.form import FieldKind
from policy.program import Program
from policy.reading.faults import Fault, conditional, identified, one
from policy.week import WEEKDAYS


def term_faults(program: Program) -> Iterator[Fault]:
    """Every rule that clauses, term and week break."""
    yield from _clauses(program)
    yield from _term(program)
    yield from _week(program)


def _clauses(program: Program) -> Iterator[Fault]:
    fields = {item.id: item for item in program.fields}
    lines = {line.id for line in program.signing.lines}
    seen: set[str] = set()
    for at, clause in enumerate(program.clauses, 1):
        key = f"clauses[{at}]"
        if clause.id:
            yield from identified(key, clause.id, seen)
        elif clause.line:
            yield f"{key}.id", "is missing: a clause with a line is acknowledged by its ID"
        yield from one(f"{key}.line", "signature line", clause.line, lines)
        yield from conditional(f"{key}.when", clause.when, fields)
        seen.add(clause.id)
    groups = {clause.group for clause in program.clauses if clause.group}
    for at, rule in enumerate(program.replaceable, 1):
        yield from one(f"replaceable[{at}].group", "group of clauses", rule.group, groups)


def _term(program: Program) -> Iterator[Fault]:
    days = program.term.notify_before_days
    if list(days) != sorted(set(days), reverse=True):
        yield "term.notify_before_days", "must go down, each number once"
    if program.term.maximum_months == 0:
        yield "term.maximum_months", "must be 1 or more; leave it out for no maximum"
    texts = {item.id for item in program.fields if item.kind is FieldKind.TEXT}
    yield from one("continues", "field of text", program.continues, texts)


def _week(program: Program) -> Iterator[Fault]:
    rule = program.week
    if rule.duty_station_days > len(WEEKDAYS):
        yield "week.duty_station_days", "a week has seven days"
    if rule.most_away_percent is not None and not 1 <= rule.most_away_percent <= 100:  # noqa: PLR2004
        yield "week.most_away_percent", "must be from 1 to 100; leave it out for no limit"
    if rule.away_counts not in {HOURS, DAYS, BOTH}:
        yield "week.away_counts", f"must be one of {HOURS}, {DAYS}, {BOTH}"
    fields = {item.id for item in program.fields}
    yield from one("week.part_day_grounds", "field", rule.part_day_grounds, fields)
