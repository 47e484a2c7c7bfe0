"""The links in mail: which of them a browser may use, and as whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session
from starlette.requests import Request

from api.dependencies import CallerDep, NotFound, NotYours, SessionDep, SignInNeeded, parts_of
from api.parts import Parts
from api.security import here
from api.visits import Viewer
from api.who import Who, acting
from policy.identity import KnownBy, suffices
from policy.program import Program
from policy.tasks import Purpose
from records import arrangements, people
from records.arrangements import Arrangement
from records.links import Link, of_id
from records.people import Person


@dataclass(frozen=True)
class OpenLink:
    """A link this browser may use, and its person."""

    link: Link
    who: Who


def open_link(link_id: str, request: Request, session: SessionDep, caller: CallerDep) -> OpenLink:
    """The link of the path, for who has exchanged it or is its person; else NotFound.

    Where the program wants more than the link, the same person must have signed in with their work
    account (a form leads back to the task's page, since only a page can be opened again). Somebody
    else's being signed in is NotYours. A replaced link is explained at `/links/{link_id}`.
    """
    found = of_id(session, link_id)
    if found is None:
        raise NotFound
    link, *rules = found
    viewer = caller.viewer
    if not (link_id in caller.links or _is(viewer, link)):
        raise NotFound
    if viewer is not None and not _is(viewer, link):
        raise NotYours
    parts = parts_of(request)
    known_by = viewer.known_by if viewer else KnownBy.LINK
    if not suffices(known_by, asked_of(link, parts.programs.get(*rules))):
        back = here(request) if request.method == "GET" else f"/tasks/{link_id}"
        raise SignInNeeded(back, account=True)
    who: Who = viewer or _person_of(session, parts, link)
    session.commit()
    return OpenLink(link, who)


OpenLinkDep = Annotated[OpenLink, Depends(open_link, scope="function")]


def sufficing(session: Session, parts: Parts, links: Sequence[Link]) -> list[Link]:
    """Those of several links that suffice: read at once, however many there are."""
    rows = arrangements.of_references(session, (link.reference for link in links))
    programs = {each: parts.program_of(row) for each, row in rows.items()}
    return [
        link
        for link in links
        if link.reference in programs
        and suffices(KnownBy.LINK, asked_of(link, programs[link.reference]))
    ]


def asked_of(link: Link, program: Program) -> str:
    """How far who comes by a link has to be known; who receives a copy may be in no directory."""
    if link.purpose == Purpose.ACKNOWLEDGE:
        return KnownBy.LINK
    return program.signer_identity


def program_of(session: Session, parts: Parts, link: Link) -> Program:
    """The program of the arrangement that a link is about."""
    return parts.program_of(arrangement_of(session, link))


def arrangement_of(session: Session, link: Link) -> Arrangement:
    """The arrangement that a link is about; NotFound without one."""
    arrangement = arrangements.find(session, link.reference)
    if arrangement is None:
        raise NotFound
    return arrangement


def _person_of(session: Session, parts: Parts, link: Link) -> Who:
    """The person of a link; an agency's liaison need not be in the directory."""
    nobody = Person(number=link.person, name=link.person, mail="", agency="")
    return acting(session, parts, people.find(session, link.person) or nobody, KnownBy.LINK)


def _is(viewer: Viewer | None, link: Link) -> bool:
    return viewer is not None and viewer.person.number == link.person
