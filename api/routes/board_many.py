"""Reminding and replacing across many rows of the board: first what will happen, then results."""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import BadForm, HrDep, PartsDep, SessionDep, act_key, attribution, protected
from api.many.board import Picked, picked, reminder_pieces, replacement_pieces, successors
from api.many.chosen import FilterDep, chosen_for, references
from api.many.piles import Piece, hand_in
from api.pages import FormDep, paragraph, texts
from api.parts import Parts
from api.templating import render
from api.visits import Viewer
from policy.forms.problem import Problem
from records import people
from records.board import BoardFilter
from records.people import Person

router = APIRouter(include_in_schema=False)
NOTHING_TICKED = BoardFilter(only=frozenset())


@router.get("/remind-many")
def check_reminders(  # noqa: PLR0913, PLR0917 - what the framework hands in
    request: Request,
    session: SessionDep,
    parts: PartsDep,
    viewer: HrDep,
    wanted: FilterDep,
    every: str = "",
) -> Response:
    """Whom the chosen rows' reminders would go to, and where none can; nothing is sent yet."""
    found = _picked(session, parts, viewer, _meant(wanted, every))
    plans = found.reminders()
    session.commit()
    return render(request, "remind_many.html", plans=plans, left_out=found.chosen.left_out)


@router.post("/remind-many", dependencies=[Depends(protected)])
def remind(
    request: Request, session: SessionDep, parts: PartsDep, viewer: HrDep, form: FormDep
) -> Response:
    """A reminder for each row, an act of its own."""
    found = _picked(session, parts, viewer, _sent(form))
    pieces = reminder_pieces(request, found, act_key(form))
    return _hand_in(request, found, form, "reminders", pieces)


@router.get("/replace-many")
def choose(  # noqa: PLR0913, PLR0917 - what the framework hands in
    request: Request,
    session: SessionDep,
    parts: PartsDep,
    viewer: HrDep,
    wanted: FilterDep,
    every: str = "",
    holder: str = "",
    successor: str = "",
) -> Response:
    """Choose who is replaced, then who follows, once for all chosen rows."""
    found = _picked(session, parts, viewer, _meant(wanted, every))
    return _choose(request, found, {"holder": holder, "successor": successor})


@router.post("/replace-many", dependencies=[Depends(protected)])
def replace(
    request: Request, session: SessionDep, parts: PartsDep, viewer: HrDep, form: FormDep
) -> Response:
    """The same person takes over in every row in which the one before holds the role."""
    sent, found = texts(form), _picked(session, parts, viewer, _sent(form))
    held = _held(sent)
    wrong = [] if held[0] else [Problem("holder", "Choose who is replaced.")]
    if people.find(session, sent.get("person", "")) is None:
        wrong.append(Problem("person", "Choose who takes over."))
    wrong += paragraph(sent, "reason", "Say why somebody else takes over.")[1]
    if wrong:
        return _choose(request, found, sent, wrong)
    pieces = replacement_pieces(request, found, act_key(form), held, sent)
    return _hand_in(request, found, form, "replacements", pieces)


def _choose(
    request: Request, found: Picked, sent: Mapping[str, str], problems: Sequence[Problem] = ()
) -> Response:
    """The page on which both are chosen, with what would happen in each row."""
    held, text = _held(sent), sent.get("successor", "")
    session = found.session
    matching = _search(session, found, text) if text else []
    plans = found.replacements(*held) if held[0] else []
    holders = found.holders()
    session.commit()
    return render(
        request,
        "replace_many.html",
        references=[row.arrangement.reference for row in found.chosen.rows],
        holders=holders,
        holder="/".join(held) if held[0] else "",
        text=text,
        found=successors(matching, held[1]),
        plans=plans,
        values=sent,
        problems=problems,
        left_out=found.chosen.left_out,
    )


def _search(session: Session, found: Picked, text: str) -> list[Person]:
    """People of the agencies of the chosen rows."""
    agencies = sorted({row.arrangement.agency for row in found.chosen.rows})
    return [person for agency in agencies for person in people.search(session, text, agency)]


def _held(sent: Mapping[str, str]) -> tuple[str, str]:
    """The role and the person in it who is replaced; blank where none was chosen."""
    role, _, person = sent.get("holder", "").partition("/")
    return (role, person) if role and person else ("", "")


def _meant(wanted: BoardFilter, every: str) -> BoardFilter:
    """Ticked rows, or all that match; without either, none."""
    return wanted if wanted.only is not None or every else NOTHING_TICKED


def _sent(form: FormData) -> BoardFilter:
    """The rows that a form carries; BadForm for one without any."""
    rows = references([each for each in form.getlist("row") if isinstance(each, str)])
    if not rows:
        raise BadForm
    return BoardFilter(only=rows)


def _picked(session: Session, parts: Parts, viewer: Viewer, wanted: BoardFilter) -> Picked:
    return picked(session, parts, viewer, chosen_for(session, parts, viewer, wanted))


def _hand_in(
    request: Request, found: Picked, form: FormData, kind: str, pieces: Sequence[Piece]
) -> Response:
    by = attribution(request, found.viewer, act_key(form))
    return hand_in(found.session, found.parts, kind, by, pieces)
