"""From what reviewers and deciders send to findings and to the fields of the form that are theirs.

The same rules for pages and the JSON API. Answers come under `findings.<question>`, with
`.remark` and `.way_out`; fields of the form under their own keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.pages import paragraph
from api.rights.analyzed import KEY, REMARK, WAY_OUT, Analyzed, key_of, own_fields
from policy.analysis import Finding, Question, QuestionKind
from policy.form import FormField
from policy.forms.answers import field_problems, read_fields
from policy.forms.kinds import quoted
from policy.forms.problem import Problem, cited
from policy.plan import Asked
from policy.program import Program

YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Given:
    """What a role finds and fills in, and what is wrong or missing; `asked` is open to it."""

    findings: tuple[Finding, ...]
    answers: dict[str, str]
    asked: tuple[Asked, ...]
    problems: tuple[Problem, ...]


def given_in(case: Analyzed, role: str, sent: Mapping[str, str]) -> Given:
    """The findings of a role on what is open to it with them, and its fields (III.A to III.C).

    Questions that the facts answer are answered by them; one that is set aside needs no answer.
    What was sent on questions that are not open is left out.
    """
    fields = own_fields(case.program, role)
    answers = read_fields(fields, sent)
    told = {**case.answers, **answers}
    read = {asked.id: _read(case, asked, sent) for asked in case.of(role, told)}
    found = [finding for finding, _ in read.values() if finding is not None]
    asked = tuple(
        each for each in case.open_to(role, found, answers) if each.id not in case.set_aside
    )
    needed = (each.id for each in asked if not (case.is_ahead(each.id) and _is_bare(each.id, sent)))
    wrong = [problem for name in needed for problem in read[name][1]]
    due = _given_or_due(fields, answers, told)
    wrong += field_problems(case.program, due, told, today=case.today)
    wanted = {each.id for each in asked}
    findings = tuple(finding for finding in found if finding.question in wanted)
    return Given(findings, answers, asked, tuple(wrong))


def closed_in(case: Analyzed, role: str, sent: Mapping[str, str], given: Given) -> list[Problem]:
    """Each question that was answered though it is not this role's, or not open to it now."""
    taken = {each.id for each in given.asked}
    named = {key.split(".")[1] for key in sent if key.startswith(f"{KEY}.")}
    own = {each.id for each in case.of(role)} | taken
    return [
        Problem(key_of(name), _closed(case, name, mine=name in own))
        for name in sorted(named - taken)
    ]


def unowned_in(case: Analyzed, role: str, names: Sequence[str]) -> list[Problem]:
    """Each field of the form that is not this role's to fill in."""
    own = {item.id for item in own_fields(case.program, role)}
    message = "This field is not for this role to fill in."
    return [Problem(name, message) for name in names if name.split(".")[0] not in own]


def _given_or_due(
    fields: Sequence[FormField], answers: Mapping[str, str], told: Mapping[str, str]
) -> tuple[FormField, ...]:
    """The fields to check: those given now, and those that nobody has filled in yet."""
    return tuple(item for item in fields if item.id in answers or not told.get(item.id))


def _is_bare(question: str, sent: Mapping[str, str]) -> bool:
    """Whether nothing at all was sent on a question."""
    keys = (key_of(question), key_of(question, REMARK), key_of(question, WAY_OUT))
    return not any(sent.get(key, "").strip() for key in keys)


def _read(
    case: Analyzed, asked: Asked, sent: Mapping[str, str]
) -> tuple[Finding | None, list[Problem]]:
    """The finding on one question, and what is wrong with it."""
    question = case.wording[asked.id]
    remark, wrong = paragraph(sent, key_of(asked.id, REMARK), "")
    if asked.id in case.computed:
        found = Finding(asked.id, case.computed[asked.id].answer, remark, computed=True)
        return found, wrong
    answer, unfit = _answer(case.program, question, sent)
    way_out, unknown = _way_out(case.program, question, asked, answer, sent)
    given = Finding(asked.id, answer, remark, way_out) if answer else None
    return given, [*unfit, *unknown, *wrong]


def _answer(
    program: Program, question: Question, sent: Mapping[str, str]
) -> tuple[str, list[Problem]]:
    key, section = key_of(question.id), cited(program, question.citation)
    if question.kind is QuestionKind.TEXT:
        text, wrong = paragraph(sent, key, f"Answer {quoted(question.text)}")
        return text, [Problem(key, each.message, section) for each in wrong]
    answer = sent.get(key, "")
    if answer in YES_NO:
        return answer, []
    return "", [Problem(key, f"Answer yes or no to {quoted(question.text)}", section)]


def _way_out(
    program: Program, question: Question, asked: Asked, answer: str, sent: Mapping[str, str]
) -> tuple[str, list[Problem]]:
    """The exception claimed, which matters only where the answer is not the one needed."""
    key = key_of(question.id, WAY_OUT)
    chosen = sent.get(key, "")
    if not chosen or not asked.answer or answer == asked.answer:
        return "", []
    if chosen in asked.ways_out:
        return chosen, []
    message = "This exception cannot be chosen for this proposal."
    return "", [Problem(key, message, cited(program, question.citation))]


def _closed(case: Analyzed, name: str, *, mine: bool) -> str:
    """Why a question cannot be answered; what was set aside is told to who would answer it."""
    if name not in case.wording:
        return "There is no such question."
    if not mine:
        return "This question is for another role to answer."
    if name in case.set_aside:
        return "This question is set aside as a reasonable accommodation."
    return "This question is not open yet: those before it have to be answered as approval needs."
