"""What the JSON API tells of a review: its questions, what was found, what is in the way."""

from collections.abc import Collection
from datetime import datetime

from api.calls.faults_told import Rule
from api.calls.told import Told
from api.rights.analyzed import Analyzed, own_fields
from policy.computing import told_to_reviewers
from policy.plan import Asked


class FindingTold(Told):
    """One answer on record; `set_aside` is why an accommodation sets the question aside."""

    answer: str
    remark: str
    way_out: str
    computed: bool
    role: str
    person: str
    at: datetime
    set_aside: str


class QuestionTold(Told):
    """One question: who answers it, what approval needs, whether it is open, what was found.

    `on_file` is what the employee's facts say now, where they answer it; `ways_out` are the
    exceptions that can be claimed, with the fields each needs filled in.
    """

    id: str
    analysis: str
    text: str
    section: str
    kind: str
    role: str
    needed: str
    open: bool
    ways_out: dict[str, tuple[str, ...]]
    on_file: str
    findings: tuple[FindingTold, ...]


class DeterminationTold(Told):
    """The determination of a reasonable accommodation that stands, and what it set aside."""

    outcome: str
    questions: tuple[str, ...]
    reason: str
    person: str
    at: datetime


class ReviewTold(Told):
    """A review as it stands; `fields` are those of the form that each role fills in.

    `accommodation` is the determination on record, told to who sees the whole of it.
    """

    questions: tuple[QuestionTold, ...]
    fields: dict[str, tuple[str, ...]]
    in_the_way: tuple[Rule, ...]
    accommodation: DeterminationTold | None


def tell_review(case: Analyzed, roles: Collection[str], *, whole: bool) -> ReviewTold:
    """The review as these roles see it: their own questions, or the `whole` of it."""
    asked = {each.id: each for each in case.questions if whole or each.role in roles}
    shown = {each.role for each in asked.values()} | set(roles)
    return ReviewTold(
        questions=tuple(
            _question(case, analysis.id, asked[each.id], whole=whole)
            for analysis in sorted(case.program.analyses, key=lambda one: one.order)
            for each in analysis.questions
            if each.id in asked
        ),
        fields={
            role: tuple(item.id for item in own_fields(case.program, role))
            for role in sorted(shown)
        },
        in_the_way=tuple(
            Rule(field=each.field, rule=each.message, section=each.citation)
            for each in (case.in_the_way() if whole else ())
        ),
        accommodation=_determination(case) if whole else None,
    )


def _determination(case: Analyzed) -> DeterminationTold | None:
    entry = case.determined
    if entry is None:
        return None
    return DeterminationTold(
        outcome=entry.about,
        questions=tuple(case.set_aside),
        reason=entry.note,
        person=entry.person,
        at=entry.at,
    )


def _question(case: Analyzed, analysis: str, asked: Asked, *, whole: bool) -> QuestionTold:
    question, told = case.wording[asked.id], case.computed.get(asked.id)
    on_file = told.evidence if told else ""
    if told and not whole:
        on_file = told_to_reviewers(question, told)
    return QuestionTold(
        id=asked.id,
        analysis=analysis,
        text=question.text,
        section=question.citation,
        kind=question.kind,
        role=asked.role,
        needed=asked.answer,
        open=any(each.id == asked.id for each in case.open_to(asked.role)),
        ways_out=asked.ways_out,
        on_file=on_file,
        findings=tuple(
            FindingTold.of({**vars(each.finding), **vars(each)})
            for each in case.history
            if each.finding.question == asked.id
        ),
    )
