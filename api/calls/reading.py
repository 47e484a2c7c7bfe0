"""Calls that read one arrangement: opened to who may, and what was read is kept in the log."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session
from starlette.requests import Request

from api.bearer import WhoDep
from api.dependencies import PartsDep, SessionDep
from api.parts import Parts
from api.readings import note
from api.rights.access import Doing, opened_for
from api.views.facts import Facts, facts_of
from api.who import Acting
from records.arrangements import Arrangement

RIGHT = "token"
"""By which right a program reads, in the log."""


@dataclass(frozen=True)
class ReadCall:
    """An arrangement that the person of a token may read, with all they may do with it."""

    request: Request
    session: Session
    parts: Parts
    who: Acting
    arrangement: Arrangement
    may: frozenset[Doing]

    @property
    def reference(self) -> str:
        """The arrangement's reference, as it is written."""
        return self.arrangement.reference

    @cached_property
    def facts(self) -> Facts:
        """All that is known of it, as far as this person may see it."""
        return facts_of(self.session, self.parts, self.arrangement, self.who)

    def note(self, what: str) -> None:
        """Keep that this of it was read."""
        reader, reference = self.who.person.number, self.reference
        note(self.request, self.session, reader=reader, reference=reference, what=what, why=RIGHT)


def to_read(doing: Doing) -> Callable[..., ReadCall]:
    """A dependency: the arrangement of the path, if the token's person may do that with it."""

    def call(
        request: Request, reference: str, session: SessionDep, parts: PartsDep, who: WhoDep
    ) -> ReadCall:
        arrangement, may = opened_for(session, parts, who, reference, doing)
        return ReadCall(request, session, parts, who, arrangement, may)

    return call


SeenDep = Annotated[ReadCall, Depends(to_read(Doing.SEE), scope="function")]
