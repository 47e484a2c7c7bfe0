"""Completing: what the program wants filled in before anybody signs (GL32 IV.C to IV.J)."""

from collections.abc import Mapping
from dataclasses import replace

from temporalio import workflow

from workflows.ledger import Ledger
from workflows.reminding import Reminders

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening, Status
    from policy.acts import Provided
    from policy.concerns import ConcernKind
    from policy.forms.needs import without_lapsed
    from policy.holders import asked_of
    from policy.plan import Need, Plan
    from policy.proposal import Proposal
    from policy.signing import Ruling
    from policy.tasks import Purpose


def filled_in(proposal: Proposal, answers: dict[str, str]) -> Proposal:
    """The proposal with further fields of its form filled in; a blank one is left out."""
    merged = proposal.answers | answers
    return replace(proposal, answers={name: given for name, given in merged.items() if given})


def changed_by_agency(plan: Plan, before: Proposal, after: Proposal) -> Proposal:
    """A proposal as the agency changed it, with what other roles had filled in before.

    What it left blank of that is taken out, and asked for anew: nobody writes in another's place.
    """
    theirs = (need.field for need in plan.needs if need.role != plan.employee)
    others = [name for name in theirs if after.answers.get(name) != ""]
    return filled_in(after, {name: before.answers.get(name, "") for name in others})


def filled(answers: dict[str, str]) -> dict[str, str]:
    """What the record says of who filled in which fields, as evidence."""
    return {f"answer.{name}": given for name, given in answers.items()}


class Completing:
    """The fields that are still missing, and who is asked to fill them in."""

    def __init__(self, ledger: Ledger, reminders: Reminders) -> None:
        """Nothing was looked at yet."""
        self._ledger = ledger
        self._reminders = reminders
        self._is_open = False
        self.changed = False
        """Whether something was filled in since it was looked at last."""

    def own(self, role: str) -> frozenset[str]:
        """The fields that a role fills in after the submission."""
        return frozenset(need.field for need in self._ledger.plan.needs if need.role == role)

    def objection_to_answers(self, role: str, answers: dict[str, str]) -> str | None:
        """Why a role cannot fill in these fields, or None."""
        foreign = sorted(set(answers) - self.own(role))
        if not foreign:
            return None
        return f"these fields are not this role's to fill in: {', '.join(foreign)}"

    def renew(self) -> None:
        """What has lapsed by now is taken out of the version on the table, and asked for (IV.J)."""
        ledger = self._ledger
        fresh = without_lapsed(ledger.plan.needs, ledger.proposal.answers, ledger.today)
        if fresh != ledger.proposal.answers:
            ledger.fix(ledger.version, replace(ledger.proposal, answers=dict(fresh)))

    def ask(self, missing: tuple[Need, ...]) -> None:
        """Ask every role for what it still owes; whoever has provided it is asked no more.

        What a duty asks of the same role is not asked twice: doing it brings it here.
        """
        ledger, self._is_open = self._ledger, True
        coming = self._coming
        owing = dict.fromkeys(
            need.role for need in missing if (need.role, need.field) not in coming
        )
        asked = ledger.asked(Purpose.PROVIDE)
        for role in sorted(asked - set(owing)):
            ledger.drop(Purpose.PROVIDE, role=role)
        if ledger.phase is not Status.COMPLETING:
            ledger.move(Status.COMPLETING)
        new = [role for role in owing if role not in asked]
        for role in new:
            self._ask(role)
        if new:
            self._reminders.start()

    def look_again(self, brought: Mapping[str, str] | None = None) -> None:
        """A duty was opened, or done: what it brought need not be filled in any more."""
        if not self._is_open:
            return
        ledger, self.changed = self._ledger, True
        named = {need.field for need in ledger.plan.needs}
        given = {name: it for name, it in (brought or {}).items() if name in named}
        if given:
            ledger.fix(ledger.version, filled_in(ledger.proposal, given))

    def close(self) -> None:
        """Nothing is missing any more: from here on the answers stand as they are."""
        self._is_open, self.changed = False, False
        self._ledger.drop(Purpose.PROVIDE)
        self._reminders.stop()

    @property
    def _coming(self) -> frozenset[tuple[str, str]]:
        """The role and the field of all that open duties ask for (IV.H, IV.J)."""
        ledger = self._ledger
        return frozenset(
            (duty.role, name)
            for duty in ledger.concerns.open_ones(ConcernKind.DUTY)
            if (asks := ledger.plan.asks.get(duty.rule))
            for name in asks.fields
        )

    def _ask(self, role: str) -> None:
        ledger = self._ledger
        whom = asked_of(ledger.held_by(role))
        ledger.note(Happening.COMPLETION_ASKED, role=role, evidence=whom)
        ledger.invite(Purpose.PROVIDE, role, known={"in_force": ledger.kept_meanwhile})

    def take(self, act: Provided) -> None:
        """Fill in what a role provides; it is looked at again whether something is missing."""
        objection = self._objection(act)
        if objection:
            self._ledger.refuse(act.by, objection, role=act.role)
            return
        ledger = self._ledger
        self.renew()
        ledger.fix(ledger.version, filled_in(ledger.proposal, act.answers))
        ledger.note(Happening.PROVIDED, act.by, role=act.role, evidence=filled(act.answers))
        self.changed = True

    def _objection(self, act: Provided) -> str | None:
        ledger = self._ledger
        if ledger.over:
            return Ruling.ENDED
        if not self._is_open:
            return "nothing is asked for now"
        if not any(given.strip() for given in act.answers.values()):
            return "nothing is filled in"
        objection = ledger.objection_to_acting(act.role, act.by)
        return objection or self.objection_to_answers(act.role, act.answers)
