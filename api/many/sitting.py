"""Who sits down to many tasks at once, and which of theirs are open to this browser."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session
from starlette.requests import Request

from api.dependencies import CallerDep, PartsDep, SessionDep, SignInNeeded, attribution
from api.links import sufficing
from api.many.piles import own_key
from api.parts import Parts
from api.security import here
from api.visits import Caller, exchanged
from api.who import Who, acting
from policy.acts import Attribution
from policy.identity import KnownBy
from policy.tasks import OF_A_CONCERN, Purpose
from records import people, tasks
from records.tasks import OpenTask, TaskName


@dataclass(frozen=True)
class Sitting:
    """One person with what is asked of them, longest waiting first.

    Who signed in has everything that waits for them; who came by links has what these lead to,
    where the program lets a link suffice.
    """

    session: Session
    parts: Parts
    who: Who
    asked: tuple[OpenTask, ...]

    def by(self, request: Request, key: str) -> Attribution:
        """Who hands in, under that key."""
        return attribution(request, self.who, key)

    def by_one(self, request: Request, key: str, reference: str, about: str) -> Attribution:
        """Who acts, in one act of the pile of that key."""
        return self.by(request, own_key(key, reference, about))


def sitting_for(purpose: Purpose) -> Callable[..., Sitting]:
    """A dependency: whoever sits down to tasks of that purpose; SignInNeeded for nobody known."""

    def sitting(
        request: Request, session: SessionDep, parts: PartsDep, caller: CallerDep
    ) -> Sitting:
        found = _signed_in(session, parts, caller) or _by_links(session, parts, caller)
        if found is None:
            raise SignInNeeded(here(request))
        mine = tuple(task for task in found.asked if task.purpose == purpose)
        session.commit()
        return Sitting(session, parts, found.who, mine)

    return sitting


def _signed_in(session: Session, parts: Parts, caller: Caller) -> Sitting | None:
    if caller.viewer is None:
        return None
    asked = tasks.of_person(session, caller.viewer.person.number)
    return Sitting(session, parts, caller.viewer, tuple(asked))


def _by_links(session: Session, parts: Parts, caller: Caller) -> Sitting | None:
    """Links of one person suffice for what they lead to; of several, nobody is known by them."""
    links = sufficing(session, parts, exchanged(session, caller))
    persons = {link.person for link in links}
    person = people.find(session, persons.pop()) if len(persons) == 1 else None
    if person is None:
        return None
    led = {_place(link) for link in links}
    asked = tasks.of_person(session, person.number)
    mine = (task for task in asked if _place(task) in led)
    return Sitting(session, parts, acting(session, parts, person, KnownBy.LINK), tuple(mine))


def _place(of: TaskName) -> tuple[str, str, str, int, str]:
    """What a link leads to: every line of its role, but only its own request."""
    about = of.about if of.purpose in OF_A_CONCERN else ""
    return of.reference, of.purpose, of.role, of.version, about


SigningDep = Annotated[Sitting, Depends(sitting_for(Purpose.SIGN), scope="function")]
ApprovingDep = Annotated[Sitting, Depends(sitting_for(Purpose.APPROVE), scope="function")]
ReviewingDep = Annotated[Sitting, Depends(sitting_for(Purpose.REVIEW), scope="function")]
