"""What moves an arrangement on: remind, replace a signer, ask again."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.asking.changing import ChangePage, page_for
from api.dependencies import NotFound, act_key, protected
from api.forms.replacing import Place, replacement_of
from api.pages import FormDep, after, hand_over, paragraph, texts
from api.rights.access import Doing
from api.rights.roles import by_directory
from api.views.acting import acting, numbers_in
from api.views.later import later
from api.views.names import names_of
from policy.acts import AskedAgain, Reminded
from policy.forms.checking import Problem
from records import people

router = APIRouter(include_in_schema=False)
RemindDep = Annotated[ChangePage, Depends(page_for(Doing.REMIND), scope="function")]
ReplaceDep = Annotated[ChangePage, Depends(page_for(Doing.REPLACE), scope="function")]
AskDep = Annotated[ChangePage, Depends(page_for(Doing.ASK_AGAIN), scope="function")]


@router.post("/arrangements/{reference}/remind", dependencies=[Depends(protected)])
def remind(request: Request, page: RemindDep, form: FormDep) -> Response:
    """Have whoever holds a role reminded."""
    by = page.by(request, act_key(form))
    act = Reminded(texts(form).get("role", ""), by)
    hand_over(page.session, page.parts.arrangements.do, page.reference, act)
    return after(page.path, by.key)


@router.get("/arrangements/{reference}/replace")
def choose(request: Request, page: ReplaceDep, role: str = "", q: str = "") -> Response:
    """Find the person who takes over what a role still owes."""
    return _choose(request, page, {"role": role, "q": q}, [])


@router.post("/arrangements/{reference}/replace", dependencies=[Depends(protected)])
def replace(request: Request, page: ReplaceDep, form: FormDep) -> Response:
    """Put another person into a role: the old link dies, the new person gets theirs."""
    sent, by = texts(form), page.by(request, act_key(form))
    place = Place(page.facts.program, page.facts.agency)
    act, problems = replacement_of(page.session, place, sent, by)
    if act is None:
        return _choose(request, page, sent, problems)
    return page.hand_over(act, partial(_choose, request, page, sent))


@router.get("/arrangements/{reference}/ask-again")
def ask_why(request: Request, page: AskDep, line: str = "", role: str = "") -> Response:
    """Ask who declined to reconsider, or a reviewer to review once more, and say why."""
    sent = {"line": line, "role": role}
    return page.later(request) or _again(request, page, sent, [])


@router.post("/arrangements/{reference}/ask-again", dependencies=[Depends(protected)])
def ask_again(request: Request, page: AskDep, form: FormDep) -> Response:
    """The same line of the same version, or the same role's questions, asked once more."""
    sent = texts(form)
    by = page.by(request, act_key(form))
    page.refuse_settled(by)
    reason, problems = paragraph(sent, "reason", "Say why you ask again.")
    if problems:
        return _again(request, page, sent, problems)
    act = AskedAgain(sent.get("line", ""), reason, by, sent.get("role", ""))
    return page.hand_over(act, partial(_again, request, page, sent))


def _again(
    request: Request, page: ChangePage, sent: dict[str, str], problems: list[Problem]
) -> Response:
    """The page that asks why a line or a review is asked for once more."""
    role, line = sent.get("role", ""), sent.get("line", "")
    program = page.facts.program
    known = {each.id: each for each in program.signing.lines}
    unknown = (line and line not in known) or (role and role not in program.review.reviewers)
    if unknown or not (line or role):
        raise NotFound
    asked = known[line].role if line else role
    return page.render(
        request,
        "ask_again.html",
        line=line,
        role=role,
        title=page.facts.title(asked),
        values=sent,
        problems=problems,
    )


def _choose(
    request: Request, page: ChangePage, sent: Mapping[str, str], problems: Sequence[Problem]
) -> Response:
    """The page on which a person is searched for and chosen."""
    role, text = sent.get("role", ""), sent.get("q", "")
    asked = [task for task in page.facts.tasks if task.role == role and role]
    ahead = role in later(page.facts)
    if not (asked or ahead):
        return page.render(request, "replace_nothing.html")
    if page.facts.program.role(role).designee:
        return _designated(request, page, role, problems)
    found = people.search(page.session, text, page.facts.arrangement.agency) if text else []
    return page.render(
        request,
        "replace.html",
        role=role,
        title=page.facts.title(role),
        names=" or ".join(dict.fromkeys(page.facts.names.of(task.person) for task in asked)),
        ahead=ahead,
        vacant=role in page.facts.vacant,
        text=text,
        found=found,
        problems=problems,
        values=sent,
    )


def _designated(
    request: Request, page: ChangePage, role: str, problems: Sequence[Problem]
) -> Response:
    """Who acts in a role that the directory alone fills, and how a designation comes there."""
    parts, session = page.parts, page.session
    _, holders = by_directory(session, parts, page.facts.arrangement)
    names = names_of(session, parts.agencies, numbers_in(holders, role))
    return page.render(
        request,
        "designated.html",
        title=page.facts.title(role),
        acting=acting(page.facts, role, holders, names),
        problems=problems,
    )
