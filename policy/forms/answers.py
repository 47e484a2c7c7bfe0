"""The answers to a program's fields: whose they are, how they are read, what is wrong with them.

The same for a proposal, for what reviewers and deciders fill in, for what is completed before
signing, and for an entry of a register.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policy.form import Before, FieldKind, FormField, holds
from policy.forms.items import list_faults, read_rows
from policy.forms.kinds import ahead, fault, kept, missing, quoted
from policy.forms.needs import has_lapsed, is_demanded, is_refused
from policy.forms.problem import Problem, cited
from policy.forms.typed import clean
from policy.plan import employee_role
from policy.program import Program
from policy.wording import show_date

OF_THE_PROPOSAL = ("starts_on", "ends_on", "week")
"""The fields that a proposal holds as values of their own, not among its answers."""


def asked(program: Program) -> tuple[FormField, ...]:
    """The fields of the employee whose answers are kept as text."""
    employee = employee_role(program)
    return asked_of(program, employee, employee)


def asked_of(
    program: Program, role: str, employee_role: str, before: Before | None = None
) -> tuple[FormField, ...]:
    """The fields that a role fills in, in the form's order: all, or those of one moment.

    What is needed only before signing may be filled in earlier too.
    """
    return tuple(
        item
        for item in program.fields
        if item.id not in OF_THE_PROPOSAL
        and (item.role or employee_role) == role
        and before in (None, item.before)
    )


def read_fields(fields: Sequence[FormField], form: Mapping[str, str]) -> dict[str, str]:
    """The answers given to these fields, cleaned and as they are kept; nothing else of the form."""
    read = {item.id: _read(item, form) for item in fields}
    return {name: given for name, given in read.items() if given}


def field_problems(
    program: Program,
    fields: Sequence[FormField],
    answers: Mapping[str, str],
    on: date | None = None,
    today: date | None = None,
) -> Iterator[Problem]:
    """What is wrong with the answers to these fields, in their order.

    `answers` may hold those of other fields too, on which conditions rest. With `on`, the day
    signing opens, what is needed by then has to be there, as it must be, and current (GL32 IV).
    With `today`, the day on which they are given (`on`, if not told), what happened is not ahead.
    """
    for item in fields:
        for key, message in _faults(item, answers, on, today or on):
            yield Problem(key, message, cited(program, item.citation))


def unasked(program: Program, answers: Mapping[str, str]) -> Iterator[Problem]:
    """Answers to questions that the program does not ask."""
    known = {item.id for item in program.fields} - set(OF_THE_PROPOSAL)
    for name in answers:
        if name not in known:
            yield Problem(name, "This form has no such question.")


def overtyped(
    program: Program, known: Mapping[str, str], sent: Mapping[str, str]
) -> Iterator[Problem]:
    """What was sent in place of what the directory says: that is corrected there, not here."""
    for item in program.fields:
        there = known.get(item.id, "") if item.prefill else ""
        if there and clean(sent.get(item.id, there)) != clean(there):
            message = f"{quoted(item.label)} is {there} in the directory, and is corrected there."
            yield Problem(item.id, message, cited(program, item.citation))


def unrecorded(program: Program, known: Mapping[str, str]) -> Iterator[Problem]:
    """What the form needs from the directory, which says nothing: nobody types it in its place."""
    for item in program.fields:
        if item.prefill and item.required and not known.get(item.id, ""):
            yield not_on_file(program, item)


def not_on_file(program: Program, item: FormField) -> Problem:
    """That the directory has to be mended before somebody can propose."""
    message = f"{quoted(item.label)} is not on file for you. Human Resources records it first."
    return Problem(item.id, message, cited(program, item.citation))


def _read(item: FormField, form: Mapping[str, str]) -> str:
    if item.kind is FieldKind.ITEMS:
        return read_rows(item, form)
    return kept(item.kind, clean(form.get(item.id, "")))


def _faults(
    item: FormField, answers: Mapping[str, str], on: date | None, today: date | None
) -> Iterator[tuple[str, str]]:
    """Form key and message of each fault of one field."""
    given = clean(answers.get(item.id, ""))
    if not given:
        if _is_needed(item, answers, on):
            yield item.id, missing(item)
    elif item.kind is FieldKind.ITEMS:
        yield from list_faults(item, given, today)
    elif message := fault(item, given) or _unfit(item, given, on, today):
        yield item.id, message


def _is_needed(item: FormField, answers: Mapping[str, str], on: date | None) -> bool:
    """Whether the field has to be filled in by now."""
    if on is not None:
        return is_demanded(item, answers)
    conditional = bool(item.required_when) and holds(item.required_when, answers)
    return item.before is Before.SUBMISSION and (item.required or conditional)


def _unfit(item: FormField, given: str, on: date | None, today: date | None) -> str:
    """Why an answer does not fit its day, or lets nobody sign; empty if it does."""
    if item.happened and (message := ahead(item.label, given, today)):
        return message
    if on is None:
        return ""
    if is_refused(item, given):
        return f"{quoted(item.label)} must be {item.must}."
    if has_lapsed(item, given, on):
        return f"{quoted(item.label)} has passed: it must be {show_date(on)} or later."
    return ""
