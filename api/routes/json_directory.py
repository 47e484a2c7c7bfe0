"""The JSON API's look-ups: who I am, people to choose from, and the programs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.bearer import WhoDep, token_holder
from api.calls.telling import tell_program
from api.calls.told import MeTold, PersonTold, ProgramTold, TaskTold
from api.dependencies import NotFound, PartsDep, SessionDep
from records import people, tasks

router = APIRouter(prefix="/api/v1", tags=["look-ups"])


@router.get("/me")
def me(session: SessionDep, who: WhoDep) -> MeTold:
    """The person whose token this is, and what they are asked to do."""
    asked = tasks.of_person(session, who.person.number)
    return MeTold(
        person=PersonTold.of(who.person),
        agencies=tuple(sorted(who.agencies)),
        tasks=tuple(map(TaskTold.of, asked)),
    )


@router.get("/people")
def find_people(
    session: SessionDep,
    who: WhoDep,
    agency: str,
    text: Annotated[str, Query(max_length=200)] = "",
) -> list[PersonTold]:
    """People of an agency by name, number or unit, for its coordinators."""
    if agency not in who.agencies:
        raise NotFound
    return [*map(PersonTold.of, people.search(session, text, agency))]


@router.get("/programs", dependencies=[Depends(token_holder)])
def programs(parts: PartsDep) -> list[ProgramTold]:
    """The newest version of every program."""
    return [tell_program(program) for program in parts.programs]


@router.get("/programs/{name}", dependencies=[Depends(token_holder)])
def program(name: str, parts: PartsDep) -> ProgramTold:
    """One program: its roles, signature lines, and the fields of its proposal."""
    if name not in parts.programs:
        raise NotFound
    return tell_program(parts.programs.get(name))
