"""Who calls the JSON API: the person of a bearer token, never a cookie."""

from typing import Annotated

from fastapi import Depends, Header
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request

from api.dependencies import NotFound, PartsDep, SessionDep, count_act
from api.security import SAFE_METHODS
from api.visits import has_gone, raw_visit
from api.who import Acting, acting
from policy.identity import KnownBy
from records import people
from records.visits import token_person


class BadToken(Exception):
    """No bearer token, or one that is unknown or revoked."""


class CookieSent(Exception):
    """A session cookie came along: a browser does not belong here."""


scheme = HTTPBearer(
    auto_error=False,
    description="A token made by `telecommute tokens make`; it acts as one person.",
)
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(scheme)]


def token_holder(
    request: Request, session: SessionDep, parts: PartsDep, credentials: Credentials
) -> Acting:
    """Guard of every route of the API: the person whose token was sent; else BadToken.

    Who has left is nobody, also before a worker has revoked the token.
    """
    if raw_visit(request, parts.site):
        raise CookieSent
    number = token_person(session, credentials.credentials) if credentials else None
    person = people.find(session, number) if number else None
    if person is None or has_gone(session, parts, person):
        raise BadToken
    if request.method not in SAFE_METHODS:
        count_act(parts, person.number)
    who = acting(session, parts, person, KnownBy.TOKEN)
    session.commit()
    return who


WhoDep = Annotated[Acting, Depends(token_holder, scope="function")]


async def coordinator(who: WhoDep) -> Acting:
    """The same, who coordinates somebody's arrangements; NotFound for anybody else."""
    if not who.agencies:
        raise NotFound
    return who


CoordinatorDep = Annotated[Acting, Depends(coordinator, scope="function")]
KeyDep = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=128,
        description="Chosen by you, new for each act. The same key again acts no second time.",
    ),
]
