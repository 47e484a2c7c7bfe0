"""Registers: what an agency, its teams and its supervisors keep on record, to read and to write."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.asking.register_pages import EntryPage, entry_page, listed_for
from api.dependencies import (
    NotFound,
    PartsDep,
    SessionDep,
    ViewerDep,
    act_key,
    attribution,
    protected,
)
from api.doors.acts import Refused, Unavailable
from api.files.attached import CALENDAR, attached
from api.forms.entering import entry_of
from api.forms.shaping import is_shaping, shaped
from api.pages import FormDep, after, texts, with_status
from api.templating import render
from api.threads import waited_for
from policy.forms.problem import Problem

router = APIRouter(include_in_schema=False)
PageDep = Annotated[EntryPage, Depends(entry_page, scope="function")]
NOT_YET = (
    "We could not write this into the record yet. Nothing you typed is lost. "
    "Please send it again: it is recorded once, however often you send it."
)


@router.get("/registers")
def overview(request: Request, session: SessionDep, parts: PartsDep, viewer: ViewerDep) -> Response:
    """The registers that somebody keeps or reads: of the agency, about them, of their teams."""
    return render(request, "registers.html", registers=listed_for(session, parts, viewer))


@router.get("/registers/{name}")
def read(request: Request, page: PageDep, act: str = "") -> Response:
    """One register about one subject, with the form for who may write into it."""
    return page.show(request, act=act)


@router.post("/registers/{name}", dependencies=[Depends(protected)])
def write(request: Request, page: PageDep, form: FormDep) -> Response:
    """Write an entry: it is on record when the next page comes."""
    sent, key = texts(form), act_key(form)
    page.refuse_reader()
    if is_shaping(sent):
        return page.show(request, shaped(page.matter.register.fields, sent))
    by = attribution(request, page.who, key)
    act, wrong = entry_of(page.session, page.matter, sent, by)
    if act is None:
        return page.show(request, sent, wrong)
    page.session.commit()
    try:
        waited_for(page.parts.registers.write_entry, page.matter.agency.id, act)
    except Refused as refused:
        return with_status(page.show(request, sent, [Problem("", str(refused))]), 409)
    except Unavailable:
        return with_status(page.show(request, sent, [Problem("", NOT_YET)], key=key), 503)
    return after(page.address.partition("?")[0], by.key, about=page.matter.about)


@router.get("/registers/{name}/invitation.ics")
def invitation(page: PageDep) -> Response:
    """The meeting that stands, for a calendar."""
    content = page.calendar()
    if content is None:
        raise NotFound
    return attached(content, CALENDAR, f"{page.matter.register.id}.ics")
