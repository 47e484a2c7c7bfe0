"""Who is at the browser: the server-side session behind the cookie, and the cookie itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, update
from starlette.requests import Request
from starlette.responses import Response

from api.parts import Parts, Site
from api.security import form_token, new_form_cookie
from policy.identity import KnownBy
from records.coordinators import agencies_of
from records.facts import has_left
from records.links import Link, of_ids
from records.people import Person
from records.presence import Presence, leaving, presence
from records.visits import (
    LONGEST_VISIT,
    Visit,
    end_visit,
    forget_old,
    rotate,
    start_visit,
)

IDLE = timedelta(minutes=30)
IDLE_OF_HR = timedelta(minutes=15)
"""Who sees everybody's arrangements is signed out sooner (12 hours at most for everyone)."""


@dataclass(frozen=True)
class Viewer:
    """A person who signed in. `agencies` are those whose arrangements they coordinate; `leads` says
    whether they are anybody's supervisor or manager.
    """

    person: Person
    agencies: frozenset[str]
    visit: Visit
    leads: bool

    @property
    def is_hr(self) -> bool:
        """Whether this person coordinates anybody's arrangements."""
        return bool(self.agencies)

    @property
    def known_by(self) -> KnownBy:
        """How this person signed in."""
        return KnownBy(self.visit.known_by)

    @property
    def idle(self) -> timedelta:
        """How long nothing is used before the session ends."""
        return IDLE_OF_HR if self.is_hr else IDLE

    @property
    def ends_at(self) -> datetime:
        """When the session ends, unless a page is used before then."""
        return min(self.visit.seen_at + self.idle, self.visit.made_at + LONGEST_VISIT)


@dataclass(frozen=True)
class Caller:
    """Whoever sends a request: perhaps a visit, perhaps signed in; always a form token.

    `form_cookie` is the cookie to set for somebody without a visit, else an empty string.
    """

    visit: Visit | None
    viewer: Viewer | None
    csrf: str
    form_cookie: str = ""

    @property
    def links(self) -> frozenset[str]:
        """IDs of the links that this browser has exchanged."""
        return frozenset(self.visit.links) if self.visit else frozenset()


def cookie_name(site: Site) -> str:
    """The session cookie's name; `__Host-` binds it to this host over https."""
    return "__Host-telecommute" if site.secure else "telecommute"


def form_cookie_name(site: Site) -> str:
    """The name of the cookie that stands in for a session on the sign-in form."""
    return f"{cookie_name(site)}-form"


def set_cookie(response: Response, site: Site, name: str, value: str) -> None:
    """Set one of ours: gone with the browser, unreadable to scripts, not sent cross-site."""
    response.set_cookie(name, value, path="/", secure=site.secure, httponly=True, samesite="lax")


def exchanged(session: Session, caller: Caller) -> list[Link]:
    """The links that this browser has exchanged, by their IDs."""
    return of_ids(session, caller.links)


def keep_visit(response: Response, site: Site, raw: str) -> None:
    """Hand the browser the session it has from now on."""
    set_cookie(response, site, cookie_name(site), raw)


def forget_visit(response: Response, site: Site) -> None:
    """Take the session cookie back, and whatever the browser kept of our pages."""
    response.delete_cookie(
        cookie_name(site), path="/", secure=site.secure, httponly=True, samesite="lax"
    )
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'


def raw_visit(request: Request, site: Site) -> str:
    """The session cookie's value as sent, or an empty string."""
    return request.cookies.get(cookie_name(site), "")


def caller_of(request: Request, session: Session, parts: Parts) -> Caller:
    """Find out who sends this request."""
    site, now = parts.site, parts.clock()
    raw = raw_visit(request, site)
    found = presence(session, raw, now, idle=IDLE) if raw else None
    if found is None:
        return _stranger(request, site)
    viewer = _viewer(session, parts, found)
    if _has_left(session, parts, found) or (viewer and now - found.visit.seen_at >= viewer.idle):
        end_visit(session, raw)
        return _stranger(request, site)
    return Caller(found.visit, viewer, found.visit.csrf)


def _stranger(request: Request, site: Site) -> Caller:
    """Somebody without a session still gets a form token, for the sign-in form."""
    cookie = request.cookies.get(form_cookie_name(site), "")
    fresh = "" if cookie else new_form_cookie()
    return Caller(None, None, form_token(site.secret, cookie or fresh), fresh)


def _viewer(session: Session, parts: Parts, found: Presence) -> Viewer | None:
    """The person of a visit, as long as the directory has them."""
    if found.person is None:
        return None
    agencies = agencies_of(session, found.person.number, parts.today_in)
    return Viewer(found.person, agencies, found.visit, found.leads)


def _has_left(session: Session, parts: Parts, found: Presence) -> bool:
    """Whether who signed in, or whose links these are, has left though no worker has looked yet."""
    person = found.person
    left = [(person.agency, found.left_on)] if person else leaving(session, found.visit.links)
    return any(day is not None and day <= parts.today_in(agency) for agency, day in left)


def has_gone(session: Session, parts: Parts, person: Person) -> bool:
    """Whether somebody has left, by the calendar of their agency: nothing lets them in then."""
    return has_left(session, person.number, parts.today_in(person.agency))


def may_sign_in(session: Session, parts: Parts, person: Person) -> bool:
    """Whether somebody is of an agency that this installation knows, and has not left it."""
    return person.agency in parts.agencies and not has_gone(session, parts, person)


def signed_in_as(
    session: Session, visit: Visit | None, person: str, now: datetime, known_by: KnownBy
) -> str:
    """Begin the session of who signed in, under a new cookie; what links it had stay with it."""
    forget_old(session, now)
    if visit is None:
        visit = start_visit(session, now)[1]
        session.flush()
    return rotate(session, visit, now, person, known_by)[0]


def visit_with_link(session: Session, visit: Visit | None, link_id: str, now: datetime) -> str:
    """Remember an exchanged link; returns the cookie of a session begun for it, else "".

    A session that is there keeps its cookie, so that several links opened at once all stay: each
    is added under the row's lock.
    """
    raw = ""
    if visit is None:
        raw, visit = start_visit(session, now)
        session.flush()
    session.exec(update(Visit).where(col(Visit.digest) == visit.digest).values(seen_at=now))
    session.refresh(visit)
    visit.links = list(dict.fromkeys([*visit.links, link_id]))
    session.add(visit)
    return raw
