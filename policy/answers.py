"""Checks the answers to a program's form: there, of the right kind, and fit to be kept."""

from collections.abc import Iterator, Mapping

from policy.form import FieldKind, FormField
from policy.problem import Problem, cited
from policy.program import Program
from policy.typed import clean, read_date, read_number, text_fault

LONGEST_LINE = 200
LONGEST_PARAGRAPH = 4000

OF_THE_PROPOSAL = ("starts_on", "ends_on", "week")
"""The fields that a proposal holds as values of their own, not among its answers."""

_ASKING = {
    FieldKind.CHOICE: "Choose an answer to",
    FieldKind.YES_NO: "Choose an answer to",
    FieldKind.STATEMENT: "Tick",
}
_TRUE_OR_FALSE = ("yes", "no")


def read_answers(program: Program, form: Mapping[str, str]) -> dict[str, str]:
    """The answers that were given, cleaned; dates in ISO form where they can be read."""
    answers = {}
    for item in asked(program):
        given = clean(form.get(item.id, ""))
        if given:
            answers[item.id] = _kept(item.kind, given)
    return answers


def answer_problems(program: Program, answers: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with the answers, in the order of the form; then questions nobody asked."""
    known = {item.id for item in asked(program)}
    for item in asked(program):
        given = answers.get(item.id, "")
        message = _fault(item, given) if clean(given) else _missing(item, answers)
        if message:
            yield Problem(item.id, message, cited(program, item.citation))
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
            message = f"{_quoted(item)} is {there} in the directory, and is corrected there."
            yield Problem(item.id, message, cited(program, item.citation))


def asked(program: Program) -> tuple[FormField, ...]:
    """The fields whose answers are kept as text."""
    return tuple(item for item in program.fields if item.id not in OF_THE_PROPOSAL)


def missing(item: FormField) -> str:
    """What to tell who left a required field blank."""
    return f"{_ASKING.get(item.kind, 'Fill in')} {_quoted(item)}."


def _kept(kind: FieldKind, given: str) -> str:
    if kind is not FieldKind.DATE:
        return given
    day = read_date(given)
    return given if isinstance(day, str) else day.isoformat()


def _missing(item: FormField, answers: Mapping[str, str]) -> str:
    name, _, answer = item.required_when.partition("=")
    needed = item.required or (name and answers.get(name) == answer)
    return missing(item) if needed else ""


def _fault(item: FormField, given: str) -> str:
    """Why what was given is no answer to this field; empty when it is one."""
    match item.kind:
        case FieldKind.DATE:
            day = read_date(given)
            return day if isinstance(day, str) else ""
        case FieldKind.NUMBER:
            number = read_number(given, item.least, item.most)
            return number if isinstance(number, str) else ""
        case FieldKind.CHOICE:
            return "" if given in item.choices else missing(item)
        case FieldKind.YES_NO:
            return "" if given in _TRUE_OR_FALSE else missing(item)
        case FieldKind.STATEMENT:
            return "" if given == "yes" else missing(item)
        case _:
            return _text_fault(item, given)


def _text_fault(item: FormField, given: str) -> str:
    lines = item.kind is FieldKind.PARAGRAPH
    fault = text_fault(given, lines=lines, longest=LONGEST_PARAGRAPH if lines else LONGEST_LINE)
    return f"{_quoted(item)} {fault}." if fault else ""


def _quoted(item: FormField) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{item.label}\N{RIGHT DOUBLE QUOTATION MARK}"
