"""One arrangement, from submission to its end: the story."""

import asyncio

from temporalio import workflow

from workflows.carried import Carried
from workflows.later import LaterDesk
from workflows.stepping import Stepping
from workflows.visibility import details, words_for

with workflow.unsafe.imports_passed_through():
    from activities.consulting import Consulting
    from activities.filing import Filing
    from activities.recording import Recording
    from policy.account import Happening, HeldUpBy, Standing
    from policy.acts import Submission
    from policy.notices import Kind


@workflow.defn
class ArrangementWorkflow(LaterDesk):
    """Review, decide, sign, file, and live out the term.

    The acts of people arrive at the desk and are written into the ledger; here the program's steps
    follow one another, and one coroutine puts every step on record as it happens.
    """

    @workflow.init
    def __init__(self, submission: Submission, kept: Carried | None = None) -> None:
        """Begin with a proposal, or go on from the history before."""
        super().__init__(submission)
        self._stepping = Stepping(self._ledger, lambda: self._show(self._ledger.standing()))
        self._is_known = kept is not None
        self._is_recording = False

    @workflow.run
    async def run(self, submission: Submission, kept: Carried | None = None) -> str:
        """Review, decide, sign, file, and live out the term; returns how it ended."""
        if kept is None:
            await self._open(submission)
        else:
            self.resume(kept)
        recorder = asyncio.create_task(self._keep_records())
        if kept is None:
            await self._decide()
            await self._sign_and_file()
        await self._live_out_the_term()
        return await self._close(recorder)

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
        ledger.holders, ledger.coordinators = opening.holders, opening.coordinators
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
        while self._is_tabled and not self._signing.complete:
            if not self._signing.frozen:
                await self._complete()
                await self._freeze()
            elif self._signing.stage_unasked:
                self._signing.ask()
            await self._hearing.rest(self._signing_turns)
        if self._is_tabled:
            await self._authorize()

    async def _complete(self) -> None:
        """What the program wants before signing is filled in by whoever owes it (IV)."""
        plan, ledger = self._ledger.plan, self._ledger
        while plan.needs and self._is_tabled:
            self._completing.changed = False
            found = await self._stepping.take(
                Consulting.completion,
                plan,
                ledger.proposal.answers,
                workflow.now(),
                summary="See what is missing before signing",
            )
            if not (self._is_tabled and found.missing):
                break
            self._completing.ask(found.missing)
            await self._hearing.rest(self._completing_turns)
        self._completing.close()

    async def _freeze(self) -> None:
        """Fix the documents of the version on the table before anybody signs (V)."""
        version = self._ledger.version
        if not self._is_tabled:
            return
        await self._recorded()
        summary = f"Freeze the documents of version {version}"
        freezing = asyncio.create_task(self._stepping.with_documents(Filing.freeze, summary))
        await workflow.wait_condition(lambda: freezing.done() or not self._is_on_table(version))
        if not self._is_on_table(version):
            freezing.cancel()
            await asyncio.gather(freezing, return_exceptions=True)
            self._stepping.go_on(HeldUpBy.DOCUMENTS)
            return
        frozen = await freezing
        self._signing.freeze(frozen.documents, frozen.holders)
        self._signing.ask()

    async def _authorize(self) -> None:
        """Every signature is recorded: the term and the copies' deadlines begin (IV.E, VI)."""
        ledger, proposal = self._ledger, self._ledger.proposal
        dates = await self._stepping.take(
            Consulting.dates,
            ledger.plan,
            proposal.starts_on,
            proposal.ends_on,
            workflow.now(),
            summary="Set the dates of the term",
        )
        if self._is_tabled:
            self._term.begin(dates.term)
            self._copies.owe(dates.copies)

    async def _file_copies(self) -> None:
        """Personnel file first, then whoever is owed a copy, within the week (V, VI)."""
        ledger = self._ledger
        if ledger.filed < ledger.in_force:
            await self._recorded()
            filed = await self._stepping.with_documents(Filing.file, "File the signed documents")
            self._copies.filed(filed.papers)

    async def _live_out_the_term(self) -> None:
        """Sign each modification, until it has ended and nothing is owed (IV.E, IV.I, V, VI)."""
        while not self._is_settled:
            await self._hearing.rest(self._living_turns)
            if self._ledger.modifying:
                await self._sign_and_file()
            elif not self._is_settled:
                await self._begin_anew()

    async def _begin_anew(self) -> None:
        """Go on in a fresh history, with everything on record and nobody being answered."""
        self._is_long = False
        await self._recorded()
        await workflow.wait_condition(workflow.all_handlers_finished)
        if not (self._ledger.modifying or self._ledger.ahead or self._hearing):
            workflow.continue_as_new(args=[self._ledger.submission, self.carry()])

    async def _close(self, recorder: "asyncio.Task[None]") -> str:
        """Put the rest on record and stop."""
        ledger = self._ledger
        ledger.drop(*(task.purpose for task in ledger.tasks))
        ledger.deadlines.clear_all()
        await ledger.deadlines.settle()
        await self._recorded()
        await workflow.wait_condition(workflow.all_handlers_finished)
        recorder.cancel()
        await asyncio.gather(recorder, return_exceptions=True)
        return str(ledger.ending)

    async def _keep_records(self) -> None:
        """Write every step as it happens: one at a time, in order, until it succeeds."""
        while True:
            await workflow.wait_condition(self._can_record)
            account = self._ledger.draw()
            self._is_recording = True
            self._show(account.standing)
            await self._stepping.take(
                Recording.record,
                account,
                None if self._is_known else self._ledger.submission,
                summary=words_for(account, self._ledger.plan),
            )
            self._is_known, self._is_recording = True, False

    async def _recorded(self) -> None:
        """Wait until the records hold everything that has happened."""
        await workflow.wait_condition(lambda: not self._ledger.ahead and not self._is_recording)

    def _show(self, standing: Standing) -> None:
        workflow.set_current_details(details(standing, self._ledger.plan))
        changes = self._shown.changes(standing)
        if changes:
            workflow.upsert_search_attributes(changes)

    def _can_record(self) -> bool:
        return self._ledger.ahead and not (self._stepping.busy or self._is_turning())

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

    def _is_turning(self) -> bool:
        """Whether an act has just opened the next step, which goes on record together with it."""
        signing = self._signing
        turns = signing.stage_unasked or signing.complete
        return self._is_tabled and (turns or self._completing.changed)

    def _living_turns(self) -> bool:
        is_long = self._is_long or workflow.info().is_continue_as_new_suggested()
        return self._is_settled or self._ledger.modifying or is_long

    def _completing_turns(self) -> bool:
        return not self._is_tabled or self._completing.changed

    def _signing_turns(self) -> bool:
        signing = self._signing
        turned = signing.complete or signing.stage_unasked or not signing.frozen
        return not self._is_tabled or turned
