"""The JSON API's acts: each is handed to the workflow, which rules on it."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api.calls.completion_sent import provided_in
from api.calls.described import OF_ACTS
from api.calls.performing import (
    Target,
    ToAcknowledge,
    ToAmend,
    ToAskAgain,
    ToDecide,
    ToDecline,
    ToProvide,
    ToRemind,
    ToReplace,
    ToReview,
    ToSign,
    ToSubmit,
    perform,
    submission_sent,
)
from api.calls.reviews_sent import (
    ToAccommodate,
    accommodation_sent,
    amendment_sent,
    decision_sent,
    review_sent,
)
from api.doors.acts import Refused
from api.forms.replacing import replacement_of
from api.forms.signing import as_typed, misnamed
from api.forms.statements import OTHER_STATEMENT, statement_digest
from api.forms.submitting import hand_in
from api.proposals import BadAnswers, fit
from api.rights.terms import terms_of, unticked
from api.sent import (
    AccommodationSent,
    AcknowledgmentSent,
    AmendmentSent,
    AskingSent,
    CompletionSent,
    DecisionSent,
    DeclineSent,
    ProposalSent,
    ReminderSent,
    ReplacementSent,
    ReviewSent,
    SignatureSent,
)
from policy.account import Happening
from policy.acts import (
    AskedAgain,
    CopyAcknowledged,
    Reminded,
    SignatureDeclined,
    SignatureGiven,
    SignerReplaced,
)

router = APIRouter(prefix="/api/v1/arrangements", tags=["acts"], responses=OF_ACTS)


@router.post("")
async def submit(sent: ProposalSent, opening: ToSubmit) -> JSONResponse:
    """Submit a proposal as yourself: the start of an arrangement.

    What the directory knows of you need not be answered.
    """

    async def hand_over() -> None:
        submission = await run_in_threadpool(submission_sent, opening, sent.answers)
        await hand_in(opening.parts, submission)

    return await perform(
        opening.parts, opening.reference, opening.by, Happening.SUBMITTED, hand_over
    )


@router.post("/{reference}/review")
async def review(sent: ReviewSent, to: ToReview) -> JSONResponse:
    """Give your review in the role you were asked in."""
    return await to.act(Happening.REVIEW_GIVEN, partial(review_sent, to, sent))


@router.post("/{reference}/decision")
async def decide(sent: DecisionSent, to: ToDecide) -> JSONResponse:
    """Decide: approve, approve as modified (with what changes), or deny (with the reason)."""
    return await to.act(Happening.DECIDED, partial(decision_sent, to, sent))


@router.post("/{reference}/accommodation")
async def accommodate(sent: AccommodationSent, to: ToAccommodate) -> JSONResponse:
    """Determine whether it is a reasonable accommodation, on this one case."""
    return await to.act(Happening.ACCOMMODATED, partial(accommodation_sent, to, sent))


@router.post("/{reference}/completion")
async def complete(sent: CompletionSent, to: ToProvide) -> JSONResponse:
    """Fill in what signing still needs; `to_fill_in` of the arrangement has the fields."""
    return await to.act(Happening.PROVIDED, partial(provided_in, to, sent))


@router.post("/{reference}/signature")
async def sign(sent: SignatureSent, to: ToSign) -> JSONResponse:
    """Sign one line; `to_sign` of the arrangement has all that this names."""
    return await to.act(Happening.SIGNED, partial(_signature, to, sent))


@router.post("/{reference}/refusal")
async def decline(sent: DeclineSent, to: ToDecline) -> JSONResponse:
    """Decline to sign one line, and say why."""
    act = SignatureDeclined(sent.line, sent.version, sent.reason, to.by)
    return await to.answer(Happening.DECLINED, act)


@router.post("/{reference}/acknowledgment")
async def acknowledge(sent: AcknowledgmentSent, to: ToAcknowledge) -> JSONResponse:
    """Acknowledge a copy you received."""
    act = CopyAcknowledged(sent.copy_id, sent.version, to.by)
    return await to.answer(Happening.COPY_ACKNOWLEDGED, act)


@router.post("/{reference}/amendment")
async def amend(sent: AmendmentSent, to: ToAmend) -> JSONResponse:
    """Change what is to be signed: a new version, signed anew by all."""
    return await to.act(Happening.AMENDED, partial(amendment_sent, to, sent))


@router.post("/{reference}/reconsideration")
async def ask_again(sent: AskingSent, to: ToAskAgain) -> JSONResponse:
    """Ask who declined a line to reconsider, or a reviewer to review again."""
    act = AskedAgain(sent.line, sent.reason, to.by, sent.role)
    return await to.answer(Happening.ASKED_AGAIN, act)


@router.post("/{reference}/replacement")
async def replace_signer(sent: ReplacementSent, to: ToReplace) -> JSONResponse:
    """Put another person into a role, for what it still owes."""
    return await to.act(Happening.REPLACED, partial(_replacement, to, sent))


@router.post("/{reference}/reminder")
async def remind(sent: ReminderSent, to: ToRemind) -> JSONResponse:
    """Remind whoever holds a role of what is open."""
    act = Reminded(sent.role, to.by)
    return await to.answer(Happening.REMINDED, act)


def _signature(to: Target, sent: SignatureSent) -> SignatureGiven:
    """A signature agrees to the statement as it reads now, under the signer's own name."""
    program = to.basis.program
    known = {line.id: statement_digest(program, line) for line in program.signing.lines}
    if known.get(sent.line, sent.statement) != sent.statement:
        raise Refused(OTHER_STATEMENT)
    answers = to.basis.before.answers if to.basis.before else {}
    terms = terms_of(program, sent.line, answers)
    wrong = [*unticked(program, terms, sent.acknowledged), *misnamed(sent.name, to.who.person.name)]
    if wrong:
        raise BadAnswers(wrong)
    return SignatureGiven(
        line=sent.line,
        version=sent.version,
        digests=sent.documents,
        name=as_typed(sent.name),
        statement=sent.statement,
        by=to.by,
        acknowledged=tuple(each.id for each in terms),
    )


def _replacement(to: Target, sent: ReplacementSent) -> SignerReplaced:
    with to.parts.sessions() as session:
        return fit(replacement_of(session, to.place, sent.model_dump(), to.by))
