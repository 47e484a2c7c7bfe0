"""What the routes of pages share: the form as sent, acts handed over, and what became of them."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Depends
from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import PartsDep, SessionDep, ViewerDep
from api.doors.acts import recorded
from api.links import OpenLinkDep
from api.parts import Parts
from api.rights.access import Doing, arrangement_for
from api.sent import Paragraph
from api.threads import waited_for
from api.views.said import SaidView, said_of
from policy.forms.checking import Problem

_KEY = re.compile(r"[0-9A-Za-z_-]{16}")
_PARAGRAPH: TypeAdapter[str] = TypeAdapter(Paragraph)


Given = TypeVar("Given")
Answer = TypeVar("Answer", bound=Response)


async def form_of(request: Request) -> FormData:
    """The form as sent; its guard has read it already."""
    return await request.form()


FormDep = Annotated[FormData, Depends(form_of)]


def texts(form: FormData) -> dict[str, str]:
    """The form's text fields."""
    return {name: value for name, value in form.items() if isinstance(value, str)}


def small_number(text: str, otherwise: int) -> int:
    """A number of an address, as that of a page; `otherwise` for what is none of ours."""
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) < len("10000") else otherwise
    )


def paragraph(form: Mapping[str, str], key: str, missing: str) -> tuple[str, list[Problem]]:
    """A paragraph as typed, and what is wrong with it; `missing` is said of an empty one.

    Without `missing` it may be empty.
    """
    typed = form.get(key, "")
    try:
        text = _PARAGRAPH.validate_python(typed.replace("\r\n", "\n"))
    except ValidationError:
        reason = "Use at most 4,000 letters, without control characters."
        return typed, [Problem(key, reason)]
    return text, [Problem(key, missing)] if missing and not text else []


async def settled_act(reference: str, parts: Parts, act: str) -> SaidView | None:
    """What became of the act in the address, after a brief wait for its entry; None for no act.

    A route asks for this before it reads the page, and only for who may see the page.
    """
    if not _KEY.fullmatch(act):
        return None
    return said_of(await recorded(parts.sessions, reference, act, parts.patience))


def seen_reference(reference: str, session: SessionDep, parts: PartsDep, viewer: ViewerDep) -> str:
    """The reference of the path as it is written, for who may see its arrangement; else NotFound.

    The transaction ends here: what happens during the wait is for the page to read.
    """
    found = arrangement_for(session, parts, viewer, reference, Doing.SEE).reference
    session.commit()
    return found


async def settled(
    reference: Annotated[str, Depends(seen_reference, scope="function")],
    parts: PartsDep,
    act: str = "",
) -> SaidView | None:
    """What became of the act in the address of an arrangement's page."""
    return await settled_act(reference, parts, act)


async def settled_task(opened: OpenLinkDep, parts: PartsDep, act: str = "") -> SaidView | None:
    """The same of a link's page."""
    return await settled_act(opened.link.reference, parts, act)


SettledDep = Annotated[SaidView | None, Depends(settled, scope="function")]
SettledTaskDep = Annotated[SaidView | None, Depends(settled_task, scope="function")]


def hand_over(
    session: Session, door: Callable[[str, Given], Awaitable[None]], reference: str, given: Given
) -> None:
    """Hand an act over from a route's own thread, with no transaction open meanwhile."""
    session.commit()
    waited_for(door, reference, given)


def with_status(page: Answer, status: int) -> Answer:
    """A page with another status, as one that says what stands against what was sent."""
    page.status_code = status
    return page


def after(path: str, key: str, **more: str) -> RedirectResponse:
    """On to the page that says what became of the act of that key."""
    query = urlencode({**more, "act": key})
    return RedirectResponse(f"{path}?{query}", status_code=303)
