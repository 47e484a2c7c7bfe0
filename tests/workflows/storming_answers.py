"""Answers made from the fields of a form, for whatever a program asks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from demonstration import favorable
from policy.deadlines import A_DAY
from policy.form import FieldKind, FormField, holds
from policy.in_force import ApprovalRule


@dataclass(frozen=True)
class Given:
    """What the answers vary in: the day they are about, which choice, which item."""

    day: date
    choice: int
    item: int = 0


def filled(fields: Sequence[FormField], given: Given) -> dict[str, str]:
    """A form with everything filled in that it asks for."""
    answers: dict[str, str] = {}
    for field in fields:
        if field.required or (field.required_when and holds(field.required_when, answers)):
            answers[field.id] = _answer(field, given)
    return answers


def asking(rule: ApprovalRule, given: Given, *, lasting: bool) -> dict[str, str]:
    """The form of an approval; what moves, moves to the day after."""
    answers = filled(rule.fields, given)
    if rule.to in answers:
        answers[rule.to] = (given.day + A_DAY).isoformat()
    if rule.lasting:
        field, _, lasts = rule.lasting.partition("=")
        answers[field] = lasts if lasting else "no"
    return answers


def _answer(field: FormField, given: Given) -> str:
    match field.kind:
        case FieldKind.DATE:
            return given.day.isoformat()
        case FieldKind.CHOICE:
            return field.choices[given.choice % len(field.choices)]
        case FieldKind.ITEMS:
            return f'[{{"item": "Screen", "tag": "{given.item}"}}]'
    return favorable.form([replace(field, required=True)])[field.id]
