"""The JSON API's registers: which there are, what is on record, and new entries."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.bearer import KeyDep, WhoDep
from api.calls.described import OF_RULINGS
from api.calls.registers_told import (
    EntriesTold,
    EntrySent,
    RegisterEntryTold,
    RegisterTold,
    tell_register,
    tell_register_entry,
)
from api.calls.strays import strays_of
from api.dependencies import PartsDep, SessionDep, attribution
from api.doors.acts import KeyReused
from api.forms.entering import entry_of
from api.parts import Parts
from api.proposals import BadAnswers, fit
from api.rights.holding import Matter
from api.rights.registers import Reached, entries_of, matters, shown_fields, writable
from policy.acts import Attribution, RegisterWrite
from policy.register import RegisterEntry
from records import registers

router = APIRouter(prefix="/api/v1/registers", tags=["registers"])


def reached(
    name: str, session: SessionDep, parts: PartsDep, who: WhoDep, about: str = ""
) -> Reached:
    """A dependency: the register of the path about that; NotFound for who may not read it."""
    return Reached.at(session, parts, who, name, about)


ReachedDep = Annotated[Reached, Depends(reached, scope="function")]


@router.get("")
def which(parts: PartsDep, who: WhoDep) -> list[RegisterTold]:
    """The registers of your agency's program, with their fields."""
    agency = parts.agencies.get(who.person.agency)
    return [tell_register(matter) for matter in (matters(parts, agency) if agency else ())]


@router.get("/{name}/entries")
def read(to: ReachedDep) -> EntriesTold:
    """What is on record, newest first.

    `about` is an agency's ID, an employee's number, or the number of a team's supervisor. Without
    it: your agency, yourself, or your team; of a shared register, all teams of your agency.
    """
    fields = shown_fields(to.matter, to.found)
    found = entries_of(to.session, to.matter)
    return EntriesTold(
        register_id=to.matter.register.id,
        about=to.matter.about,
        writable=to.may_write,
        entries=tuple(tell_register_entry(entry, fields) for entry in found),
    )


@router.post("/{name}/entries", response_model=RegisterEntryTold, responses=OF_RULINGS)
async def write(request: Request, sent: EntrySent, to: ReachedDep, key: KeyDep) -> JSONResponse:
    """Write an entry; it is on record when it is answered (200).

    503 may also mean that it was taken and waits: the same key again is the same entry.
    """
    by = attribution(request, to.who, key)
    entry = await run_in_threadpool(_recorded, to.parts, by)
    if entry is None:
        act = await run_in_threadpool(_act, to, sent, by)
        await to.parts.registers.write_entry(to.matter.agency.id, act)
        entry = await run_in_threadpool(_recorded, to.parts, by)
    if entry is None or (entry.register, entry.subject) != _place(to.matter):
        raise KeyReused
    told = tell_register_entry(entry, to.matter.register.fields)
    return JSONResponse(told.model_dump(mode="json"))


def _act(to: Reached, sent: EntrySent, by: Attribution) -> RegisterWrite:
    """The entry, for who may write it; BadAnswers with everything that is wrong."""
    with to.parts.sessions() as session:
        writable(session, to.who, to.matter)
        odd = strays_of(to.matter.register.fields, sent.answers)
        if odd:
            raise BadAnswers(odd)
        return fit(entry_of(session, to.matter, sent.answers, by))


def _recorded(parts: Parts, by: Attribution) -> RegisterEntry | None:
    with parts.sessions() as session:
        return registers.by_key(session, by.key)


def _place(matter: Matter) -> tuple[str, str]:
    return matter.register.id, matter.subject
