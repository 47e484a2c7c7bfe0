"""One arrangement, from submission to its end: the story."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TypeVar

from temporalio import workflow

from workflows.carried import Carried
from workflows.later import LaterDesk
from workflows.recorder import Recorder
from workflows.stepping import Stepping

with workflow.unsafe.imports_passed_through():
    from activities.consulting import Consulting
    from activities.filing import Filing, Frozen, Known
    from policy.account import Happening
    from policy.acts import Submission
    from policy.notices import Kind

T = TypeVar("T")


@workflow.defn
class ArrangementWorkflow(LaterDesk):
    """Review, decide, sign, file, and live out the term.

    The acts of people arrive at the desk and are written into the ledger; here the program's steps
    follow one another, while the recorder puts each of them on record as it happens.
    """

    @workflow.init
    def __init__(self, submission: Submission, kept: Carried | None = None) -> None:
        """Begin with a proposal, or go on from the history before."""
        super().__init__(submission)
        ledger, shown = self._ledger, self._shown
        self._stepping = Stepping(ledger, lambda: shown.show(ledger.standing()))
        self._recorder = Recorder(
            ledger, self._stepping, shown, self._hearing, known=kept is not None
        )

    @workflow.run
    async def run(self, submission: Submission, kept: Carried | None = None) -> str:
        """Review, decide, sign, file, and live out the term; returns how it ended."""
        if kept is None:
            await self._open(submission)
            self._recorder.start()
            await self._decide()
            await self._sign_and_file()
        else:
            self.resume(kept)
            self._recorder.start()
        await self._live_out_the_term()
        return await self._close()

    async def _open(self, submission: Submission) -> None:
        """The proposal comes in: who plays which part is looked up, and the employee is told."""
        ledger, role = self._ledger, self._ledger.plan.employee
        ledger.note(Happening.SUBMITTED, submission.by, role=role)
        opening = await self._stepping.take(
            Consulting.opening,
            submission,
            workflow.now(),
            summary="Look up who plays which part",
        )
        ledger.hold(opening.holders)
        ledger.coordinators = (*opening.coordinators, *ledger.coordinators)
        ledger.clocks = opening.clocks
        ledger.tell(Kind.PROPOSAL_RECEIVED, role, ledger.employee)
        if ledger.plan.decider and not ledger.over:
            self._review.open()

    async def _decide(self) -> None:
        """Reviewed by those the program names, decided by the agency (III); or only signed."""
        if self._ledger.plan.decider:
            await self._hearing.rest(lambda: bool(self._ledger.over or self._review.decision))
        else:
            self._ledger.fix(1, self._ledger.proposal)

    async def _sign_and_file(self) -> None:
        """A version is signed by everybody, takes effect, and its copies go out (V, VI)."""
        await self._gather_signatures()
        await self._file_copies()

    async def _gather_signatures(self) -> None:
        """Freeze each version and ask stage by stage, until every line is signed (V)."""
        signing = self._signing
        while self._is_tabled and not signing.complete:
            version = self._ledger.version
            if not signing.frozen:
                await self._freeze(version)
            elif signing.stage_unasked:
                signing.ask()
            await self._hearing.rest(self._signing_turns)
        self._authorize()

    async def _freeze(self, version: int) -> None:
        """Fix the documents of a version before anybody signs, once it is complete (IV, V)."""
        frozen = await self._completed(version)
        if frozen is not None:
            self._signing.freeze(frozen)
            self._signing.ask()

    async def _completed(self, version: int) -> Frozen | None:
        """What the program wants before signing is filled in by whoever owes it (IV)."""
        completing, frozen = self._completing, None
        while self._is_on_table(version) and frozen is None:
            completing.changed = False
            completing.renew()
            await self._recorder.caught_up()
            found = await self._step_on(version, self._fix_documents)
            if found is not None and found.missing:
                completing.ask(found.missing)
                await self._hearing.rest(
                    lambda: completing.changed or not self._is_on_table(version)
                )
            else:
                frozen = found
        completing.close()
        return frozen

    def _authorize(self) -> None:
        """Every signature is recorded: the term and the copies' deadlines begin (IV.E, VI)."""
        if self._is_tabled:
            self._term.begin()
            self._copies.owe()

    async def _file_copies(self) -> None:
        """Personnel file first, then whoever is owed a copy, within the week (V, VI)."""
        ledger = self._ledger
        if ledger.filed < ledger.in_force:
            await self._recorder.caught_up()
            filed = await self._stepping.with_documents(
                Filing.file, summary="File the signed documents"
            )
            self._copies.filed(filed)

    async def _live_out_the_term(self) -> None:
        """Sign each modification, until it has ended and nothing is owed (IV.E, IV.I, V, VI)."""
        while not self._is_finished:
            await self._hearing.rest(self._living_turns)
            self._ledger.deadlines.collect()
            if self._ledger.modifying:
                await self._sign_and_file()
            elif self._is_settled:
                await self._put_to_rest()
            elif self._begins_anew:
                workflow.continue_as_new(args=[self._ledger.submission, self.carry()])

    async def _put_to_rest(self) -> None:
        """Ask for nothing any more; whoever acts while the last goes on record is heard."""
        ledger = self._ledger
        ledger.drop(*(task.purpose for task in ledger.tasks))
        ledger.deadlines.clear_all()
        self._early.give_up()
        await self._hearing.rest(lambda: self._is_at_rest or not self._is_settled)

    async def _close(self) -> str:
        """Everything is on record: stop."""
        await self._ledger.deadlines.settle()
        await self._recorder.stop()
        return str(self._ledger.ending)

    async def _fix_documents(self) -> Frozen:
        ledger = self._ledger
        return await self._stepping.with_documents(
            Filing.freeze,
            Known(ledger.plan.needs, ledger.holders, ledger.clocks),
            summary=f"Freeze the documents of version {ledger.version}",
        )

    async def _step_on(
        self, version: int, step: Callable[[], Coroutine[object, object, T]]
    ) -> T | None:
        """What a step finds for a version; None once that version has left the table."""
        if not self._is_on_table(version):
            return None
        taken = asyncio.create_task(step())
        await workflow.wait_condition(lambda: taken.done() or not self._is_on_table(version))
        if self._is_on_table(version):
            return await taken
        taken.cancel()
        await asyncio.gather(taken, return_exceptions=True)
        return None

    @property
    def _is_tabled(self) -> bool:
        """Whether a version is on the table that is not in force yet."""
        ledger = self._ledger
        return not ledger.over and ledger.version > ledger.in_force

    def _is_on_table(self, version: int) -> bool:
        return self._is_tabled and self._ledger.version == version

    @property
    def _is_settled(self) -> bool:
        """Whether it has ended and nothing is owed."""
        return self._ledger.over and not (self._copies.owed or self._duties.owed)

    @property
    def _is_finished(self) -> bool:
        """Whether nobody is asked for anything any more, and everything is on record."""
        ledger = self._ledger
        left = ledger.tasks or ledger.deadlines.listed() or self._early
        return self._is_settled and self._is_at_rest and not left

    @property
    def _is_at_rest(self) -> bool:
        """Whether every act is ruled on, answered, and on record."""
        answered = workflow.all_handlers_finished()
        return self._recorder.has_all and answered and not self._hearing

    def _living_turns(self) -> bool:
        return self._is_settled or self._ledger.modifying or self._begins_anew

    @property
    def _begins_anew(self) -> bool:
        """Whether it is time for a fresh history, and nothing would be left behind in this one."""
        is_long = self._is_long or workflow.info().is_continue_as_new_suggested()
        return is_long and self._is_at_rest and not self._early

    def _signing_turns(self) -> bool:
        signing = self._signing
        turned = signing.complete or signing.stage_unasked or not signing.frozen
        return not self._is_tabled or turned
