"""Many proposals supported in one sitting, where the program asks a reviewer for no more.

A review with questions or fields of its own is given on its own page.
"""

from collections.abc import Sequence

from starlette.requests import Request

from api.many.piles import Piece
from api.many.waiting import Pair, Waiting
from api.rights.analyzed import own_fields
from api.views.piles import days_and_term
from policy.acts import Attribution, ReviewGiven
from policy.program import Program
from records.pending import Pending

QUESTIONS = "It has questions of its own."
NOT_ASKED = "This review is not asked of you, or not any more."


class ToReview(Waiting):
    """Every proposal that waits for one person's review."""

    kind = "reviews"
    unasked = "Review", NOT_ASKED

    def pair(self, row: Pending) -> Pair:
        """The role that reviews."""
        return row.task.reference, row.task.role

    def asked(self, row: Pending) -> str:
        """The days and the term."""
        return days_and_term(row)

    def alone(self, row: Pending) -> str:
        """One that is nothing but a recommendation need not be given by itself."""
        return "" if is_plain(self.program(row), row.task.role) else QUESTIONS

    def pieces(self, request: Request, ticked: Sequence[Pair], key: str) -> list[Piece]:
        """A favorable review of each proposal ticked."""
        return [self.piece(request, key, pair, _support) for pair in ticked]


def _support(row: Pending, by: Attribution) -> ReviewGiven:
    return ReviewGiven(row.task.role, supports=True, comment="", by=by)


def is_plain(program: Program, role: str) -> bool:
    """Whether a program asks a reviewer for nothing but the recommendation."""
    asked = (
        question.role or analysis.role
        for analysis in program.analyses
        for question in analysis.questions
    )
    return role not in set(asked) and not own_fields(program, role)
