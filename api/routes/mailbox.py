"""The mail of this installation, to look at in development; elsewhere there is no such page."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import NotFound, PartsDep, SessionDep, get_caller
from api.files.attached import attached
from api.templating import render
from api.views.mailing import arrivals, letter_view
from mail.mailbox import Mailbox
from records.people import fold

router = APIRouter(include_in_schema=False)


def mailbox_of(parts: PartsDep) -> Mailbox:
    """The mailbox, or NotFound where this installation has none."""
    if parts.mailbox is None:
        raise NotFound
    return parts.mailbox


Known = Depends(get_caller, scope="function")
MailboxDep = Annotated[Mailbox, Depends(mailbox_of)]


@router.get("/mailbox", dependencies=[Known])
def letters(
    request: Request, session: SessionDep, parts: PartsDep, mailbox: MailboxDep, q: str = ""
) -> HTMLResponse:
    """Every mail, newest first, or those whose recipient or subject has the words searched for."""
    wanted = fold(q).split()
    found = [
        letter
        for letter in mailbox.letters()
        if all(word in fold(f"{letter.recipient} {letter.subject}") for word in wanted)
    ]
    came = arrivals(session, parts, found)
    return render(request, "mailbox.html", letters=found, came=came, text=q)


@router.get("/mailbox/{letter_id}", dependencies=[Known])
def letter(
    request: Request, letter_id: str, session: SessionDep, parts: PartsDep, mailbox: MailboxDep
) -> HTMLResponse:
    """One mail as its recipient reads it, with its links to follow."""
    found = mailbox.letter(letter_id)
    if found is None:
        raise NotFound
    came = arrivals(session, parts, [found])[found.id]
    return render(request, "mailbox_letter.html", letter=found, came=came, page=letter_view(found))


@router.get("/mailbox/{letter_id}/{number}")
def attachment(letter_id: str, number: int, mailbox: MailboxDep) -> Response:
    """A file that came with a mail, to keep."""
    found = mailbox.letter(letter_id)
    if found is None or not 0 <= number < len(found.attachments):
        raise NotFound
    file = found.attachments[number]
    return attached(file.content, "application/octet-stream", file.name)
