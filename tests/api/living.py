"""Arrangements in force, and what happens to them: modifications, notices, endings."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from policy.account import Ending, Happening, Span, Standing, Status
from policy.changes import ModificationProposed
from policy.deadlines import A_DAY
from policy.proposal import Proposal
from policy.tasks import Purpose, Task
from tests import people
from tests.api.seeding import Story, full_answers
from tests.api.site import REFERENCE, Desk


@dataclass
class Living(Story):
    """One arrangement in force; each step is put on record at once."""

    modified: Proposal | None = None
    modification: Status | None = None
    notice_until: date | None = None
    ended_on: date | None = None
    earlier: tuple[Span, ...] = ()
    signed_before: tuple[str, ...] = ()

    @property
    def proposal(self) -> Proposal:
        """The version on the table."""
        return self.modified or super().proposal

    def standing(self) -> Standing:
        """Where it stands now."""
        usual = super().standing()
        last = self.earlier[-1].ends_on if self.earlier else None
        new = tuple(replace(s, starts_on=last + A_DAY) if last else s for s in usual.spans)
        spans = (*self.earlier, *new)
        return replace(
            usual,
            modification=self.modification,
            notice_until=self.notice_until,
            ended_on=self.ended_on,
            spans=spans,
        )

    def modify(
        self, role: str = "employee", reason: str = "The bus runs later.", **answers: str
    ) -> Self:
        """Propose a modification with these answers changed; everybody is asked to sign it."""
        before = self.proposal
        self.modified = replace(before, answers={**before.answers, **answers})
        self.signed_before, self.signed = self.signed, ()
        self.version += 1
        self.modification = Status.SIGNING
        self.proposals = [(self.version, self.modified)]
        person = self.holders[role]
        self.note(Happening.MODIFICATION_PROPOSED, role, person=person, note=reason)
        self.tasks = ()
        self.write()
        self._fix_documents()
        self.tasks = tuple(
            Task(Purpose.SIGN, line.role, self.holders[line.role], self.now, self.version, line.id)
            for line in self.plan.lines
        )
        self.write()
        return self

    def close_modification(self, outcome: str = "withdrawn") -> Self:
        """It comes to nothing; its version is spent."""
        self.note(Happening.MODIFICATION_CLOSED, "employee", about=outcome)
        self.version, self.signed = self.in_force, self.signed_before
        self.modified, self.modification, self.tasks = None, None, ()
        self.write()
        return self

    def take_effect(self) -> Self:
        """Everybody has signed the modification: it is in force from tomorrow on."""
        today = self.now.date()
        self.earlier = (*self.earlier, Span(self.in_force, self.starts_on, today))
        self.signed = tuple(line.id for line in self.plan.lines)
        before, self.in_force = self.in_force, self.version
        self.modification, self.tasks = None, ()
        self.note(Happening.AUTHORIZED)
        self.note(Happening.SUPERSEDED, about=str(before))
        self.write()
        return self

    def give_notice(self, last_day: date, because: str = "operating_needs", role: str = "") -> Self:
        """The agency gives notice, or whoever plays `role`; the earlier day holds."""
        role = role or self.plan.coordinator
        evidence = {"last_day": last_day.isoformat(), "because": because}
        self.note(
            Happening.NOTICE_GIVEN,
            role,
            person=self.holders[role],
            about=because,
            note="The work has changed.",
            evidence=evidence,
        )
        self.notice_until = min(last_day, self.notice_until or last_day)
        self.write()
        return self

    def end_at_once(self, because: str, **details: str) -> Self:
        """The agency ends it at once."""
        role, ending = self.plan.coordinator, Ending.TERMINATED_AT_ONCE
        self.note(
            Happening.ENDED,
            role,
            person=self.holders[role],
            about=ending,
            evidence={"because": because, **details},
        )
        self.ending, self.tasks, self.deadlines = ending, (), ()
        self.ended_on = self.now.date() + A_DAY
        self.move(Status.ENDED)
        self.write()
        return self


def living(desk: Desk, reference: str = REFERENCE, **changes: str) -> Living:
    """An arrangement in force since December 1, with every copy delivered."""
    answers = full_answers(desk, "connecticut") | {"name": "Ana Rivera", "number": people.EMPLOYEE}
    story = Living(desk, reference, answers={**answers, **changes})
    story.submit().review().approve().sign().deliver()
    desk.clock.pass_by(days=10)
    story.start()
    return story


def modification(desk: Desk) -> ModificationProposed:
    """The modification that reached the engine."""
    [(_, act)] = desk.door.acts
    assert isinstance(act, ModificationProposed)
    return act
