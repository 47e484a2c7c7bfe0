"""Many written approvals given in one sitting; a refusal has its reason, and a page of its own."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from starlette.requests import Request

from api.dependencies import NotFound
from api.many.piles import Piece
from api.many.waiting import Pair, Waiting
from api.views.answers import NOT_PROVIDED, read_backs
from api.views.concern_words import named, rule_of
from api.views.fields import field_views
from api.views.piles import PileRow
from api.views.words import before, lowered
from policy.acts import Attribution
from policy.concerns import ApprovalDecided, Concern
from policy.program import Program
from records.pending import Pending

NOT_ASKED = "This decision is not asked of you, or not any more."


class ToApprove(Waiting):
    """Every request that waits for one person's decision."""

    kind = "approvals"
    unasked = "Approval", NOT_ASKED

    @cached_property
    def rows(self) -> tuple[Pending, ...]:
        """Those whose request is there."""
        return tuple(row for row in super().rows if row.concern is not None)

    def pair(self, row: Pending) -> Pair:
        """The request's number."""
        return row.task.reference, row.task.about

    def asked(self, row: Pending) -> str:
        """The request in the program's words."""
        return named(self.program(row), _concern(row))

    def told(self, row: Pending) -> str:
        """Whose request it is, and which."""
        return f"{row.who}: {lowered(self.asked(row))}"

    def view(self, row: Pending, *, ticked: bool) -> PileRow:
        """With its deadline and what was filled in."""
        concern, zone = _concern(row), self.sitting.parts.zone_of(row.arrangement.agency)
        due = [("Decide before", before(concern.due_at, zone))] if concern.due_at else []
        facts = (*due, *_answers(self.program(row), concern))
        return replace(super().view(row, ticked=ticked), facts=facts)

    def pieces(self, request: Request, ticked: Sequence[Pair], key: str) -> list[Piece]:
        """An approval for each request ticked."""
        return [self.piece(request, key, pair, _approval) for pair in ticked]


def _approval(row: Pending, by: Attribution) -> ApprovalDecided:
    return ApprovalDecided(_concern(row).number, approved=True, note="", by=by)


def _concern(row: Pending) -> Concern:
    if row.concern is None:
        raise NotFound
    return row.concern


def _answers(program: Program, concern: Concern) -> list[tuple[str, str]]:
    """What was filled in, as far as it is not private."""
    rule = rule_of(program, concern)
    shown = [each for each in rule.fields if not each.private] if rule else []
    told = read_backs(field_views(shown, concern.answers))
    return [(each.label, each.value) for each in told if each.value != NOT_PROVIDED]
