"""Random requests, decisions, reports and duties on an arrangement in force."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from policy.deadlines import A_DAY
from tests import people
from tests.workflows.storming_answers import Given, asking, filled
from tests.workflows.storming_lives import AHEAD, ANYBODY, NTH, WHICH, Life, Which

ITEMS = ("Laptop, 4711", "Telephone, 4712", "As agreed.")


class Requests(Life):
    """What comes up."""

    @rule(which=WHICH, person=ANYBODY, days=AHEAD, lasting=st.sampled_from((False, False, True)))
    def ask(self, which: Which, person: str, days: int, lasting: bool) -> None:
        """Any approval of the program's, for a day past or coming."""
        approval = which.of(self.model.rules.approvals)
        role = which.role_of(approval.asked_by)
        person = person or self.model.holder(role) or people.COLLEAGUE
        given = Given(self.model.today + days * A_DAY, which.choice, len(self.model.came))
        answers = asking(approval, given, lasting=lasting)
        wanted = self.model.ask(approval, role, person, answers)
        asked = self.case.ask_for(approval.id, answers, role=role, person=person)
        self.run(self.stage.update(wanted, asked))

    @precondition(lambda self: self.model.came)
    @rule(number=NTH, person=ANYBODY, approved=st.booleans(), note=st.sampled_from(("So.", "")))
    def decide(self, number: int, person: str, approved: bool, note: str) -> None:
        """On what was asked for, or on what is no approval."""
        number, role = self._came("approval", number)
        person = person or self.model.holder(role) or people.COLLEAGUE
        wanted = self.model.decide(number, person, approved=approved, note=note)
        ruled = self.case.rule_on(number, approved=approved, person=person, note=note)
        self.run(self.stage.signal(wanted, ruled))

    @precondition(lambda self: self.model.came)
    @rule(number=NTH, person=ANYBODY)
    def withdraw(self, number: int, person: str) -> None:
        """What was asked for is taken back."""
        number, _ = self._came("approval", number)
        person = person or people.COORDINATOR
        self.run(
            self.stage.update(
                self.model.withdraw(number, person), self.case.take_back(number, person)
            )
        )

    @rule(which=WHICH, person=ANYBODY)
    def report(self, which: Which, person: str) -> None:
        """Any report of the program's."""
        report = which.of(self.model.rules.reports)
        role = which.role_of(report.made_by)
        person = person or self.model.holder(role) or people.COLLEAGUE
        answers = filled(report.fields, Given(self.model.today, which.choice))
        answers |= {"item": ITEMS[which.choice % len(ITEMS)]} if report.item else {}
        open_to_all = not self.model.closed
        wanted = open_to_all and self.model.report(report.id, role, person, answers)
        made = self.case.report(report.id, answers, role=role, person=person)
        self.run(self.stage.signal(wanted, made))

    @precondition(lambda self: self.model.came)
    @rule(number=NTH, person=ANYBODY, days=st.integers(-5, 90), choice=NTH, blank=st.booleans())
    def do(self, number: int, person: str, days: int, choice: int, blank: bool) -> None:
        """What is owed, or is no duty."""
        number, role = self._came("duty", number)
        person = person or self.model.holder(role) or people.COORDINATOR
        duty = self.model.rules.duty(self.model.came[number - 1].rule)
        day = self.model.today + days * A_DAY
        answers = filled(duty.fields if duty else (), Given(day, choice))
        answers = {} if blank and choice else answers
        wanted = self.model.do(number, person, answers)
        self.run(self.stage.signal(wanted, self.case.do_duty(number, person, answers)))
