"""Many proposals supported in one sitting, where the program asks a reviewer for no more.

A review with questions or fields of its own is given on its own page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from api.many.piles import MOST, Piece, key_in
from api.many.sitting import Sitting
from api.many.ticks import Pair, tick_of
from api.rights.analyzed import own_fields
from api.views.piles import PileRow, days_and_term
from api.views.todo import where_done
from api.views.words import lowered
from policy.acts import ReviewGiven
from policy.program import Program
from records import pending
from records.pending import Pending

QUESTIONS = "It has questions of its own."
NOT_ASKED = "This review is not asked of you, or not any more."


@dataclass(frozen=True)
class ToReview:
    """Every proposal that waits for one person's review, read together."""

    sitting: Sitting
    rows: tuple[Pending, ...]

    def program(self, row: Pending) -> Program:
        """The program that an arrangement began under."""
        return self.sitting.parts.program_of(row.arrangement)

    def alone(self, row: Pending) -> str:
        """Why a review is given by itself; empty for one that is nothing but a recommendation."""
        return "" if is_plain(self.program(row), row.task.role) else QUESTIONS

    def views(self, ticked: Iterable[Pair] | None) -> list[PileRow]:
        """The rows as they are shown; None ticks all."""
        chosen = None if ticked is None else frozenset(ticked)
        return [self._view(row, chosen) for row in self.rows[:MOST]]

    def _view(self, row: Pending, ticked: frozenset[Pair] | None) -> PileRow:
        task, alone = row.task, self.alone(row)
        return PileRow(
            reference=task.reference,
            who=row.who,
            asked=days_and_term(row),
            role=lowered(self.program(row).role(task.role).title),
            href=where_done(task, row.link),
            value="" if alone else tick_of(task.reference, task.role),
            alone=alone,
            ticked=ticked is None or (task.reference, task.role) in ticked,
        )


def is_plain(program: Program, role: str) -> bool:
    """Whether a program asks a reviewer for nothing but the recommendation."""
    asked = (
        question.role or analysis.role
        for analysis in program.analyses
        for question in analysis.questions
    )
    return role not in set(asked) and not own_fields(program, role)


def to_review(sitting: Sitting) -> ToReview:
    """What waits for the review of who sits down."""
    return ToReview(sitting, tuple(pending.of_tasks(sitting.session, sitting.asked)))


def review_pieces(
    request: Request, waiting: ToReview, ticked: Sequence[Pair], key: str
) -> list[Piece]:
    """A favorable review of each proposal ticked, if it is asked of this person."""
    rows = {(row.task.reference, row.task.role): row for row in waiting.rows}
    return [_piece(request, waiting, rows.get(pair), pair, key) for pair in ticked]


def _piece(request: Request, waiting: ToReview, row: Pending | None, pair: Pair, key: str) -> Piece:
    sitting, (reference, role) = waiting.sitting, pair
    own = key_in(sitting.who.person.number, key, reference, role)
    if row is None:
        return Piece(reference, role, "Review", own, NOT_ASKED)
    what = f"{row.who}, as {lowered(waiting.program(row).role(role).title)}"
    if alone := waiting.alone(row):
        return Piece(reference, role, what, own, alone)
    by = sitting.by_one(request, key, reference, role)
    act = ReviewGiven(role, supports=True, comment="", by=by)
    return Piece(reference, role, what, own, act=act)
