"""What must hold in a program's reports, duties and endings: somebody is told, all can be done."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from policy.form import FieldKind, FormField
from policy.in_force import OF_THE_REST, DutyRule, InForce
from policy.program import Program
from policy.reading.faults import Fault, climbing, conditional, distinct, named, one, parties


def report_faults(program: Program) -> Iterator[Fault]:
    """Every rule that reports break, in the order of the file."""
    rules, roles = program.in_force, {role.id for role in program.roles}
    at_once = {reason.id for reason in rules.ending.reasons if reason.at_once}
    for at, rule in enumerate(rules.reports, 1):
        key = f"in_force.reports[{at}]"
        yield from parties(f"{key}.made_by", rule.made_by, roles)
        yield from parties(f"{key}.told", rule.told, roles)
        yield from named(f"{key}.opens", "duty", rule.opens, _duties(rules))
        yield from named(f"{key}.ends", "reason for an ending at once", rule.ends, at_once)
        if rule.on and not _is_date(rule.on, {item.id: item for item in rule.fields}):
            yield f"{key}.on", "must be one of its fields, of kind date"
        if rule.at and not (rule.on and _is(FieldKind.TIME, rule.at, rule.fields)):
            yield f"{key}.at", "must be one of its fields, of kind time, and goes with on"
        if rule.item and not _is(FieldKind.TEXT, rule.item, rule.fields):
            yield f"{key}.item", "must be one of its fields, of kind text, and required"


def duty_faults(program: Program) -> Iterator[Fault]:
    """Every rule that duties break, in the order of the file."""
    rules, roles = program.in_force, {role.id for role in program.roles}
    for at, rule in enumerate(rules.duties, 1):
        key = f"in_force.duties[{at}]"
        yield from one(f"{key}.role", "role", rule.role, roles)
        yield from named(f"{key}.escalate_to", "role", rule.escalate_to, roles)
        yield from named(f"{key}.told", "role", rule.told, roles)
        yield from climbing(f"{key}.remind_after_days", rule.remind_after_days)
        if not any(item.required for item in rule.fields):
            yield f"{key}.fields", "must hold one that is required: it closes only with that"
        yield from _opened(key, rule, rules)
        yield from _by_itself(key, rule, program)
        yield from _lost(key, rule, rules)
        yield from _rest_of_the_day(key, rule, rules)
        yield from _at_start(key, rule)


def ending_faults(program: Program) -> Iterator[Fault]:
    """Every rule that endings break, in the order of the file."""
    rules = program.in_force
    reasons = rules.ending.reasons
    yield from distinct("in_force.ending.reasons", [reason.id for reason in reasons])
    yield from named("in_force.ending.opens", "duty", rules.ending.opens, _duties(rules))
    for at, reason in enumerate(reasons, 1):
        if reason.at_once and reason.job_change:
            key = f"in_force.ending.reasons[{at}].at_once"
            yield key, "does not go with job_change, which has a day of its own"
        if reason.transfer and not reason.job_change:
            yield f"in_force.ending.reasons[{at}].transfer", "is there without job_change"
        if reason.transfer and reason.id != rules.ending.transfer:
            yield f"in_force.ending.reasons[{at}].transfer", "is there twice"
    if reasons and not any(not reason.job_change for reason in reasons):
        yield "in_force.ending.reasons", "must hold one that can be chosen"


def _opened(key: str, rule: DutyRule, rules: InForce) -> Iterator[Fault]:
    """Something opens each duty, and each condition is on a report that does."""
    reports = [report for report in rules.reports if rule.id in report.opens]
    alone = bool(rule.on or rule.every_months or rule.at_start)
    if not (reports or alone or rule.id in rules.ending.opens):
        yield f"{key}.id", "is opened by nothing: no report, ending, day, months or start"
    if rule.when and not reports:
        yield f"{key}.when", "goes with a report that opens it"
    for report in reports:
        yield from conditional(f"{key}.when", rule.when, {item.id: item for item in report.fields})


def _by_itself(key: str, rule: DutyRule, program: Program) -> Iterator[Fault]:
    """What opens by itself has its day in the arrangement, and is told the next one."""
    proposed = {item.id: item for item in program.fields}
    if rule.on and not _is_date(rule.on, proposed):
        yield f"{key}.on", "must be a field of the proposal's form, of kind date"
    elif rule.on and not _is_date(rule.on, {item.id: item for item in rule.fields}):
        yield f"{key}.on", f"needs a field {rule.on} of its own, which says when it opens next"
    if rule.before_days and not rule.on:
        yield f"{key}.before_days", "goes with on: it opens so many days ahead of that day"
    if rule.on and rule.every_months:
        yield f"{key}.every_months", "does not go with on: it opens by one of them"
    items = proposed.get(rule.each_of)
    if rule.each_of and (items is None or items.kind is not FieldKind.ITEMS):
        yield f"{key}.each_of", "must be a field of the proposal's form, of kind items"


def _lost(key: str, rule: DutyRule, rules: InForce) -> Iterator[Fault]:
    """A loss closes what is owed for an item only where there is a report that names items."""
    own = {item.id: item for item in rule.fields}
    yield from conditional(f"{key}.lost_when", rule.lost_when, own)
    if rule.lost_when and not rule.each_of:
        yield f"{key}.lost_when", "goes with each_of: it is about an item"
    if rule.lost_when and not any(report.item for report in rules.reports):
        yield f"{key}.lost_when", "needs a report that names items, with item"


def _at_start(key: str, rule: DutyRule) -> Iterator[Fault]:
    """What belongs to the start has its days from there."""
    others = (rule.on, rule.every_months, rule.due_within_days, rule.each_of)
    if rule.at_start and any(others):
        yield f"{key}.at_start", "stands alone: it opens once, and is due on the first day"


def _rest_of_the_day(key: str, rule: DutyRule, rules: InForce) -> Iterator[Fault]:
    """What a duty changes are the hours after the time in the report that opens it."""
    own = {item.id: item for item in rule.fields}
    opened_by = [report for report in rules.reports if rule.id in report.opens]
    for at, each in enumerate(rule.effects, 1):
        yield from conditional(f"{key}.effects[{at}].when", each.when, own)
        if each.effect not in OF_THE_REST:
            yield f"{key}.effects[{at}].effect", f"must be one of {', '.join(sorted(OF_THE_REST))}"
        if not opened_by or not all(report.at for report in opened_by):
            yield f"{key}.effects[{at}].effect", "needs a day and a time in the report: on and at"


def _duties(rules: InForce) -> Collection[str]:
    return [duty.id for duty in rules.duties]


def _is(kind: FieldKind, name: str, fields: Sequence[FormField]) -> bool:
    """Whether a field of that name is of that kind, and always filled in."""
    found = (item for item in fields if item.id == name)
    return any(item.kind is kind and item.required for item in found)


def _is_date(name: str, fields: Mapping[str, FormField]) -> bool:
    item = fields.get(name)
    return item is not None and item.kind is FieldKind.DATE
