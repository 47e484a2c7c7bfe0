"""One arrangement's page: the waiting box, signatures, timeline, deadlines, documents, choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.rights.access import Doing
from api.views.changed import ChangedView, brought
from api.views.choices import ChoiceView, choices, declined
from api.views.deadlines import DeadlineView, deadlines
from api.views.documents import DocumentView, documents
from api.views.ending import closing
from api.views.facts import Facts
from api.views.happenings import HappeningView, happenings
from api.views.later import LaterView, replaceable_later
from api.views.modification import ModificationView, modification
from api.views.notices import NoticeView, notice
from api.views.signatures import NOBODY, SignatureView, signatures
from api.views.waiting import WaitingView, waiting
from policy.account import Happening
from policy.deadlines import local_date
from policy.notices import REMINDABLE
from policy.tasks import Purpose
from policy.wording import capital, show_date
from records.letters import Letter
from records.tasks import OpenTask

REPLACEABLE = frozenset({Purpose.REVIEW, Purpose.PROVIDE, Purpose.SIGN})


@dataclass(frozen=True)
class ReviewView:
    """One review: who gave it, when, and what it says."""

    title: str
    name: str
    at: str
    assessment: str
    comment: str


@dataclass(frozen=True)
class AskedView:
    """A role that is waited for, beside the signature lines; `vacant` where nobody holds it.

    Who acts in a `designated` one is for the directory to say.
    """

    role: str
    title: str
    names: str
    can_remind: bool
    can_replace: bool
    vacant: bool
    designated: bool


@dataclass(frozen=True)
class ArrangementView:
    """What an arrangement's page has beyond every page about it, in words."""

    waiting: WaitingView
    signatures: tuple[SignatureView, ...]
    signed: int
    moves: Mapping[str, AskedView]
    asked: tuple[AskedView, ...]
    later: tuple[LaterView, ...]
    happenings: tuple[HappeningView, ...]
    deadlines: tuple[DeadlineView, ...]
    documents: tuple[DocumentView, ...]
    choices: tuple[ChoiceView, ...]
    declined: tuple[ChoiceView, ...]
    refused: tuple[str, ...]
    pending: str
    closed: bool
    decision: tuple[str, str]
    modification: ModificationView | None
    brought: tuple[ChangedView, ...]
    notice: NoticeView | None
    closing: tuple[tuple[str, str], ...]
    closing_title: str
    items: tuple[str, ...]


def arrangement_view(
    facts: Facts, refused: Sequence[Letter], may: frozenset[Doing]
) -> ArrangementView:
    """The page of one arrangement with its refused mail, for who may do those things with it."""
    lines = signatures(facts)
    asked = {each.role: each for each in _asked(facts, may)}
    moves = _moves(lines, asked)
    authorized = bool(facts.arrangement.in_force)
    return ArrangementView(
        waiting=waiting(facts, len(refused)),
        signatures=lines,
        signed=sum(line.state == "on" for line in lines),
        moves=moves,
        asked=tuple(each for each in asked.values() if each not in moves.values()),
        later=replaceable_later(facts, may),
        happenings=happenings(facts),
        deadlines=deadlines(facts),
        documents=documents(facts),
        choices=choices(facts, may),
        declined=declined(facts, lines, may),
        refused=tuple(
            f"To {each.address}: “{each.subject}”. The mail server said: {each.problem}"
            for each in refused
        ),
        pending=_pending(facts, authorized=authorized),
        closed=facts.closed,
        decision=_decision(facts),
        modification=modification(facts),
        brought=brought(facts),
        notice=notice(facts),
        closing=closing(facts),
        closing_title=facts.program.in_force.ending.closing,
        items=facts.items if authorized else (),
    )


def reviews(facts: Facts) -> tuple[ReviewView, ...]:
    """The reviews given so far, in order."""
    return tuple(
        ReviewView(
            title=facts.title(line.role),
            name=facts.names.of(line.person),
            at=show_date(local_date(line.at, facts.zone)),
            assessment=line.evidence.get("assessment", ""),
            comment=line.note,
        )
        for line in facts.entries
        if line.kind == Happening.REVIEW_GIVEN
    )


def _asked(facts: Facts, may: frozenset[Doing]) -> tuple[AskedView, ...]:
    """Each role that owes something, with what the viewer may do about it."""
    roles = dict.fromkeys(task.role for task in facts.tasks if task.role)
    own = {task.role for task in facts.tasks if task.person == facts.arrangement.employee}
    vacant = facts.vacant
    views = []
    for role in roles:
        mine = [task for task in facts.tasks if task.role == role]
        purposes = {Purpose(task.purpose) for task in mine}
        views.append(
            AskedView(
                role=role,
                title=facts.title(role),
                names=NOBODY if role in vacant else _names(facts, mine),
                can_remind=Doing.REMIND in may
                and any(_is_reminded(task, facts.viewer) for task in mine)
                and role not in vacant,
                can_replace=Doing.REPLACE in may
                and (bool(purposes & REPLACEABLE) or role in vacant)
                and role not in own,
                vacant=role in vacant,
                designated=facts.program.role(role).designee,
            )
        )
    return tuple(views)


def _is_reminded(task: OpenTask, viewer: str) -> bool:
    """Whether a mail could remind of a task; nobody has to remind themselves."""
    return Purpose(task.purpose) in REMINDABLE and task.person != viewer


def _names(facts: Facts, tasks: Sequence[OpenTask]) -> str:
    return " or ".join(dict.fromkeys(facts.names.of(task.person) for task in tasks))


def _moves(lines: Sequence[SignatureView], asked: Mapping[str, AskedView]) -> dict[str, AskedView]:
    """Beside the first open line of each role that signs: what the viewer may do about it."""
    first: dict[str, str] = {}
    for line in lines:
        if line.state == "next" and line.role in asked:
            first.setdefault(line.role, line.line)
    return {line: asked[role] for role, line in first.items()}


def _decision(facts: Facts) -> tuple[str, str]:
    """How it was decided, by whom and when, and on what that rests (GL32 III); blank before."""
    made = facts.last(Happening.DECIDED)
    if made is None:
        return "", ""
    day = show_date(local_date(made.at, facts.zone))
    how = capital(made.about.replace("_", " "))
    told = f"{how} by {facts.names.of(made.person)} on {day}."
    return told, facts.program.texts.get("decision_basis", "")


def _pending(facts: Facts, *, authorized: bool) -> str:
    """The rule that nothing starts before everybody has signed, for whom it is about."""
    if authorized or facts.closed or facts.viewer != facts.arrangement.employee:
        return ""
    return facts.program.texts.get("no_telecommuting_while_pending", "")
