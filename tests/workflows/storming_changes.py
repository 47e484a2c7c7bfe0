"""Random changes of what is in force: proposed, amended, signed, declined, left."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from policy.deadlines import A_DAY
from policy.proposal import Proposal
from tests import people
from tests.workflows.model import LINES
from tests.workflows.storming_lives import AHEAD, ANYBODY, COORDINATOR, LINE, NTH, Life
from tests.workflows.storming_roles import HR
from tests.world import modified

CHANGES = ("week", "duties_away", "location_address", "equipment_wanted", "ends_on")
WEEKDAYS = ("monday", "wednesday", "friday")


class Changes(Life):
    """Modifications."""

    @rule(person=ANYBODY, role=st.sampled_from(("employee", HR)), change=NTH, days=AHEAD)
    def propose(self, person: str, role: str, change: int, days: int) -> None:
        """A modification of the schedule, duties, place, equipment or duration."""
        person = person or self.model.holder(role) or people.COLLEAGUE
        proposed = self._changed(self.stage.content, CHANGES[change % len(CHANGES)], days)
        ends_on = proposed.ends_on or self.model.ends_on
        wanted = self.model.propose(role, person, ends_on)
        self.run(self.stage.update(wanted, self.case.propose(proposed, role=role, person=person)))
        if wanted:
            self.stage.tabled = proposed
            self.run(self.stage.opened())

    @rule(person=COORDINATOR)
    def amend(self, person: str) -> None:
        """What is to be signed is changed once more."""
        changed = self._changed(self.stage.tabled, "duties_away", 0)
        wanted = self.model.amend(person)
        self.run(self.stage.update(wanted, self.case.amend(changed, person=person)))
        if wanted:
            self.stage.tabled = changed
            self.run(self.stage.opened())

    @rule(person=ANYBODY)
    def close(self, person: str) -> None:
        """The modification is left."""
        person = person or people.COORDINATOR
        self.run(self.stage.update(self.model.close(person), self.case.close(person, "Not now.")))

    @rule(line=LINE, person=ANYBODY, age=st.sampled_from((0, 0, 0, 1)))
    def sign(self, line: str, person: str, age: int) -> None:
        """A line, of the newest version or of the one before."""
        person = person or self.model.holder(line) or people.COLLEAGUE
        version = self.model.fixed - age
        wanted = self.model.sign(line, person, version)
        self.run(self.stage.signal(wanted, self._sign(line, person, version)))
        self._superseded(wanted)

    @precondition(lambda self: self.model.table)
    @rule()
    def everybody_signs(self) -> None:
        """Whoever has not, where every role is held: it supersedes."""
        for line in LINES:
            person, version = self.model.holder(line), self.model.table
            if person and line not in self.model.signed:
                assert self.model.sign(line, person, version)
                self.run(self.stage.signal(True, self._sign(line, person, version)))
        self._superseded(not self.model.table)

    @rule(line=LINE, person=ANYBODY)
    def decline(self, line: str, person: str) -> None:
        """A line is declined."""
        person = person or self.model.holder(line) or people.COLLEAGUE
        version = self.model.fixed
        wanted = self.model.decline(line, person, version)
        self.run(self.stage.signal(wanted, self._decline(line, person, version)))

    @rule(line=LINE, person=COORDINATOR)
    def ask_again(self, line: str, person: str) -> None:
        """Who declined is asked to reconsider."""
        wanted = self.model.ask_again(line, person)
        self.run(self.stage.update(wanted, self.case.ask_again(line, person=person)))

    def _changed(self, content: Proposal, change: str, days: int) -> Proposal:
        """Some content with something else in it, and the certificate that is on file."""
        answers = content.answers | {"insurance_until": self.model.days["certificate"].isoformat()}
        content = replace(content, answers=answers)
        number = self.model.fixed
        if change == "week":
            return modified(content, WEEKDAYS[number % len(WEEKDAYS)])
        if change == "ends_on":
            return replace(content, ends_on=self.model.ends_on + (10 * days or 1) * A_DAY)
        return replace(content, answers=answers | {change: f"Number {number}"})

    async def _sign(self, line: str, person: str, version: int) -> str:
        act = await self.case.sign(line, person, version=version)
        return (await self.case.answered(act.by.key)).kind

    async def _decline(self, line: str, person: str, version: int) -> str:
        act = await self.case.decline(line, person, version=version)
        return (await self.case.answered(act.by.key)).kind

    def _superseded(self, wanted: bool) -> None:
        """Once the last line is signed, its documents are filed."""
        if wanted and not self.model.table:
            self.run(self.stage.superseded())
