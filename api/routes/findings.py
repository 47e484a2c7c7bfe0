"""What a review found, and the determination of an accommodation: the coordinator's pages."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.asking.changing import ChangePage, page_for
from api.dependencies import NotFound, act_key, protected
from api.forms.accommodating import accommodation_of
from api.pages import FormDep, paragraph, texts
from api.rights.access import WHEN, Doing
from api.views.analyses import can_ask
from api.views.arrangement import reviews
from api.views.words import the
from policy.account import Status
from policy.acts import Determination
from policy.forms.checking import Problem
from policy.forms.problem import cited
from policy.plan import Asked

router = APIRouter(include_in_schema=False)
SeenDep = Annotated[ChangePage, Depends(page_for(Doing.SEE_FINDINGS), scope="function")]
AccommodateDep = Annotated[ChangePage, Depends(page_for(Doing.ACCOMMODATE), scope="function")]


@router.get("/arrangements/{reference}/review")
def show(request: Request, page: SeenDep) -> Response:
    """The analyses side by side; who looked is kept, since they tell of the employee."""
    reviewed = page.reviewed
    page.note_reading(request, "review")
    page.session.commit()
    return page.render(
        request,
        "reviewed.html",
        reviewed=reviewed,
        reviews=reviews(page.facts),
        acts=_acts(page),
        decision_open=page.facts.status is Status.DECISION and Doing.DECIDE in page.may,
    )


@router.get("/arrangements/{reference}/accommodate")
def ask(request: Request, page: AccommodateDep, q: str = "") -> Response:
    """The test that the program gives, the outcome, what may be set aside, and the reason."""
    later = page.later(request)
    said = {"outcome": Determination.GRANTED.value if q else "", "reason": ""}
    return later or _ask(request, page, {q}, said, [])


@router.post("/arrangements/{reference}/accommodate", dependencies=[Depends(protected)])
def accommodate(request: Request, page: AccommodateDep, form: FormDep) -> Response:
    """The determination (GL32 IV.N): granted or not, the questions named, and why."""
    sent, by = texts(form), page.by(request, act_key(form))
    chosen = [value for value in form.getlist("questions") if isinstance(value, str)]
    reason, unfit = paragraph(sent, "reason", "")
    said = {"outcome": sent.get("outcome", ""), "reason": reason}
    act, problems = accommodation_of(page.case, said["outcome"], chosen, reason, by)
    if act is None or unfit:
        return _ask(request, page, set(chosen), said, [*problems, *unfit])
    return page.hand_over(act, partial(_ask, request, page, set(chosen), said))


def _acts(page: ChangePage) -> list[tuple[str, str]]:
    """What the viewer can do about the review as it stands: a label and its page."""
    acts, facts = [], page.facts
    if facts.status is Status.DECISION and Doing.DECIDE in page.may:
        acts.append(("Decide on it", f"{page.path}/decide"))
    if Doing.ASK_AGAIN in page.may:
        for role in facts.program.review.reviewers:
            if can_ask(facts, role):
                label = f"Ask {the(facts.title(role))} to review again"
                acts.append((label, f"{page.path}/ask-again?role={role}"))
    waits = facts.status in WHEN[Doing.ACCOMMODATE]
    if waits and Doing.ACCOMMODATE in page.may and page.case.may_set_aside:
        acts.append(("Determine an accommodation", f"{page.path}/accommodate"))
    return acts


def _ask(
    request: Request,
    page: ChangePage,
    chosen: set[str],
    said: Mapping[str, str],
    problems: list[Problem],
) -> Response:
    path = page.case.program.accommodation
    if path is None or not page.case.may_set_aside:
        raise NotFound
    open_to_it = [each for each in page.case.questions if each.id in page.case.may_set_aside]
    return page.render(
        request,
        "accommodate.html",
        test=path.test,
        citation=cited(page.case.program, path.citation),
        questions=[_worded(page, each, chosen) for each in open_to_it],
        reviewed=page.reviewed,
        said=said,
        problems=problems,
    )


def _worded(page: ChangePage, asked: Asked, chosen: set[str]) -> tuple[str, str, str, bool]:
    """A question with its section, why it is set aside already, and whether it is chosen."""
    question = page.case.wording[asked.id]
    section = cited(page.case.program, question.citation)
    aside = page.case.set_aside.get(asked.id, "")
    return asked.id, f"{question.text} ({section})", aside, asked.id in chosen
