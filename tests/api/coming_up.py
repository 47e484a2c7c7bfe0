"""An arrangement in force with what comes up in it, put on record as a workflow would."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from policy.account import Happening
from policy.concerns import Concern, ConcernKind, ConcernState
from policy.deadlines import end_of_day, local_date, offsets
from policy.living.approving import day_of, decided_by
from policy.tasks import Purpose
from tests.api.seeding import Story, full_answers
from tests.api.site import Desk

INJURY = {
    "day": "12/1/2026",
    "at": "8:45 am",
    "at_work": "yes",
    "what": "A fall on the stairs.",
    "claimed": "Not known yet",
}
DAY_CHANGE = {"day": "2026-12-08", "moved_to": "2026-12-09", "why": "A training", "ongoing": "no"}
"""A Tuesday to be worked at the duty station, and the Wednesday at the location instead."""

HAPPENED = {
    ConcernState.APPROVED: Happening.APPROVAL_GIVEN,
    ConcernState.REFUSED: Happening.APPROVAL_REFUSED,
    ConcernState.LAPSED: Happening.APPROVAL_LAPSED,
    ConcernState.WITHDRAWN: Happening.APPROVAL_WITHDRAWN,
    ConcernState.DONE: Happening.DUTY_DONE,
    ConcernState.DROPPED: Happening.DUTY_DROPPED,
}


@dataclass
class Life(Story):
    """One arrangement that everybody has signed, and what comes up in it."""

    known: dict[int, Concern] = field(default_factory=dict)

    def request(self, rule: str, answers: dict[str, str], key: str = "") -> Concern:
        """The first role that may asks for a written approval, or issues what is not decided."""
        found = self.program.in_force.approval(rule)
        assert found is not None
        there = offsets(self.plan.time_zone, self.now)
        concern = replace(
            self._open(ConcernKind.APPROVAL, rule, found.asked_by[0]),
            answers=answers,
            on=day_of(found.on, answers),
            due_at=decided_by(found, answers, self.now, there) if found.decided_by else None,
        )
        if found.decided_by:
            self._ask(Purpose.APPROVE, found.decided_by, concern)
            return self._note(concern, Happening.APPROVAL_ASKED, concern.role, key)
        issued = replace(concern, state=ConcernState.ISSUED, closed_at=self.now)
        return self._note(issued, Happening.APPROVAL_ISSUED, concern.role, key)

    def close(  # noqa: PLR0913 - what may become of a concern
        self,
        concern: Concern,
        state: ConcernState,
        role: str = "",
        *,
        note: str = "",
        closing: dict[str, str] | None = None,
        key: str = "",
    ) -> Concern:
        """What becomes of a request or a duty, by whoever holds that role."""
        closed = replace(
            concern,
            state=state,
            closed_at=self.now,
            closed_role=role,
            closed_by=self.holders.get(role, ""),
            closing=closing or {},
            note=note,
        )
        about = str(concern.number)
        self.tasks = tuple(task for task in self.tasks if task.about != about)
        return self._note(closed, HAPPENED[state], role, key)

    def report(self, rule: str, answers: dict[str, str], *, role: str = "") -> Concern:
        """A report, with the duties that it opens."""
        found = self.program.in_force.report(rule)
        assert found is not None
        maker = role or found.made_by[0]
        on = day_of(found.on, answers)
        concern = replace(self._open(ConcernKind.REPORT, rule, maker), answers=answers, on=on)
        made = replace(concern, state=ConcernState.MADE, closed_at=self.now, closed_role=maker)
        self._note(made, Happening.REPORTED, maker)
        for duty in found.opens:
            self.owe(duty, parent=concern.number)
        return made

    def owe(self, rule: str, *, parent: int = 0, subject: str = "") -> Concern:
        """A duty opens."""
        found = self.program.in_force.duty(rule)
        assert found is not None
        zone = self.plan.time_zone
        last = local_date(self.now, zone) + timedelta(days=found.due_within_days)
        due_at = end_of_day(last, zone)
        owed = replace(
            self._open(ConcernKind.DUTY, rule, found.role),
            person="",
            due_at=due_at,
            parent=parent,
            subject=subject,
        )
        self._ask(Purpose.DUTY, found.role, owed)
        return self._note(owed, Happening.DUTY_OPENED, found.role)

    def _open(self, kind: ConcernKind, rule: str, role: str) -> Concern:
        return Concern(
            number=len(self.known) + 1,
            kind=kind,
            rule=rule,
            state=ConcernState.OPEN,
            role=role,
            person=self.holders[role],
            opened_at=self.now,
        )

    def _ask(self, purpose: Purpose, role: str, concern: Concern) -> None:
        self.tasks = (*self.tasks, *self.asked(purpose, [role], str(concern.number)))

    def _note(self, concern: Concern, kind: Happening, role: str, key: str = "") -> Concern:
        """Put the step on record."""
        acting = kind is not Happening.DUTY_OPENED
        person = self.holders.get(role, "") if acting else ""
        self.known[concern.number] = concern
        self.concerns = [concern]
        self.note(kind, role, person=person, about=str(concern.number), note=concern.note, key=key)
        self.write()
        return concern


def city_life(desk: Desk) -> Life:
    """An assignment under the other program that everybody has signed."""
    life = Life.of_city(desk)
    life.submit().freeze().sign()
    return life


def in_force(desk: Desk, **answers: str) -> Life:
    """An arrangement in force since December 1, with no copy owed any more."""
    whole = {**full_answers(desk, "connecticut"), **answers}
    life = Life(desk, answers=whole)
    life.submit().review().approve().sign().deliver()
    desk.clock.now = datetime.fromisoformat("2026-12-01T14:00:00+00:00")
    life.tasks = ()
    life.start()
    return life
