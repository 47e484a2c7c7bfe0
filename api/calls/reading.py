"""Calls that read one arrangement: opened to who may, and what was read is kept in the log."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session
from starlette.requests import Request

from api.bearer import Holder, HolderDep
from api.dependencies import PartsDep, SessionDep
from api.parts import Parts
from api.readings import note
from api.rights.access import Doing, opened_for
from api.views.facts import Facts, facts_of
from records.arrangements import Arrangement

RIGHT = "token"
"""By which right a program reads, in the log."""


@dataclass(frozen=True)
class ReadCall:
    """An arrangement that the person of a token may read, with all they may do with it."""

    request: Request
    session: Session
    parts: Parts
    holder: Holder
    arrangement: Arrangement
    may: frozenset[Doing]

    @property
    def reference(self) -> str:
        """The arrangement's reference, as it is written."""
        return self.arrangement.reference

    @cached_property
    def facts(self) -> Facts:
        """All that is known of it, as far as this person may see it."""
        holder = self.holder
        return facts_of(
            self.session, self.parts, self.arrangement, holder.person.number, holder.agencies
        )

    def note(self, what: str) -> None:
        """Keep that this of it was read."""
        reader, reference = self.holder.person.number, self.reference
        note(self.request, self.session, reader=reader, reference=reference, what=what, why=RIGHT)


def to_read(doing: Doing) -> Callable[..., ReadCall]:
    """A dependency: the arrangement of the path, if the token's person may do that with it."""

    def call(
        request: Request, reference: str, session: SessionDep, parts: PartsDep, holder: HolderDep
    ) -> ReadCall:
        arrangement, may = opened_for(session, holder, reference, doing)
        return ReadCall(request, session, parts, holder, arrangement, may)

    return call
