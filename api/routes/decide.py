"""The decision: approve, approve as modified, or deny, with the review beside the proposal."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.asking.changing import ChangePage, page_for
from api.dependencies import act_key, protected
from api.forms.answering import given_in
from api.forms.deciding import as_decided, basis_of, decision_of
from api.forms.shaping import is_shaping
from api.pages import FormDep, texts
from api.rights.access import Doing
from api.rights.analyzed import Analyzed, own_fields
from api.views.arrangement import reviews
from api.views.fields import AT, Asking, FieldView, field_of, field_views
from api.views.questions import question_views, shown_beside
from api.views.weeks import laid_over
from policy.acts import Outcome
from policy.analysis import Analysis
from policy.forms.checking import Problem

_APPROVING = {
    Outcome.APPROVED: "Approve as it is",
    Outcome.APPROVED_AS_MODIFIED: "Approve as modified: change it below",
}

_PUT_UP = {Outcome.APPROVED: "Approve as you changed it"}
"""The same after the decider put a change up for others to say something to it."""

router = APIRouter(include_in_schema=False)
PageDep = Annotated[ChangePage, Depends(page_for(Doing.DECIDE), scope="function")]


@router.get("/arrangements/{reference}/decide")
def ask(request: Request, page: PageDep) -> Response:
    """The proposal, what its review found, the decider's own questions, and the ways to decide."""
    if closed := page.later(request):
        return closed
    page.note_reading(request, "proposal and review")
    return _show(request, page, {}, [])


@router.post("/arrangements/{reference}/decide", dependencies=[Depends(protected)])
def decide(request: Request, page: PageDep, form: FormDep) -> Response:
    """The decision; what the workflow refuses is shown beside the form."""
    sent = texts(form)
    if is_shaping(sent):
        own = own_fields(page.case.program, page.case.decider)
        return _show(request, page, page.shaped(sent, *own), [])
    by = page.by(request, act_key(form))
    page.refuse_settled(by)
    act, problems = decision_of(
        basis_of(page.facts, page.on_file, page.neighbors), page.case, sent, by
    )
    if act is None:
        return _show(request, page, sent, problems)
    return page.hand_over(act, partial(_show, request, page, sent))


def _show(
    request: Request,
    page: ChangePage,
    sent: Mapping[str, str],
    problems: Sequence[Problem],
) -> Response:
    """The page, filled with what was sent.

    Approving is offered where nothing is in the way, approving as modified where a change could
    take it out of the way: whether it does is judged when it is sent.
    """
    facts, reviewed = page.facts, page.reviewed
    case = as_decided(basis_of(facts, page.on_file, page.neighbors), page.case, sent)
    offers = _offers(page)
    there = {block.key for block in reviewed.blocks}
    problems = [each if each.field in there else _placed(case, each) for each in problems]
    shown = shown_beside(page.session, case, facts.proposal, facts.employee)
    views = [
        (each, question_views(shown, each, case.decider, sent, problems))
        for each in _open_analyses(case, sent)
    ]
    values = laid_over({**page.current, **case.answers}, sent)
    wrong = (each.field for each in problems)
    fields = {item.id: item for item in case.program.fields}
    asking = Asking(fields, answers=case.answers, program=case.program)
    return page.show(
        request,
        "decide.html",
        values,
        problems,
        proposal=facts.sections,
        reviewed=reviewed,
        reviews=reviews(facts),
        offers=offers,
        own=[view for view in views if view[1]] if offers else [],
        own_fields=_own_fields(case, values, problems, asking) if offers else (),
        computed=_computed(page),
        changing=bool({field_of(values.get(AT, "")), *wrong} & _changeable(page)),
    )


def _own_fields(
    case: Analyzed, values: Mapping[str, str], problems: Sequence[Problem], asking: Asking
) -> Sequence[FieldView]:
    """What the decider fills in beside the questions."""
    return field_views(own_fields(case.program, case.decider), values, problems, asking)


def _open_analyses(case: Analyzed, sent: Mapping[str, str]) -> list[Analysis]:
    """The analyses with questions that are the decider's to answer now, in their order."""
    open_now = {asked.id for asked in given_in(case, case.decider, sent).asked}
    analyses = sorted(case.program.analyses, key=lambda one: one.order)
    return [each for each in analyses if open_now & {asked.id for asked in each.questions}]


def _offers(page: ChangePage) -> tuple[tuple[Outcome, str], ...]:
    """The ways of approving that are offered, as people read them."""
    if not page.reviewed.blocks:
        ways = _APPROVING | (_PUT_UP if page.facts.arrangement.version else {})
        return tuple(ways.items())
    modified = Outcome.APPROVED_AS_MODIFIED
    return ((modified, _APPROVING[modified]),) if page.case.may_clear else ()


def _placed(case: Analyzed, problem: Problem) -> Problem:
    """A problem at a field of this page: the questions of others are not on it."""
    elsewhere = case.role_of(problem.field) not in {"", case.decider}
    return replace(problem, field="outcome") if elsewhere else problem


def _changeable(page: ChangePage) -> set[str]:
    """The form keys of the proposal, of which a problem opens the part that changes it."""
    return {*page.current, *(item.id for item in page.case.program.fields)}


def _computed(page: ChangePage) -> list[tuple[str, str, str]]:
    """What the employee's facts say today to each question that they answer: it is kept."""
    case = page.case
    return [
        (case.wording[each.question].text, each.answer, case.computed[each.question].evidence)
        for each in case.now
    ]
