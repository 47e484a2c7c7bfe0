"""How an act from the JSON API is let in, handed over once, and answered."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Annotated

from fastapi import Depends
from fastapi.responses import JSONResponse
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.bearer import KeyDep, WhoDep
from api.calls.strays import strays
from api.calls.told import ActTold, EntryTold
from api.dependencies import NotFound, PartsDep, SessionDep, attribution
from api.doors.acts import Act, KeyReused, Refused, recorded
from api.files.attaching import foreign_files
from api.forms.deciding import Basis
from api.forms.replacing import Place
from api.forms.submitting import Opening, reference_for, rules_for, told_missing
from api.parts import Parts
from api.proposals import BadAnswers, checked_proposal, fit
from api.rights.access import Doing, arrangement_for
from api.rights.on_record import as_known
from api.rights.opening import entered, missing_registers
from api.views.forms import prefilled
from api.who import Who
from policy.account import Happening
from policy.acts import Attribution, Submission
from policy.program import Program
from policy.proposal import Proposal
from policy.wording import stated
from records import arrangements, concerns, entries, facts, proposals
from records.arrangements import Arrangement
from records.entries import TimelineEntry

AT_ONCE = timedelta(0)
RECORDED, RECEIVED = 200, 202
HandOver = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Target:
    """The arrangement to act on, what a change of it starts from, and who acts.

    `today` is the agency's local date.
    """

    reference: str
    basis: Basis
    place: Place
    today: date
    who: Who
    by: Attribution
    parts: Parts

    def row(self, session: Session) -> Arrangement:
        """The arrangement as it stands by now."""
        row = arrangements.find(session, self.reference)
        if row is None:
            raise NotFound
        return row

    async def answer(self, kind: Happening, act: Act) -> JSONResponse:
        """Hand the act over and tell what became of it; `kind` is what it is recorded as."""
        hand_over = partial(self.parts.arrangements.do, self.reference, act)
        return await perform(self.parts, self.reference, self.by, kind, hand_over)

    async def act(self, kind: Happening, make: Callable[[], Act]) -> JSONResponse:
        """The same for an act that is `make`-d from the records first, off the event loop."""

        async def hand_over() -> None:
            await self.parts.arrangements.do(self.reference, await run_in_threadpool(make))

        return await perform(self.parts, self.reference, self.by, kind, hand_over)


def submission_sent(opening: Opening, answers: Mapping[str, str]) -> Submission:
    """What the workflow starts with; BadAnswers when the answers break a rule."""
    program, agency, person = opening.program, opening.agency, opening.person
    with opening.parts.sessions() as session:
        closed = missing_registers(session, program, agency, person, opening.today)
        if closed:
            raise BadAnswers([told_missing(program, each) for each in closed])
        if odd := strays(program, answers):
            raise BadAnswers(odd)
        on_file = facts.find(session, person.number)
        known = prefilled(program, person, on_file)
        begun = {**entered(session, program, agency, person), **answers}
        proposal = checked_proposal(program, known, begun, opening.today, on_file)
        own = (session, person.number, program.fields)
        if foreign := foreign_files(*own, proposal.answers, {}):
            raise BadAnswers(foreign)
        return fit(opening.submission(session, proposal))


def opening(
    request: Request, session: SessionDep, parts: PartsDep, who: WhoDep, key: KeyDep
) -> Opening:
    """A dependency: the proposal that the token's person begins with this key."""
    program, agency = rules_for(parts, who.person)
    by = attribution(request, who, key)
    reference = reference_for(session, by)
    session.commit()
    return Opening(parts, reference, who.person, program, agency, by)


def _on_the_table(session: Session, program: Program, arrangement: Arrangement) -> Proposal | None:
    """What a change begins with: the version on the table, with what was reported since."""
    proposal = proposals.tabled(session, arrangement.reference)
    if proposal is None or arrangement.modification is None:
        return proposal
    happened = entries.timeline(session, arrangement.reference)
    came_up = concerns.of_arrangement(session, arrangement.reference)
    return as_known(program, arrangement, proposal, happened, came_up)


def to(doing: Doing) -> Callable[..., Target]:
    """A dependency: the arrangement of the path, if the token's person may do that with it."""

    def target(  # noqa: PLR0913, PLR0917 - what the framework hands in
        request: Request,
        reference: str,
        session: SessionDep,
        parts: PartsDep,
        who: WhoDep,
        key: KeyDep,
    ) -> Target:
        arrangement = arrangement_for(session, parts, who, reference, doing)
        program = parts.program_of(arrangement)
        before = _on_the_table(session, program, arrangement)
        on_file = facts.find(session, arrangement.employee)
        session.commit()
        agency = parts.agencies[arrangement.agency]
        today = parts.today_in(agency.id)
        return Target(
            reference=arrangement.reference,
            basis=Basis(
                program=program,
                before=before,
                today=today,
                earliest=min(today, arrangement.starts_on),
                on_file=on_file,
            ),
            place=Place(program, agency),
            today=today,
            who=who,
            by=attribution(request, who, key),
            parts=parts,
        )

    return target


_INSTEAD = {Happening.DECIDED: Happening.CHANGE_PUT_UP}
"""What an act may be recorded as instead: a change that others have to say something to first."""


async def perform(
    parts: Parts, reference: str, by: Attribution, kind: Happening, hand_over: HandOver
) -> JSONResponse:
    """Hand an act over unless that was done before; then wait briefly for it to be recorded.

    202 says that it is received for good, 200 that it is recorded; Refused, that it was turned
    down and why; KeyReused, that the key named another kind of act before.
    """
    entry = await recorded(parts.sessions, reference, by.key, AT_ONCE)
    if entry is None:
        await hand_over()
        entry = await recorded(parts.sessions, reference, by.key, parts.patience)
    if entry is not None and entry.kind == Happening.REFUSED:
        raise Refused(stated(entry.note))
    if entry is not None and entry.kind not in (kind, _INSTEAD.get(kind)):
        raise KeyReused
    return _receipt(reference, by.key, entry)


def _receipt(reference: str, key: str, entry: TimelineEntry | None) -> JSONResponse:
    told = ActTold(
        reference=reference,
        state="recorded" if entry else "received",
        key=key,
        entry=EntryTold.of(entry) if entry else None,
    )
    headers = {"Location": f"/api/v1/arrangements/{reference}"}
    status = RECORDED if entry else RECEIVED
    return JSONResponse(told.model_dump(mode="json"), status, headers=headers)


ToReview = Annotated[Target, Depends(to(Doing.REVIEW), scope="function")]
ToDecide = Annotated[Target, Depends(to(Doing.DECIDE), scope="function")]
ToProvide = Annotated[Target, Depends(to(Doing.PROVIDE), scope="function")]
ToSign = Annotated[Target, Depends(to(Doing.SIGN), scope="function")]
ToDecline = Annotated[Target, Depends(to(Doing.DECLINE), scope="function")]
ToAcknowledge = Annotated[Target, Depends(to(Doing.ACKNOWLEDGE), scope="function")]
ToAmend = Annotated[Target, Depends(to(Doing.AMEND), scope="function")]
ToAskAgain = Annotated[Target, Depends(to(Doing.ASK_AGAIN), scope="function")]
ToReplace = Annotated[Target, Depends(to(Doing.REPLACE), scope="function")]
ToRemind = Annotated[Target, Depends(to(Doing.REMIND), scope="function")]
ToModify = Annotated[Target, Depends(to(Doing.MODIFY), scope="function")]
ToCloseModification = Annotated[Target, Depends(to(Doing.CLOSE_MODIFICATION), scope="function")]
ToWithdrawEnding = Annotated[Target, Depends(to(Doing.WITHDRAW_ENDING), scope="function")]
ToEnd = Annotated[Target, Depends(to(Doing.END), scope="function")]
ToSubmit = Annotated[Opening, Depends(opening, scope="function")]
