"""What routes ask for: the session, the parts, who is there, the link, and the guards."""

from collections.abc import AsyncIterator, Callable
from typing import Annotated, Final
from urllib.parse import quote

from anyio import CancelScope, CapacityLimiter, to_thread
from fastapi import Depends
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.requests import Request

from api.doors.acts import act_key as key_of
from api.limits import TooMany
from api.parts import Parts
from api.security import here, looking, refused, renewing, same_token, short_enough
from api.visits import Caller, Viewer, caller_of
from api.who import Who
from policy.acts import Attribution
from records.visits import touch

MOST_FIELDS: Final = 300
KEY_LENGTH: Final = range(8, 129)


class NotFound(Exception):
    """There is no such page for this person: it may exist for others, which is not said."""


class Elsewhere(Exception):
    """What was asked for is not here, or not any more; `location` is where to go on."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


class SignInNeeded(Elsewhere):
    """The page is for who has signed in; `next_path` is where to return.

    By a link in mail does not do where it is for who signed in with their work `account`.
    """

    def __init__(self, next_path: str, *, account: bool = False) -> None:
        way = "?way=account&" if account else "?"
        super().__init__(f"/sign-in{way}next={quote(next_path, safe='')}")


class NotYours(Exception):
    """The link belongs to somebody other than who is signed in."""


class UnknownLink(Exception):
    """No link has that token, or it is not even one."""


class SpentSignIn(Exception):
    """The sign-in link was used before, is too old, or never was."""


class NotInDirectory(Exception):
    """Who has signed in with their work account is nobody that the directory has."""


class BadForm(Exception):
    """The form came without the key that every form of ours carries."""


def parts_of(request: Request) -> Parts:
    """The parts the application was created with."""
    parts = request.app.state.parts
    if not isinstance(parts, Parts):
        raise TypeError(type(parts))
    return parts


async def get_parts(request: Request) -> Parts:
    """The same for a route.

    What waits for nothing is asked on the event loop: each change of thread costs a busy process
    more than the answer.
    """
    return parts_of(request)


PartsDep = Annotated[Parts, Depends(get_parts)]


async def get_session(request: Request) -> AsyncIterator[Session]:
    """A database session, committed when the route returns and before the answer is sent.

    What a route writes for a request that only looks is left.
    """
    session = parts_of(request).sessions()
    try:
        yield session
    except BaseException:
        with CancelScope(shield=True):
            await _in_a_free_thread(session.close)
        raise
    if session.in_transaction():
        await _in_a_free_thread(session.close if looking(request) else lambda: _commit(session))


async def _in_a_free_thread(step: Callable[[], None]) -> None:
    """Give a connection back without waiting in line behind requests that wait for one."""
    await to_thread.run_sync(step, limiter=CapacityLimiter(1))


def _commit(session: Session) -> None:
    with session:
        session.commit()


SessionDep = Annotated[Session, Depends(get_session, scope="function")]


def get_caller(request: Request, session: SessionDep) -> Caller:
    """Whoever sends the request; being here keeps a session alive, whatever the route says.

    A page that only renews itself does not.
    """
    parts = parts_of(request)
    now = parts.clock()
    caller = caller_of(request, session, parts)
    if caller.visit is not None and not looking(request) and not renewing(request):
        touch(caller.visit, now)
    session.commit()
    request.scope["telecommute.caller"] = caller
    return caller


CallerDep = Annotated[Caller, Depends(get_caller, scope="function")]


async def get_viewer(request: Request, caller: CallerDep) -> Viewer:
    """The signed-in person, or SignInNeeded (GET comes back here afterwards)."""
    if caller.viewer is None:
        raise SignInNeeded(here(request) if request.method == "GET" else "/")
    return caller.viewer


ViewerDep = Annotated[Viewer, Depends(get_viewer, scope="function")]


async def get_hr(viewer: ViewerDep) -> Viewer:
    """The signed-in coordinator; NotFound for anybody else."""
    if not viewer.is_hr:
        raise NotFound
    return viewer


HrDep = Annotated[Viewer, Depends(get_hr, scope="function")]


async def protected(request: Request, caller: CallerDep) -> None:
    """Guard of every form's POST: the form token of this session, in the field `csrf`."""
    form = short_enough(await request.form(max_files=0, max_fields=MOST_FIELDS))
    given = form.get("csrf")
    if not isinstance(given, str) or not same_token(given, caller.csrf):
        raise refused(request, parts_of(request).site)
    if caller.visit is not None:
        count_act(parts_of(request), caller.visit.person or caller.visit.digest)


def count_act(parts: Parts, person: str) -> None:
    """Count one act of a person, or of whoever came by a link; TooMany for who sends a flood."""
    if not parts.limits.acts.take(person, parts.clock()):
        raise TooMany


def act_key(form: FormData) -> str:
    """What makes this form's act happen once: its hidden field `key` (`new_key()` in templates)."""
    key = form.get("key")
    if not isinstance(key, str) or len(key) not in KEY_LENGTH:
        raise BadForm
    return key


def attribution(request: Request, who: Who, key: str) -> Attribution:
    """Who acts, as evidence. Its `key` names the act: look for that one in the timeline."""
    person = who.person.number
    return Attribution(
        person=person,
        key=key_of(person, key),
        at=parts_of(request).clock(),
        identified_by=who.known_by,
        peer=peer_of(request),
        agent=_printable(request.headers.get("user-agent", ""))[:200],
        coordinates=tuple(sorted(who.agencies)),
    )


def peer_of(request: Request) -> str:
    """The address the request came from, as the server (or its configured proxy) saw it."""
    return request.client.host if request.client else ""


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable())
