"""The questions that a role answers: each with its evidence, what the facts say, what was given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from api.rights.analyzed import REMARK, WAY_OUT, Analyzed, key_of, own_fields
from api.views.answers import NOT_PROVIDED, AnswerView, read_backs
from api.views.fields import field_views
from policy.analysis import DAYS_A_WEEK, GROUP_SCHEDULES, Analysis, Question, QuestionKind
from policy.away import plain
from policy.coding import proposal_from_json
from policy.computing import told_to_reviewers
from policy.form import holds
from policy.forms.answers import read_fields
from policy.forms.checking import to_form
from policy.forms.kinds import quoted
from policy.forms.problem import Problem, cited
from policy.forms.schedule import read_week
from policy.plan import Asked
from policy.program import Program
from policy.proposal import Proposal
from policy.week import days_a_week
from policy.wording import capital, listed, show_days
from records.colleagues import Colleague, of_group
from records.people import Person

SPOKEN = {"yes": "Yes", "no": "No", "": "Not on file"}
_AHEAD = "It counts only where the agency changes the proposal to fit it."
_CHOICES = {
    QuestionKind.YES_NO: (("yes", "Yes"), ("no", "No")),
    QuestionKind.STATEMENT: (("yes", "Yes, so it is"), ("no", "No, I cannot say so")),
}


@dataclass(frozen=True)
class WayOutView:
    """One exception to choose; `lacking` says what it still needs filled in."""

    id: str
    text: str
    lacking: str


@dataclass(frozen=True)
class QuestionView:
    """One question as it is asked: what speaks to it, what was given so far, what is wrong.

    `told` is what the facts answer, where they do. `stops` says what another answer than the one
    needed means; `stopped` is whether the answer so far is such a one. `group` is shown where the
    schedules of the work group speak to it. What is `ahead` is asked only of a changed proposal,
    and needs no answer.
    """

    key: str
    text: str
    citation: str
    kind: QuestionKind
    choices: tuple[tuple[str, str], ...]
    needed: str
    evidence: tuple[AnswerView, ...]
    group: tuple[AnswerView, ...] | None
    told: str
    shown: str
    value: str
    remark: str
    way_out: str
    ways: tuple[WayOutView, ...]
    stops: str
    stopped: bool
    set_aside: str
    ahead: bool
    problem: str
    remark_problem: str
    way_problem: str


@dataclass(frozen=True)
class Shown:
    """What questions are shown with: the proposal under its form's keys, and the work group."""

    case: Analyzed
    proposal: Mapping[str, str]
    group: Sequence[Colleague]


def shown_beside(
    session: Session, case: Analyzed, proposal: Proposal | None, employee: Person | None
) -> Shown:
    """What questions are shown with; the work group is read only where one needs it."""
    wanted = (case.wording[each.id].evidence for each in case.whole)
    grouped = employee is not None and any(GROUP_SCHEDULES in each for each in wanted)
    group = of_group(session, employee) if grouped and employee else ()
    typed = to_form(proposal) if proposal else {}
    return Shown(case, {**typed, **case.answers}, group)


def question_views(
    shown: Shown,
    analysis: Analysis,
    role: str,
    values: Mapping[str, str],
    problems: Sequence[Problem] = (),
) -> tuple[QuestionView, ...]:
    """The questions of one analysis that are a role's, with what was given so far."""
    own = {asked.id: asked for asked in shown.case.of(role)}
    wrong = {problem.field: problem.message for problem in reversed(problems)}
    return tuple(
        _view(shown, each, own[each.id], values, wrong)
        for each in analysis.questions
        if each.id in own
    )


def given_so_far(case: Analyzed, role: str) -> dict[str, str]:
    """What a role found and filled in earlier, under the keys of its form."""
    form: dict[str, str] = {}
    for asked in case.of(role):
        found = case.findings.get(asked.id)
        if found is not None and not found.computed:
            form[key_of(asked.id)] = found.answer
            form[key_of(asked.id, REMARK)] = found.remark
            form[key_of(asked.id, WAY_OUT)] = found.way_out
    names = {item.id for item in own_fields(case.program, role)}
    return form | {name: told for name, told in case.answers.items() if name in names}


def group_views(group: Sequence[Colleague]) -> tuple[AnswerView, ...]:
    """The schedules of a work group: who telecommutes when, and whose schedule is not standard."""
    return tuple(AnswerView(each.name, "; ".join(_schedule(each))) for each in group)


def stop_text(program: Program, question: Question, asked: Asked) -> str:
    """What an answer other than the one needed means, in plain words; empty where any does."""
    if not asked.answer:
        return ""
    section = cited(program, question.citation)
    where = f" {section}:" if section else ""
    unless = " or one of the exceptions below" if asked.ways_out else ""
    wanted = "a yes" if asked.answer == "yes" else "a no"
    return (
        f"This stops the request.{where} approval needs {wanted} here{unless}. "
        "Answer as it is; your answer is what counts."
    )


def _schedule(each: Colleague) -> list[str]:
    kind = each.schedule_type
    said = [f"{kind} schedule"] if kind and kind != "standard" else []
    if each.proposal is not None:
        said.append(f"telecommutes on {show_days(proposal_from_json(each.proposal).week)}")
    return [capital(said[0]), *said[1:]] if said else []


def _view(
    shown: Shown,
    question: Question,
    asked: Asked,
    values: Mapping[str, str],
    wrong: Mapping[str, str],
) -> QuestionView:
    case, key = shown.case, key_of(question.id)
    told = case.computed.get(question.id)
    answer = told.answer if told else values.get(key, "")
    return QuestionView(
        key=key,
        text=question.text,
        citation=cited(case.program, question.citation),
        kind=question.kind,
        choices=_CHOICES.get(question.kind, ()),
        needed=asked.answer,
        evidence=evidence_of(shown, question),
        group=group_of(shown, question),
        told=told_to_reviewers(question, told) if told else "",
        shown=SPOKEN.get(answer, answer),
        value=answer,
        remark=values.get(f"{key}.{REMARK}", ""),
        way_out=values.get(f"{key}.{WAY_OUT}", ""),
        ways=_ways(shown, question, asked, values),
        stops=stop_text(case.program, question, asked),
        stopped=bool((answer or told) and asked.answer and answer != asked.answer),
        set_aside=case.set_aside.get(question.id, ""),
        ahead=case.is_ahead(question.id),
        problem=wrong.get(key, ""),
        remark_problem=wrong.get(f"{key}.{REMARK}", ""),
        way_problem=wrong.get(f"{key}.{WAY_OUT}", ""),
    )


def group_of(shown: Shown, question: Question) -> tuple[AnswerView, ...] | None:
    """The schedules of the work group, where they speak to a question."""
    return group_views(shown.group) if GROUP_SCHEDULES in question.evidence else None


def evidence_of(shown: Shown, question: Question) -> tuple[AnswerView, ...]:
    """What the proposal says to a question; nothing that is private, or left unanswered."""
    wanted = {item.id: item for item in shown.case.program.fields if not item.private}
    fields = [wanted[name] for name in question.evidence if name in wanted]
    told = read_backs(field_views(fields, shown.proposal))
    days = _days_a_week(shown) if DAYS_A_WEEK in question.evidence else ()
    return (*(each for each in told if each.value != NOT_PROVIDED), *days)


def _days_a_week(shown: Shown) -> tuple[AnswerView, ...]:
    """The commutes that are saved, as the schedule has them: nobody is asked to count."""
    pattern, _ = read_week(shown.case.program, shown.proposal)
    return (AnswerView("Telecommuting days a week", plain(days_a_week(pattern))),)


def _ways(
    shown: Shown, question: Question, asked: Asked, values: Mapping[str, str]
) -> tuple[WayOutView, ...]:
    labels = {item.id: quoted(item.label) for item in shown.case.program.fields}
    own = own_fields(shown.case.program, asked.role)
    answers = {**shown.case.answers, **read_fields(own, values)}
    found = []
    for way in question.ways_out:
        if way.id in asked.ways_out:
            left = [labels[name] for name in way.needs if not answers.get(name, "").strip()]
            lacking = f"It still needs {listed(left)}." if left else ""
            fits = holds(way.when, shown.proposal)
            found.append(WayOutView(way.id, way.text, lacking if fits else _AHEAD))
    return tuple(found)
