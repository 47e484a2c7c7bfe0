"""The registers of one agency: whoever writes into them is judged here, one after the other."""

from dataclasses import dataclass, field

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError

from workflows.identifiers import REFUSED
from workflows.options import RECORDED
from workflows.taking_turns import Turns, refusal_in

with workflow.unsafe.imports_passed_through():
    from activities.keeping import KEY_TAKEN, Keeping
    from policy.acts import RegisterWrite
    from policy.register import About

ENTRIES = 400
"""Entries that one history holds: far from the engine's limits, and quick to replay."""


@dataclass(frozen=True)
class Kept:
    """What goes on into a fresh history: the records hold everything else.

    `entries` counts what was written by register; a history begins anew after `at_most` more.
    """

    agency: str
    entries: dict[str, int] = field(default_factory=dict)
    at_most: int = ENTRIES


@workflow.defn
class RegisterWorkflow:
    """Keep an agency's registers: an entry is answered with its number once it is on record."""

    @workflow.init
    def __init__(self, kept: Kept) -> None:
        """Go on from what was kept."""
        self._agency = kept.agency
        self._entries = dict(kept.entries)
        self._turns = Turns(self._show)

    @workflow.run
    async def run(self, kept: Kept) -> None:
        """Take entries until the history is long; then begin a fresh one, with nothing open."""
        self._show()
        await self._turns.until_long(kept.at_most)
        workflow.continue_as_new(Kept(self._agency, self._entries, kept.at_most))

    @workflow.update
    async def write(self, act: RegisterWrite) -> int:
        """Somebody writes an entry; returns its number within its register and subject."""
        return await self._turns.take(lambda: self._keep(act))

    @write.validator
    def check_entry(self, act: RegisterWrite) -> None:
        """Refuse an entry that is not this person's to make, or says nothing."""
        objection = _objection(act)
        if objection:
            raise ApplicationError(objection, type=REFUSED, non_retryable=True)

    async def _keep(self, act: RegisterWrite) -> int:
        try:
            number = await workflow.execute_activity_method(
                Keeping.keep,
                args=[self._agency, act, workflow.now()],
                summary=f"Record an entry of the register {act.register}",
                **RECORDED,
            )
        except ActivityError as error:
            raise refusal_in(error, KEY_TAKEN) from error
        self._entries[act.register] = self._entries.get(act.register, 0) + 1
        return number

    def _show(self) -> None:
        """Let operators see what was written, and whether an entry waits for the records."""
        rows = "\n".join(f"| {name} | {self._entries[name]} |" for name in sorted(self._entries))
        table = f"\n\n| Register | Entries received |\n|:--|--:|\n{rows}" if rows else ""
        workflow.set_current_details(f"**Registers of {self._agency}: {self._turns.told}**{table}")


def _objection(act: RegisterWrite) -> str | None:
    """Why an entry cannot be made, or None."""
    if not set(act.roles) & set(act.holds):
        return "Only those whom the program names can write into this register."
    if (act.about is About.AGENCY) is bool(act.subject):
        return "This register is not about that."
    if not any(answer.strip() for answer in act.answers.values()):
        return "Nothing is filled in."
    return None
