"""What people say where all goes well: for the demonstration, benchmarks and tests."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, time
from hashlib import sha256
from pathlib import Path

from policy.analysis import Finding, Question, QuestionKind
from policy.duration import last_day
from policy.form import Before, Column, FieldKind, FormField, holds
from policy.forms.checking import read_proposal, to_form
from policy.plan import applying, employee_role
from policy.program import Program
from policy.proposal import Proposal
from policy.week import WEEKDAYS, Day, Place
from records.people import Person

SAMPLES = Path(__file__).parents[1] / "examples" / "proposals"
CERTIFICATE = Path(__file__).parents[1] / "examples" / "uploads" / "certificate.pdf"
"""The sample of every paper that somebody uploads."""

LATER = "2037-12-31"
"""A day that no arrangement of these outlives."""

EARLIER = "2026-01-15"

ANSWERS = {
    FieldKind.YES_NO: "yes",
    FieldKind.STATEMENT: "yes",
    FieldKind.NUMBER: "1",
    FieldKind.TIME: "17:00",
    FieldKind.PHONE: "860-555-0199",
}
"""What suits, by kind of field; words suit all others."""

AWAY = ("tuesday", "thursday")


def certificate() -> str:
    """The answer that stands for the sample of every paper."""
    return f"{sha256(CERTIFICATE.read_bytes()).hexdigest()} {CERTIFICATE.name}"


def proposal(
    program: Program,
    employee: Person,
    starts_on: date,
    otherwise: Mapping[str, str] | None = None,
) -> Proposal:
    """The program's sample proposal in an employee's name; ValueError if it breaks a rule."""
    months = program.term.maximum_months
    form = {
        field.id: str(getattr(employee, field.prefill, ""))
        for field in program.fields
        if field.prefill
    }
    dates = Proposal(starts_on, last_day(starts_on, months) if months else None, a_week(*AWAY))
    form |= answers(program) | to_form(dates) | dict(otherwise or {})
    found, faults = read_proposal(program, form)
    if found is None:
        raise ValueError(faults)
    return found


def a_week(*away: str) -> tuple[Day, ...]:
    """Eight hours on five days, those named away from the duty station."""
    return tuple(
        Day(
            weekday=name,
            place=Place.TELECOMMUTING if name in away else Place.DUTY_STATION,
            starts=time(8),
            lunch_starts=time(12),
            lunch_ends=time(12, 30),
            ends=time(16, 30),
            breaks="10:00 am and 2:30 pm",
        )
        for name in WEEKDAYS[:5]
    )


def answers(program: Program) -> dict[str, str]:
    """The answers of an employee who has every paper at hand, by field ID."""
    sample = json.loads((SAMPLES / f"{program.name}.json").read_text())
    given = {str(name): str(value) for name, value in sample.items()}
    return given | filled_in(program, employee_role(program), given)


def filled_in(program: Program, role: str, given: Mapping[str, str]) -> dict[str, str]:
    """What a role fills in of the fields that are its own before signing."""
    own = employee_role(program)
    return {
        item.id: _answer(item)
        for item in program.fields
        if (item.role or own) == role and item.before is Before.SIGNING and item.id not in given
        if item.required or (item.required_when and holds(item.required_when, given))
    }


def form(fields: Sequence[FormField]) -> dict[str, str]:
    """A form with everything filled in that it asks for."""
    given: dict[str, str] = {}
    for item in fields:
        if item.required or (item.required_when and holds(item.required_when, given)):
            given[item.id] = _answer(item)
    return given


def findings(program: Program, role: str, given: Mapping[str, str]) -> tuple[Finding, ...]:
    """What a role finds where every question is answered as approval needs."""
    return tuple(
        Finding(each.id, _finding(each), computed=each.computed is not None)
        for analysis in sorted(program.analyses, key=lambda one: one.order)
        for each in applying(analysis, given)
        if (each.role or analysis.role) == role
    )


def computed(program: Program, given: Mapping[str, str]) -> tuple[Finding, ...]:
    """What the employee's facts answer where they stand in nobody's way."""
    return tuple(
        Finding(each.id, _finding(each), computed=True)
        for analysis in program.analyses
        for each in applying(analysis, given)
        if each.computed is not None
    )


def acknowledged(program: Program, line: str, given: Mapping[str, str]) -> tuple[str, ...]:
    """Every clause that the signer of a line acknowledges."""
    found = (each for each in program.clauses if each.line == line)
    return tuple(each.id for each in found if holds(each.when, given))


def _finding(question: Question) -> str:
    if question.kind is QuestionKind.TEXT:
        return "Looked at together with the employee."
    return question.answer or "yes"


def _answer(item: FormField | Column) -> str:
    if isinstance(item, FormField) and (item.must or item.choices):
        return item.must or item.choices[0]
    match item.kind:
        case FieldKind.UPLOAD:
            return certificate()
        case FieldKind.DATE:
            current = isinstance(item, FormField) and item.current
            return LATER if current else EARLIER
        case FieldKind.ITEMS if isinstance(item, FormField):
            return json.dumps([{column.id: _answer(column) for column in item.columns}])
    words = f"{item.label} 1" if isinstance(item, Column) else "As agreed."
    return ANSWERS.get(item.kind, words)
