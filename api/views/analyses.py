"""The analyses side by side: who found what, when, and what stands in the way of an approval."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.rights.access import Doing
from api.rights.analyzed import KEY, Analyzed, key_of
from api.views.answers import AnswerView
from api.views.facts import Facts
from api.views.questions import SPOKEN, Shown, evidence_of, group_of
from api.views.words import counted, lowered, the
from policy.account import Happening, Status
from policy.analysis import Analysis, Found, Question
from policy.deadlines import local_date
from policy.forms.problem import Problem, cited
from policy.plan import Asked
from policy.tasks import Purpose
from policy.wording import listed, show_date


@dataclass(frozen=True)
class FoundView:
    """One question with what was found: the answer, by whom and when, and how it looks.

    `tone` is ok, late (it stops the request), or empty. `told` is what the facts say now;
    `earlier` the answers that newer ones replaced.
    """

    key: str
    text: str
    citation: str
    answer: str
    needed: str
    tone: str
    by: str
    remark: str
    way_out: str
    told: str
    set_aside: str
    evidence: tuple[AnswerView, ...]
    group: tuple[AnswerView, ...] | None
    earlier: tuple[str, ...]


@dataclass(frozen=True)
class AnalysisView:
    """One analysis: how far it is, and its questions."""

    id: str
    title: str
    citation: str
    state: str
    tone: str
    questions: tuple[FoundView, ...]


@dataclass(frozen=True)
class BlockView:
    """One thing in the way: its words, and what the coordinator can do about it."""

    key: str
    text: str
    told: str
    acts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReviewedView:
    """A request's review as it stands: what is in the way, what is missing, what was found.

    With `may_clear`, a change of the proposal could take what is in the way out of it.
    `undetermined` says that an accommodation is asked for and not determined; `determination` what
    was determined, by whom and why.
    """

    blocks: tuple[BlockView, ...]
    may_clear: bool
    missing: tuple[str, ...]
    analyses: tuple[AnalysisView, ...]
    undetermined: bool
    determination: tuple[str, str, str] | None
    complete: bool


def reviewed_view(
    facts: Facts, case: Analyzed, shown: Shown, may: frozenset[Doing] = frozenset()
) -> ReviewedView:
    """Everything that the review of a request found, for who may do those things with it."""
    blocked = case.blocked
    blocks = tuple(
        _block(facts, case, problem, may)
        for problem in case.in_the_way()
        if problem.field.removeprefix(f"{KEY}.") in blocked
    )
    missing = tuple(_missing(facts, case))
    return ReviewedView(
        blocks=blocks,
        may_clear=case.may_clear,
        missing=missing,
        analyses=tuple(
            _analysis(facts, shown, each)
            for each in sorted(case.program.analyses, key=lambda each: each.order)
        ),
        undetermined=case.undetermined,
        determination=_determination(facts, case),
        complete=not (blocks or missing),
    )


def _block(facts: Facts, case: Analyzed, problem: Problem, may: frozenset[Doing]) -> BlockView:
    name = problem.field.removeprefix(f"{KEY}.")
    asked = next(each for each in case.questions if each.id == name)
    told = case.computed.get(name)
    base = f"/arrangements/{facts.arrangement.reference}"
    acts = []
    if Doing.ASK_AGAIN in may and can_ask(facts, asked.role):
        title = the(facts.title(asked.role))
        acts.append((f"Ask {title} again", f"{base}/ask-again?role={asked.role}"))
    if Doing.ACCOMMODATE in may and name in case.may_set_aside:
        acts.append(("Set it aside as an accommodation", f"{base}/accommodate?q={name}"))
    return BlockView(problem.field, problem.text, told.evidence if told else "", tuple(acts))


def _determination(facts: Facts, case: Analyzed) -> tuple[str, str, str] | None:
    """The outcome, the reason, and who gave it when; of the newest determination."""
    entry = case.determined
    if entry is None:
        return None
    role, name = lowered(facts.title(entry.role)), facts.names.of(entry.person)
    by = f"{name}, {role}, {show_date(local_date(entry.at, facts.zone))}"
    return entry.about.replace("_", " ").capitalize(), entry.note, by


def can_ask(facts: Facts, role: str) -> bool:
    """Whether a reviewer can be asked to review once more."""
    if facts.status not in {Status.REVIEW, Status.DECISION}:
        return False
    gave = any(e.kind == Happening.REVIEW_GIVEN and e.role == role for e in facts.entries)
    return gave and role not in _asked_now(facts)


def _asked_now(facts: Facts) -> set[str]:
    return {task.role for task in facts.tasks if task.purpose == Purpose.REVIEW}


def _missing(facts: Facts, case: Analyzed) -> Sequence[str]:
    """What nobody has answered yet, a line a role, in the order in which they are asked."""
    left, waiting = case.unanswered, _asked_now(facts)
    roles = dict.fromkeys(each.role for each in sorted(case.questions, key=lambda each: each.order))
    said = []
    for role in roles:
        number = sum(each.id in left for each in case.of(role))
        if not number:
            continue
        questions = f"{facts.title(role)}: {counted(number, 'question', 'questions')}"
        if role in waiting:
            said.append(f"{questions}, asked for now.")
        elif role == case.decider:
            said.append(f"{questions}, answered with the decision.")
        else:
            said.append(f"{questions}, not open yet.")
    return said


def _analysis(facts: Facts, shown: Shown, analysis: Analysis) -> AnalysisView:
    case = shown.case
    asked = {each.id: each for each in case.questions}
    own = [each for each in analysis.questions if each.id in asked]
    state, tone = _state(facts, case, [asked[each.id] for each in own])
    return AnalysisView(
        id=analysis.id,
        title=analysis.title,
        citation=cited(case.program, analysis.citation),
        state=state,
        tone=tone,
        questions=tuple(_found(facts, shown, each, asked[each.id]) for each in own),
    )


def _state(facts: Facts, case: Analyzed, asked: Sequence[Asked]) -> tuple[str, str]:
    names = {each.id for each in asked}
    if names & case.blocked:
        return "Something stops the request", "late"
    left = [each for each in asked if each.id in case.unanswered]
    if not left:
        return "Complete", "ok"
    open_now = {each.id for role in {each.role for each in left} for each in case.open_to(role)}
    if not names & open_now:
        return "Cannot start yet", ""
    whom = dict.fromkeys(the(facts.title(each.role)) for each in left)
    return f"Waiting for {listed(list(whom))}", "soon"


def _found(facts: Facts, shown: Shown, question: Question, asked: Asked) -> FoundView:
    case, found = shown.case, shown.case.found.get(question.id)
    told = case.computed.get(question.id)
    answer = told.answer if told and found else found.finding.answer if found else ""
    spoken = SPOKEN.get(answer, answer) if found else "Not answered yet"
    tone = "late" if question.id in case.blocked else "ok" if found and asked.answer else ""
    way = next((w.text for w in question.ways_out if found and w.id == found.finding.way_out), "")
    return FoundView(
        key=key_of(question.id),
        text=question.text,
        citation=cited(case.program, question.citation),
        answer=spoken,
        needed=SPOKEN[asked.answer] if asked.answer else "",
        tone=tone,
        by=_by(facts, found) if found else lowered(facts.title(asked.role)),
        remark=found.finding.remark if found else "",
        way_out=way,
        told=told.evidence if told else "",
        set_aside=case.set_aside.get(question.id, ""),
        evidence=evidence_of(shown, question),
        group=group_of(shown, question),
        earlier=_earlier(facts, case, question.id),
    )


def _by(facts: Facts, found: Found) -> str:
    role, name = lowered(facts.title(found.role)), facts.names.of(found.person)
    return f"{name}, {role}, {show_date(local_date(found.at, facts.zone))}"


def _earlier(facts: Facts, case: Analyzed, name: str) -> tuple[str, ...]:
    """What was answered before, newest first: it stays on record."""
    before = [each for each in case.history if each.finding.question == name][:-1]
    told = []
    for each in reversed(before):
        answer = SPOKEN.get(each.finding.answer, each.finding.answer)
        remark = f" {each.finding.remark}" if each.finding.remark else ""
        told.append(f"{answer}. {_by(facts, each)}.{remark}")
    return tuple(told)
