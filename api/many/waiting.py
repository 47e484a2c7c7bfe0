"""What waits for one person, to be done many at once: a row for each task, and an act for each."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from starlette.requests import Request

from api.doors.acts import Act
from api.many.piles import MOST, Piece, key_in
from api.many.sitting import Sitting
from api.views.piles import PileRow
from api.views.todo import where_done
from api.views.words import lowered
from policy.acts import Attribution
from policy.program import Program
from records import pending
from records.pending import Pending

Pair = tuple[str, str]
"""A reference, and the line, number or role that is meant of its arrangement."""


@dataclass(frozen=True)
class Waiting(ABC):
    """Every task of one purpose that waits for who sits down, read together."""

    sitting: Sitting

    kind: ClassVar[str]
    """What a pile of such acts is kept as."""
    unasked: ClassVar[tuple[str, str]]
    """What such an act is called where nobody asks for it, and why it is not done."""

    @cached_property
    def rows(self) -> tuple[Pending, ...]:
        """Each with what is on the table, longest waiting first."""
        return tuple(pending.of_tasks(self.sitting.session, self.sitting.asked))

    def row(self, pair: Pair) -> Pending | None:
        """The row of that; None where it does not wait for this person."""
        return next((row for row in self.rows if self.pair(row) == pair), None)

    def program(self, row: Pending) -> Program:
        """The program that an arrangement began under."""
        return self.sitting.parts.program_of(row.arrangement)

    def role(self, row: Pending) -> str:
        """What the person is asked as."""
        return lowered(self.program(row).role(row.task.role).title)

    @abstractmethod
    def pair(self, row: Pending) -> Pair:
        """What tells a row from all others."""

    @abstractmethod
    def asked(self, row: Pending) -> str:
        """What a row is about, in a line."""

    def alone(self, _row: Pending) -> str:
        """Why a row is done by itself, on its own page; empty for one that need not be."""
        return ""

    def value(self, row: Pending) -> str:
        """What a row's tick sends."""
        return "/".join(self.pair(row))

    def told(self, row: Pending) -> str:
        """What the act on a row is called where its result is told."""
        return f"{row.who}, as {self.role(row)}"

    def views(self, ticked: Collection[Pair] | None = ()) -> list[PileRow]:
        """The rows as they are shown; None ticks all."""
        return [
            self.view(row, ticked=ticked is None or self.pair(row) in ticked)
            for row in self.rows[:MOST]
        ]

    def view(self, row: Pending, *, ticked: bool) -> PileRow:
        """One row."""
        alone = self.alone(row)
        return PileRow(
            reference=row.task.reference,
            who=row.who,
            asked=self.asked(row),
            role=self.role(row),
            href=where_done(row.task, row.link),
            value="" if alone else self.value(row),
            alone=alone,
            ticked=ticked,
        )

    def piece(
        self, request: Request, key: str, pair: Pair, make: Callable[[Pending, Attribution], Act]
    ) -> Piece:
        """The act on one row, if it waits for this person and can be done with others."""
        reference, about = pair
        row, own = self.row(pair), key_in(self.sitting.who.person.number, key, reference, about)
        if row is None:
            what, problem = self.unasked
            return Piece(reference, about, what, own, problem)
        if alone := self.alone(row):
            return Piece(reference, about, self.told(row), own, alone)
        act = make(row, self.sitting.by_one(request, key, reference, about))
        return Piece(reference, about, self.told(row), own, act=act)
