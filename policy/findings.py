"""The gates of the review: which questions are open, met, outstanding or in the way (GL32 III).

Findings are the newest of each question, by question ID; `set_aside` are the questions that an
accommodation determination sets aside (IV.N); `answers` are those of the proposal. Nothing here
approves: where nothing is in the way, the decision is still the agency's alone (III).
"""

from collections.abc import Collection, Mapping, Sequence

from policy.analysis import Finding, Question
from policy.forms.problem import Problem, cited
from policy.plan import Asked
from policy.program import Program

Findings = Mapping[str, Finding]
"""The newest finding of each question that was answered, by question ID."""


def is_met(
    asked: Asked, finding: Finding | None, answers: Mapping[str, str], set_aside: Collection[str]
) -> bool:
    """Whether a question is answered as approval needs, or set aside.

    A question that only advises is met by any answer, a text by some text. Another answer than
    the one needed does where one of the ways out is claimed and every field it needs is filled in.
    """
    if asked.id in set_aside:
        return True
    if finding is None or not _is_answered(finding):
        return False
    if not asked.answer or finding.answer == asked.answer:
        return True
    return finding.way_out in asked.ways_out and not lacking(asked, finding, answers)


def lacking(asked: Asked, finding: Finding, answers: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that the way out claimed still needs filled in; none where none is claimed."""
    needed = asked.ways_out.get(finding.way_out, ())
    return tuple(name for name in needed if not answers.get(name, "").strip())


def blocks(
    questions: Sequence[Asked],
    findings: Findings,
    set_aside: Collection[str],
    answers: Mapping[str, str],
) -> tuple[str, ...]:
    """The IDs of the questions answered otherwise than approval needs, in order (III.C).

    Facts that do not say are such an answer too. Questions that only advise never block.
    """
    return tuple(
        asked.id
        for asked in in_order(questions)
        if _is_answered(findings.get(asked.id))
        and not is_met(asked, findings.get(asked.id), answers, set_aside)
    )


def may_clear(questions: Sequence[Asked], findings: Findings, blocked: Collection[str]) -> bool:
    """Whether a change of the proposal could take everything that blocks it out of the way.

    It can keep a question from being asked, or let an exception count that was claimed (III.C.1).
    """
    stopping = [asked for asked in questions if asked.id in blocked]
    return all(asked.when or findings[asked.id].way_out for asked in stopping)


def outstanding(
    questions: Sequence[Asked], findings: Findings, set_aside: Collection[str], role: str = ""
) -> tuple[Asked, ...]:
    """The questions without an answer, of one role if named, open or not; in order."""
    return tuple(
        asked
        for asked in in_order(questions)
        if role in ("", asked.role)
        and asked.id not in set_aside
        and not _is_answered(findings.get(asked.id))
    )


def open_questions(
    role: str,
    questions: Sequence[Asked],
    findings: Findings,
    set_aside: Collection[str],
    answers: Mapping[str, str],
) -> tuple[Asked, ...]:
    """What a role may answer now, answered before or not: the newest answer counts.

    A question opens once every question of every lower order is met (III.A, III.B, III.C). One act
    may carry findings of several orders, each open with those before it in the act: it is fit where
    these are all open, given the findings as they stand with the act's own.
    """
    unmet = [
        asked.order
        for asked in questions
        if not is_met(asked, findings.get(asked.id), answers, set_aside)
    ]
    latest = min(unmet, default=None)
    return tuple(
        asked
        for asked in in_order(questions)
        if asked.role == role and (latest is None or asked.order <= latest)
    )


def is_due(
    role: str,
    questions: Sequence[Asked],
    findings: Findings,
    set_aside: Collection[str],
    answers: Mapping[str, str],
) -> bool:
    """Whether a reviewer is to be asked now: some open question of theirs has no answer (III).

    Whom the program asks no question at all is due at once.
    """
    if not any(asked.role == role for asked in questions):
        return True
    may = open_questions(role, questions, findings, set_aside, answers)
    return bool(outstanding(may, findings, set_aside))


def first_to_ask(
    decider: str,
    questions: Sequence[Asked],
    findings: Findings,
    set_aside: Collection[str],
    answers: Mapping[str, str],
) -> tuple[str, ...]:
    """Who else has to answer what is open now before it can be approved, where nothing blocks.

    A change by the decider may open questions that nobody was asked: those of an analysis that
    came after what blocked, or that only the changed proposal is asked (III.C.3).
    """
    if blocks(questions, findings, set_aside, answers):
        return ()
    roles = dict.fromkeys(asked.role for asked in in_order(questions) if asked.role != decider)
    return tuple(role for role in roles if is_due(role, questions, findings, set_aside, answers))


def block_problems(
    program: Program,
    questions: Sequence[Asked],
    findings: Findings,
    set_aside: Collection[str],
    answers: Mapping[str, str],
) -> tuple[Problem, ...]:
    """Everything between the request and an approval, in the order a person would settle it.

    Each names its question in the program's words, what is needed, and the section.
    """
    asked_of = {each.id: each for analysis in program.analyses for each in analysis.questions}
    waiting = {asked.id for asked in outstanding(questions, findings, set_aside)}
    blocked = {*waiting, *blocks(questions, findings, set_aside, answers)}
    return tuple(
        Problem(
            asked.id,
            _what_to_do(program, asked_of[asked.id], asked, findings.get(asked.id), answers),
            cited(program, asked_of[asked.id].citation),
        )
        for asked in in_order(questions)
        if asked.id in blocked
    )


def in_order(questions: Sequence[Asked]) -> tuple[Asked, ...]:
    """Questions by the order of their analyses; those of one stay as the program has them."""
    return tuple(sorted(questions, key=lambda asked: asked.order))


def _is_answered(finding: Finding | None) -> bool:
    """Whether somebody answered, or the facts were asked, even where they do not say."""
    return finding is not None and (finding.computed or bool(finding.answer.strip()))


def _what_to_do(
    program: Program,
    question: Question,
    asked: Asked,
    finding: Finding | None,
    answers: Mapping[str, str],
) -> str:
    said = f"\N{LEFT DOUBLE QUOTATION MARK}{question.text}\N{RIGHT DOUBLE QUOTATION MARK}"
    if finding is None or not _is_answered(finding):
        return f"{said} has not been answered."
    if not finding.answer:
        return f"{said} must be {asked.answer}; nothing on file says so."
    if lacking(asked, finding, answers):
        labels = {item.id: item.label for item in program.fields}
        wanted = "; ".join(labels.get(name, name) for name in lacking(asked, finding, answers))
        return f"{said} is {finding.answer}; the exception chosen still needs: {wanted}."
    if finding.way_out:
        return f"{said} is {finding.answer}; the exception chosen does not fit the proposal."
    return f"{said} must be {asked.answer}; the answer is {finding.answer}."
