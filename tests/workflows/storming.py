"""The stage of a storm: one arrangement in force beside its model, and what has to hold of both."""

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlmodel import Session
from temporalio.client import WorkflowHistory, WorkflowUpdateFailedError
from temporalio.service import RPCError, RPCStatusCode

from policy.account import Standing
from policy.deadlines import A_DAY
from policy.duration import last_day
from policy.proposal import Proposal
from records import arrangements, concerns, tasks
from records.arrangements import spans_of
from tests import people
from tests.case import Case
from tests.replay.replaying import assert_replays, assert_same_timers
from tests.watched import Watched
from tests.workflows import storming_directory as directory
from tests.workflows.living_model import LivingModel
from tests.workflows.model import LINES
from tests.workflows.storming_clock import Clock
from tests.workflows.storming_roles import ZONE, instant
from tests.world import World
from workflows.arrangement import ArrangementWorkflow

TWENTY_PAST = timedelta(hours=12, minutes=20)
"""No deadline falls at that minute of any hour: whatever a step takes, none comes between."""

EQUIPMENT = '[{"item": "Laptop", "tag": "4711"}, {"item": "Telephone", "tag": "4712"}]'
LONGEST = 9
"""Months that an arrangement may last."""


@dataclass
class Stage:
    """One arrangement, its model, and the clock that both go by.

    `content` is what is in force, `tabled` what is being signed. `first_run` is its oldest history,
    `leaving` the one that it goes on from as soon as it rests.
    """

    world: World
    case: Case
    model: LivingModel
    clock: Clock
    content: Proposal
    tabled: Proposal
    first_run: str
    leaving: str = ""

    # Acts: each is taken exactly where the model takes it; once it has closed, nobody gets in.

    async def update(self, wanted: bool, act: Awaitable[object]) -> None:
        """An update is answered at once."""
        try:
            await act
        except WorkflowUpdateFailedError:
            assert not wanted
        except RPCError as error:
            self._let_nobody_in(error, wanted)
        else:
            assert wanted

    async def signal(self, wanted: bool, act: Awaitable[str]) -> None:
        """A signal is ruled on, as `act` finds on record."""
        try:
            ruled = await act
        except RPCError as error:
            self._let_nobody_in(error, wanted)
        else:
            assert (ruled != "refused") is wanted, ruled

    async def opened(self) -> None:
        """What is on the table is frozen; a certificate that has lapsed is given anew before."""
        purposes = ("sign", "provide")
        version = self.model.table
        standing = await self.case.until(
            lambda s: any((t.version, t.purpose in purposes) == (version, True) for t in s.tasks)
        )
        if "provide" in {task.purpose for task in standing.tasks}:
            valid_until = self.model.today + 300 * A_DAY
            provided = {"insurance_until": valid_until.isoformat()}
            await self.case.provide("employee", people.EMPLOYEE, **provided)
            self.tabled = replace(self.tabled, answers=self.tabled.answers | provided)
        await self.case.open_without_review(version)

    async def superseded(self) -> None:
        """The last line is signed: what was on the table is in force, and its documents filed."""
        self.content = self.tabled
        await self.case.until(lambda s: s.in_force == self.model.in_force)
        await self.case.filed()

    async def pass_until(self, at: datetime) -> None:
        """What is due by then falls due."""
        await self.clock.pass_until(at)
        self.model.pass_time(await self.world.now())

    async def begin_anew(self) -> None:
        """An operator asks for a fresh history: it begins once no modification is open."""
        self.leaving = await self.case.run_id()
        await self.case.handle.signal(ArrangementWorkflow.begin_anew)

    # What has to hold after every step, and at the end.

    async def holds(self) -> None:
        """The workflow, its records and the model say the same."""
        if self.model.closed:
            await Watched.closed(self.case)
        elif self.leaving and not self.model.table:
            await self.case.renewed(self.leaving)
            self.leaving = ""
        standing = await self.case.recorded()
        self._stands_where_the_model_does(standing)
        self._asks_who_holds_the_role(standing)
        _holds_one_version_at_a_time(standing)
        self.clock.none_comes_again(standing)
        with self.world.tools.sessions() as session:
            self._has_come_to_what_the_model_says(session)
            self._is_on_record(session, standing)

    async def look_back(self) -> None:
        """All signed what is in force; nothing has two keys; every history replays."""
        timeline = await self.case.timeline()
        assert [entry.seq for entry in timeline] == list(range(1, len(timeline) + 1))
        in_force = ("signed", self.model.in_force)
        signed = [entry.about for entry in timeline if (entry.kind, entry.version) == in_force]
        assert sorted(signed) == sorted(LINES)
        keys = [letter.key for letter in await self.case.letters()]
        assert len(keys) == len(set(keys))
        for history in await self.histories():
            await assert_replays(history)
            await assert_same_timers(history)

    async def histories(self) -> list[WorkflowHistory]:
        """Every history that it has made: each but the last names the next."""
        found, run = list[WorkflowHistory](), self.first_run
        while run:
            handle = self.world.client.get_workflow_handle(self.case.reference, run_id=run)
            found.append(await handle.fetch_history())
            last = found[-1].events[-1]
            run = last.workflow_execution_continued_as_new_event_attributes.new_execution_run_id
        return found

    def _let_nobody_in(self, error: RPCError, wanted: bool) -> None:
        """The engine itself turns away who comes after an arrangement has closed."""
        assert self.model.closed
        assert not wanted
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise error

    def _stands_where_the_model_does(self, standing: Standing) -> None:
        """One version in force, one modification at most, and when it ends."""
        model = self.model
        assert standing.in_force == model.in_force
        assert standing.version == (model.table or model.in_force)
        assert (standing.modification is not None) is bool(model.table)
        assert frozenset(standing.signed) == model.signed
        assert (standing.ending is not None) is model.over
        assert standing.ended_on == model.ended_on
        assert standing.ends_on == model.ends_on
        assert standing.notice_until == min(model.notices.values(), default=None)

    def _asks_who_holds_the_role(self, standing: Standing) -> None:
        """Every signature, approval and duty of its holder; nothing of anybody who has left."""
        model = self.model
        lines = set(LINES) - model.signed - model.declined if model.table else set[str]()
        waits = [("sign", line, line) for line in lines]
        for purpose, kind in (("approve", "approval"), ("duty", "duty")):
            waits += [(purpose, str(number), it.role) for number, it in model.still(kind).items()]
        wanted = [
            (purpose, about, person)
            for purpose, about, role in waits
            for person in model.asked(role)
        ]
        asked = [t for t in standing.tasks if t.purpose in {"sign", "approve", "duty"}]
        assert sorted((t.purpose, t.about, t.person) for t in asked) == sorted(wanted)
        assert model.copies == {t.version for t in standing.tasks if t.purpose == "copy"}
        received = {t.version for t in standing.tasks if t.purpose == "acknowledge"}
        assert received == (set() if model.closed else model.received)
        assert not [t for t in standing.tasks if t.role and t.person in {"", *model.left}]

    def _has_come_to_what_the_model_says(self, session: Session) -> None:
        """By number: what became of each concern, and until when it is to be done."""
        found = concerns.of_arrangement(session, self.case.reference)
        assert [(c.kind, c.rule, c.state, c.due_at, c.subject) for c in found] == [
            (it.kind, it.rule, it.state, it.due, it.subject) for it in self.model.came
        ]

    def _is_on_record(self, session: Session, standing: Standing) -> None:
        """The records hold the workflow's own account: every task, span and deadline."""
        row = arrangements.find(session, self.case.reference)
        asked = tasks.of_arrangement(session, self.case.reference)
        assert row is not None
        assert (row.status, row.ending) == (standing.status, standing.ending)
        assert (row.version, row.in_force) == (standing.version, standing.in_force)
        assert (row.ends_on, row.ended_on) == (standing.ends_on, standing.ended_on)
        assert (row.signed, spans_of(row)) == ([*standing.signed], standing.spans)
        kept = [(each["name"], datetime.fromisoformat(each["at"])) for each in row.deadlines]
        assert kept == [(each.name, each.at) for each in standing.deadlines]
        assert sorted((t.purpose, t.role, t.person, t.about, t.version) for t in asked) == sorted(
            (t.purpose.value, t.role, t.person, t.about, t.version) for t in standing.tasks
        )


async def a_stage(world: World, valid_days: int, *, delivered: bool = True) -> Stage:
    """In force, at noon, with a certificate that is valid so many days."""
    directory.as_at_first(world)
    today = (await world.now()).astimezone(ZONE).date()
    await world.skip_to(instant(today + A_DAY) + TWENTY_PAST)
    valid_until = today + valid_days * A_DAY
    case = await world.submit(insurance_until=valid_until.isoformat(), equipment=EQUIPMENT)
    await case.authorized()
    if delivered:
        await case.delivered()
    content = case.submission.proposal
    model = LivingModel(
        rules=case.program.in_force,
        now=await world.now(),
        ends_on=content.ends_on or date.max,
        items=EQUIPMENT,
        latest=last_day(content.starts_on, LONGEST),
        days={"certificate": valid_until},
        copies=set() if delivered else {1},
        received={1} if delivered else set(),
    )
    model.await_all()
    return Stage(world, case, model, Clock(case), content, content, await case.run_id())


def _holds_one_version_at_a_time(standing: Standing) -> None:
    """Spans follow one another without a gap; the last is that of the version in force."""
    for before, after in pairwise(standing.spans):
        assert before.ends_on is not None
        assert before.ends_on + A_DAY == after.starts_on
        assert before.version < after.version
    if standing.spans and not standing.ending:
        last = standing.spans[-1]
        assert (last.version, last.ends_on) == (standing.in_force, standing.ends_on)
