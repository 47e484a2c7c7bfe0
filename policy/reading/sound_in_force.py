"""What must hold in a program's rules for what is in force: each form can be filled in and sent.

Who may change it, and what is approved in writing; `sound_duties` sees to the rest.
"""

from collections.abc import Iterator, Mapping, Sequence

from policy.form import Before, FieldKind, FormField
from policy.in_force import OF_THE_REST, ApprovalRule, Effect, InForce, Rule
from policy.plan import employee_role
from policy.program import Program
from policy.reading.faults import Fault, climbing, conditional, identified, named, one, parties
from policy.reading.sound_duties import duty_faults, ending_faults, report_faults
from policy.reading.sound_forms import field_faults, unentered

_NEEDED = {
    Effect.DAY_MOVED: ("on", "to"),
    Effect.OVERTIME: ("on",),
    Effect.RECALL: ("on",),
    Effect.LEAVE: ("on",),
    Effect.ITEMS: ("items",),
}
"""The keys without which an approval cannot have its effect."""

_TELLING = ("in_force.reports", "in_force.duties")
"""The forms that bring answers of the proposal up to date."""


def in_force_faults(program: Program) -> Iterator[Fault]:
    """Every rule that the table `in_force` breaks, part by part."""
    roles = {role.id for role in program.roles}
    modification = program.in_force.modification
    if modification is not None:
        yield from parties("in_force.modification.proposed_by", modification.proposed_by, roles)
    yield from _ids(program)
    for key, form in _forms(program):
        yield from _form(key, form)
    for at, rule in enumerate(program.in_force.approvals, 1):
        key = f"in_force.approvals[{at}]"
        yield from _asked_and_decided(key, rule, program)
        yield from _about(key, rule)
        yield from _effects(key, rule)
        yield from _lasting(key, rule, program)
        yield from _in_time(key, rule)
    yield from report_faults(program)
    yield from duty_faults(program)
    yield from ending_faults(program)
    yield from _updating(program)


def _ids(program: Program) -> Iterator[Fault]:
    """Approvals, reports and duties are found by their ID alone, whatever they are."""
    seen = set[str]()
    for key, rule in _rules(program.in_force):
        yield from identified(key, rule.id, seen)
        seen.add(rule.id)


def _rules(rules: InForce) -> Iterator[tuple[str, Rule]]:
    """Each approval, report and duty, and the key that it stands under."""
    lists: Mapping[str, Sequence[Rule]] = {
        "approvals": rules.approvals,
        "reports": rules.reports,
        "duties": rules.duties,
    }
    for name, found in lists.items():
        yield from ((f"in_force.{name}[{at}]", rule) for at, rule in enumerate(found, 1))


def _updating(program: Program) -> Iterator[Fault]:
    """What a report or a duty asks for under the ID of the proposal's field is the same thing."""
    proposed = {item.id: item for item in program.fields}
    told = ((key, form) for key, form in _forms(program) if key.startswith(_TELLING))
    for key, form in told:
        for at, item in enumerate(form, 1):
            same = proposed.get(item.id)
            if same and (same.kind, same.choices, same.prefill) != (item.kind, item.choices, ""):
                message = f"{item.id} is a field of the proposal's form, asked there otherwise"
                yield f"{key}.fields[{at}].id", message


def _forms(program: Program) -> Iterator[tuple[str, Sequence[FormField]]]:
    """Each form of what is in force, and the key that it stands under."""
    yield from ((key, rule.fields) for key, rule in _rules(program.in_force))
    for at, reason in enumerate(program.in_force.ending.reasons, 1):
        yield f"in_force.ending.reasons[{at}]", reason.fields


def _form(key: str, form: Sequence[FormField]) -> Iterator[Fault]:
    earlier: dict[str, FormField] = {}
    for at, item in enumerate(form, 1):
        at_field = f"{key}.fields[{at}]"
        yield from field_faults(at_field, item, earlier)
        yield from unentered(at_field, item)
        if item.kind is FieldKind.WEEK:
            yield f"{at_field}.kind", "week belongs to the proposal's form"
        own = item.role or item.documents or item.prefill or item.file
        if own or item.before is not Before.SUBMISSION:
            told = "documents, prefill, file and before belong to the proposal's form"
            yield f"{at_field}.role", told
        earlier[item.id] = item


def _asked_and_decided(key: str, rule: ApprovalRule, program: Program) -> Iterator[Fault]:
    """Nobody decides what they ask for, and what the employee asks for is decided."""
    roles = {role.id for role in program.roles}
    yield from parties(f"{key}.asked_by", rule.asked_by, roles)
    yield from one(f"{key}.decided_by", "role", rule.decided_by, roles)
    if rule.decided_by in rule.asked_by:
        yield f"{key}.decided_by", "must be another role than those that ask"
    if not rule.decided_by and employee_role(program) in rule.asked_by:
        yield f"{key}.decided_by", "is missing: what the employee asks for is decided by somebody"
    yield from named(f"{key}.told", "role", rule.told, roles)
    if rule.told and rule.decided_by:
        yield f"{key}.told", "goes with what nobody decides: who asks is told of a decision"
    if not rule.decided_by and (rule.remind_after_days or rule.escalate_after_days):
        yield f"{key}.remind_after_days", "and escalate_after_days go with decided_by"


def _about(key: str, rule: ApprovalRule) -> Iterator[Fault]:
    """The fields that say which day and time, which items and how many hours it is about."""
    wanted = (
        ("on", rule.on, FieldKind.DATE),
        ("at", rule.at, FieldKind.TIME),
        ("to", rule.to, FieldKind.DATE),
        ("items", rule.items, FieldKind.ITEMS),
        ("hours", rule.hours, FieldKind.NUMBER),
    )
    fields = {item.id: item for item in rule.fields}
    for name, given, kind in wanted:
        item = fields.get(given)
        if given and (item is None or item.kind is not kind):
            yield f"{key}.{name}", f"must be one of its fields, of kind {kind}"
        elif item is not None and name != "to" and not item.required:
            yield f"{key}.{name}", f"the field {given} must be required"
    if rule.at and not rule.on:
        yield f"{key}.at", "goes with on: it is a time on that day"


def _effects(key: str, rule: ApprovalRule) -> Iterator[Fault]:
    fields = {item.id: item for item in rule.fields}
    given = {"on": rule.on, "to": rule.to, "items": rule.items}
    if {rule.effect, *(each.effect for each in rule.effects)} & OF_THE_REST:
        yield f"{key}.effect", "the rest of a day is for duties to say"
    yield from _needs(f"{key}.effect", rule.effect, given)
    for at, each in enumerate(rule.effects, 1):
        yield from conditional(f"{key}.effects[{at}].when", each.when, fields)
        yield from _needs(f"{key}.effects[{at}].effect", each.effect, given)


def _needs(key: str, effect: Effect, given: dict[str, str]) -> Iterator[Fault]:
    for name in _NEEDED.get(effect, ()):
        if not given[name]:
            yield key, f"{effect} needs {name}"


def _lasting(key: str, rule: ApprovalRule, program: Program) -> Iterator[Fault]:
    yield from conditional(f"{key}.lasting", rule.lasting, {item.id: item for item in rule.fields})
    if rule.lasting and program.in_force.modification is None:
        yield f"{key}.lasting", "needs in_force.modification, which it leads to"


def _in_time(key: str, rule: ApprovalRule) -> Iterator[Fault]:
    """What somebody has to decide lapses some day: by its own day, or after so many days."""
    yield from climbing(f"{key}.remind_after_days", rule.remind_after_days)
    if rule.decided_by and not rule.on and not rule.lapse_after_days:
        yield f"{key}.lapse_after_days", "is missing: without on, it says when it lapses"
    if rule.lapse_after_days and (rule.on or not rule.decided_by):
        yield f"{key}.lapse_after_days", "belongs to what is decided without a day in on"
