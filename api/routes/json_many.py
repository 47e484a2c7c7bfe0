"""The JSON API's acts on many arrangements in one call: each an act with a result of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.requests import Request

from api.bearer import KeyDep, WhoDep, coordinator
from api.calls.described import OF_BODIES
from api.dependencies import NotFound, PartsDep, SessionDep, attribution
from api.forms.replacing import Place, replacement_of
from api.forms.signing import as_typed, misnamed
from api.forms.statements import OTHER_STATEMENT
from api.many.approving import ToApprove
from api.many.piles import Piece, answered, key_in, own_key
from api.many.reviewing import ToReview
from api.many.sent import (
    ApprovalsSent,
    LineSent,
    RemindersSent,
    ReplacementsSent,
    ReviewsSent,
    SignaturesSent,
)
from api.many.signing import Ticked, ToSign, signature_piece
from api.many.sitting import Sitting
from api.many.told import PileTold, SignablesTold, tell_done, tell_signable
from api.parts import Parts
from api.proposals import BadAnswers
from api.rights.access import Doing, NotAllowed, arrangement_for
from api.who import Acting
from policy.acts import Attribution, Reminded
from policy.reference import normalize
from policy.tasks import Purpose
from records import tasks
from records.arrangements import Arrangement

acts = APIRouter(prefix="/api/v1/many", tags=["acts"])
views = APIRouter(prefix="/api/v1/many", tags=["views"])
NOT_FOUND = "There is no such arrangement, or it is not for you to see."


@dataclass(frozen=True)
class Call:
    """One call by the person of a token, under the key that it came with."""

    request: Request
    session: Session
    parts: Parts
    who: Acting
    key: str

    def sitting(self, purpose: Purpose) -> Sitting:
        """Their tasks of that purpose."""
        asked = tasks.of_person(self.session, self.who.person.number)
        mine = tuple(task for task in asked if task.purpose == purpose)
        return Sitting(self.session, self.parts, self.who, mine)

    def by_one(self, reference: str, about: str) -> Attribution:
        """Who acts, in one act of the call."""
        return attribution(self.request, self.who, own_key(self.key, reference, about))

    def tell(self, pieces: Sequence[Piece]) -> PileTold:
        """Hand everything over, and tell what became of each."""
        person = self.who.person.number
        return tell_done(*answered(self.session, self.parts, person, pieces))

    def coordinate(
        self, reference: str, about: str, doing: Doing, make: Callable[[Arrangement, str], Piece]
    ) -> Piece:
        """A coordinator's act on one arrangement, or why it is not theirs to do."""
        known = normalize(reference) or reference
        own = key_in(self.who.person.number, self.key, known, about)
        try:
            return make(arrangement_for(self.session, self.parts, self.who, known, doing), own)
        except NotFound:
            return Piece(known, about, "", own, NOT_FOUND)
        except NotAllowed as why:
            return Piece(known, about, "", own, str(why))


def a_call(
    request: Request, session: SessionDep, parts: PartsDep, who: WhoDep, key: KeyDep
) -> Call:
    """A dependency: the call, with the key that each of its acts' own derives from."""
    return Call(request, session, parts, who, key)


CallDep = Annotated[Call, Depends(a_call, scope="function")]
_OF_HR = [Depends(coordinator, scope="function")]


@views.get("/signatures")
def waiting(request: Request, session: SessionDep, parts: PartsDep, who: WhoDep) -> SignablesTold:
    """Every line that waits for your signature, with all that signing it has to name."""
    return tell_signable(ToSign(Call(request, session, parts, who, "").sitting(Purpose.SIGN)))


@acts.post("/signatures", responses=OF_BODIES)
def sign(sent: SignaturesSent, call: CallDep) -> PileTold:
    """Sign many lines under one name, each by an act of its own."""
    wrong = misnamed(sent.name, call.who.person.name)
    if wrong:
        raise BadAnswers(wrong)
    mine, name = ToSign(call.sitting(Purpose.SIGN)), as_typed(sent.name)
    return call.tell([_signature(call, mine, each, name) for each in sent.items])


@acts.post("/approvals", responses=OF_BODIES)
def approve(sent: ApprovalsSent, call: CallDep) -> PileTold:
    """Approve many requests; a refusal is an act of its own, with its reason."""
    pairs = [(normalize(each.reference) or each.reference, str(each.number)) for each in sent.items]
    mine = ToApprove(call.sitting(Purpose.APPROVE))
    return call.tell(mine.pieces(call.request, pairs, call.key))


@acts.post("/reviews", responses=OF_BODIES)
def review(sent: ReviewsSent, call: CallDep) -> PileTold:
    """Support many proposals, where the program asks the role for nothing more."""
    pairs = [(normalize(each.reference) or each.reference, each.role) for each in sent.items]
    mine = ToReview(call.sitting(Purpose.REVIEW))
    return call.tell(mine.pieces(call.request, pairs, call.key))


@acts.post("/reminders", dependencies=_OF_HR, responses=OF_BODIES)
def remind(sent: RemindersSent, call: CallDep) -> PileTold:
    """Remind whoever holds a role, in many arrangements."""

    def make(role: str, arrangement: Arrangement, own: str) -> Piece:
        act = Reminded(role, call.by_one(arrangement.reference, role))
        return Piece(arrangement.reference, role, "", own, act=act)

    return call.tell(
        [
            call.coordinate(each.reference, each.role, Doing.REMIND, partial(make, each.role))
            for each in sent.items
        ]
    )


@acts.post("/replacements", dependencies=_OF_HR, responses=OF_BODIES)
def replace_signers(sent: ReplacementsSent, call: CallDep) -> PileTold:
    """Put the same person into a role, in many arrangements."""
    wanted = {"role": sent.role, "person": sent.person, "reason": sent.reason}

    def make(arrangement: Arrangement, own: str) -> Piece:
        reference, parts = arrangement.reference, call.parts
        by = call.by_one(reference, sent.role)
        program = parts.program_of(arrangement)
        place = Place(program, parts.agencies[arrangement.agency])
        act, wrong = replacement_of(call.session, place, wanted, by)
        if act is None:
            return Piece(reference, sent.role, "", own, wrong[0].text)
        return Piece(reference, sent.role, "", own, act=act)

    return call.tell(
        [call.coordinate(each, sent.role, Doing.REPLACE, make) for each in sent.references]
    )


def _signature(call: Call, mine: ToSign, sent: LineSent, name: str) -> Piece:
    """One signature; it agrees to the statement as it reads now."""
    reference = normalize(sent.reference) or sent.reference
    ticked = Ticked(reference, sent.line, sent.version, sent.documents)
    piece = signature_piece(call.request, mine, ticked, call.key, name)
    row = mine.row(ticked.pair)
    if row is not None and mine.statement(row) != sent.statement:
        return replace(piece, problem=OTHER_STATEMENT, act=None)
    return piece
