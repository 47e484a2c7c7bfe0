"""The concerns of one arrangement: opened, numbered, closed, and drawn for the records."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from policy.account import DeadlineSet
    from policy.acts import Attribution
    from policy.concerns import WAITED_FOR, Concern, ConcernKind, ConcernState


class Concerns:
    """What came up, by number; what changed since it was drawn last."""

    def __init__(self) -> None:
        """Nothing has come up."""
        self._known: dict[int, Concern] = {}
        self._changed: dict[int, Concern] = {}
        self.count = 0

    def __bool__(self) -> bool:
        """Whether any waits to be drawn."""
        return bool(self._changed)

    def open(  # noqa: PLR0913 - what a concern says from its beginning
        self,
        kind: ConcernKind,
        rule: str,
        role: str,
        person: str,
        *,
        answers: dict[str, str] | None = None,
        on: date | None = None,
        due_at: datetime | None = None,
        parent: int = 0,
        subject: str = "",
    ) -> Concern:
        """Open one; it gets the next number."""
        self.count += 1
        return self._keep(
            Concern(
                number=self.count,
                kind=kind,
                rule=rule,
                state=ConcernState.OPEN,
                role=role,
                person=person,
                opened_at=workflow.now(),
                answers=answers or {},
                on=on,
                due_at=due_at,
                parent=parent,
                subject=subject,
            )
        )

    def close(  # noqa: PLR0913 - how a concern may close
        self,
        concern: Concern,
        state: ConcernState,
        by: Attribution | None = None,
        *,
        role: str = "",
        note: str = "",
        closing: dict[str, str] | None = None,
    ) -> Concern:
        """Let it be what became of it."""
        return self._keep(
            replace(
                concern,
                state=state,
                closed_at=workflow.now(),
                closed_role=role,
                closed_by=by.person if by else "",
                closing=closing or {},
                note=note,
            )
        )

    def find(self, number: int, kind: ConcernKind) -> Concern | None:
        """The concern of that number, if it is of that kind."""
        found = self._known.get(number)
        return found if found and found.kind is kind else None

    def open_ones(self, kind: ConcernKind) -> Iterator[Concern]:
        """Those of a kind for which something is still waited for, the oldest first."""
        return (each for each in [*self._known.values()] if each.kind is kind and each.is_open)

    @property
    def owed(self) -> DeadlineSet | None:
        """The first instant by which something open is due."""
        due = (
            DeadlineSet(f"{each.kind}:{each.number}", WAITED_FOR[each.kind], each.due_at)
            for each in self._known.values()
            if each.is_open and each.due_at is not None
        )
        return min(due, key=attrgetter("at"), default=None)

    @property
    def all(self) -> tuple[Concern, ...]:
        """Every one, the oldest first."""
        return tuple(self._known.values())

    def resume(self, known: tuple[Concern, ...]) -> None:
        """Go on with those of the history before."""
        self._known = {each.number: each for each in known}
        self.count = max(self._known, default=0)

    def draw(self) -> tuple[Concern, ...]:
        """Hand over those that changed."""
        drawn, self._changed = tuple(self._changed.values()), {}
        return drawn

    def _keep(self, concern: Concern) -> Concern:
        self._known[concern.number] = concern
        self._changed[concern.number] = concern
        return concern
