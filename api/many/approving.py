"""Many written approvals given in one sitting; a refusal has its reason, and a page of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from api.many.piles import MOST, Piece, key_in
from api.many.sitting import Sitting
from api.many.ticks import Pair, tick_of
from api.views.answers import NOT_PROVIDED, read_backs
from api.views.concern_words import named, rule_of
from api.views.fields import field_views
from api.views.piles import PileRow
from api.views.todo import where_done
from api.views.words import before, lowered
from policy.concerns import ApprovalDecided, Concern
from policy.program import Program
from records import pending
from records.pending import Pending

NOT_ASKED = "This decision is not asked of you, or not any more."


@dataclass(frozen=True)
class ToApprove:
    """Every request that waits for one person's decision, read together."""

    sitting: Sitting
    rows: tuple[Pending, ...]

    def program(self, row: Pending) -> Program:
        """The program that an arrangement began under."""
        return self.sitting.parts.program_of(row.arrangement)

    def views(self, ticked: Iterable[Pair] | None) -> list[PileRow]:
        """The rows as they are shown; None ticks all."""
        chosen = None if ticked is None else frozenset(ticked)
        return [
            self._view(row, row.concern, chosen)
            for row in self.rows[:MOST]
            if row.concern is not None
        ]

    def _view(self, row: Pending, concern: Concern, ticked: frozenset[Pair] | None) -> PileRow:
        task, program = row.task, self.program(row)
        zone = self.sitting.parts.agencies[row.arrangement.agency].time_zone
        due = (("Decide before", before(concern.due_at, zone)),) if concern.due_at else ()
        return PileRow(
            reference=task.reference,
            who=row.who,
            asked=named(program, concern),
            role=lowered(program.role(task.role).title),
            href=where_done(task, row.link),
            value=tick_of(task.reference, task.about),
            facts=(*due, *_answers(program, concern)),
            ticked=ticked is None or (task.reference, task.about) in ticked,
        )


def to_approve(sitting: Sitting) -> ToApprove:
    """What waits for the decision of who sits down."""
    found = pending.of_tasks(sitting.session, sitting.asked)
    return ToApprove(sitting, tuple(row for row in found if row.concern is not None))


def approval_pieces(
    request: Request, waiting: ToApprove, ticked: Sequence[Pair], key: str
) -> list[Piece]:
    """An approval for each request ticked, if it waits for this person."""
    rows = {(row.task.reference, row.task.about): row for row in waiting.rows}
    return [_piece(request, waiting, rows.get(pair), pair, key) for pair in ticked]


def _piece(
    request: Request, waiting: ToApprove, row: Pending | None, pair: Pair, key: str
) -> Piece:
    sitting, (reference, about) = waiting.sitting, pair
    own = key_in(sitting.who.person.number, key, reference, about)
    if row is None or row.concern is None:
        return Piece(reference, about, "Approval", own, NOT_ASKED)
    by = sitting.by_one(request, key, reference, about)
    act = ApprovalDecided(row.concern.number, approved=True, note="", by=by)
    what = f"{row.who}: {lowered(named(waiting.program(row), row.concern))}"
    return Piece(reference, about, what, own, act=act)


def _answers(program: Program, concern: Concern) -> list[tuple[str, str]]:
    """What was filled in, as far as it is not private."""
    rule = rule_of(program, concern)
    shown = [each for each in rule.fields if not each.private] if rule else []
    told = read_backs(field_views(shown, concern.answers))
    return [(each.label, each.value) for each in told if each.value != NOT_PROVIDED]
