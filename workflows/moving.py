"""The directory has others in the roles: open tasks and links move to them (GL32 V).

Everybody concerned is told once; a task never points to somebody who holds its role no more, nor
to nobody.
"""

from temporalio import workflow

from workflows.handing import Handing
from workflows.ledger import Ledger

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening
    from policy.acts import Attribution
    from policy.changes import HoldersChanged
    from policy.notices import Kind


class Moving:
    """Hands over what a role owes to whoever holds it by the directory."""

    def __init__(self, ledger: Ledger, handing: Handing) -> None:
        """Nobody has moved."""
        self._ledger = ledger
        self._handing = handing

    def change(self, act: HoldersChanged) -> None:
        """Let these hold the roles; what is the same, or older than was heard, changes nothing."""
        ledger, heard = self._ledger, self._ledger.directory_of
        if heard is not None and act.by.at < heard:
            return
        ledger.directory_of = act.by.at
        before = {role: ledger.held_by(role) for role in ledger.holders}
        ledger.appoint(act.holders, act.coordinators, act.departed)
        for role in sorted(ledger.holders):
            former = before.get(role, ())
            if ledger.held_by(role) != former:
                self._note(role, former, act.by)
                self._tell_former(role, former, act)
                self._tell_employee(role, former)
            if not self._handing.over(role):
                self._welcome(role, former)

    def _welcome(self, role: str, former: tuple[str, ...]) -> None:
        """Who holds a role from now on is told, though it owes nothing yet."""
        for person in self._ledger.held_by(role):
            if person not in former:
                self._ledger.tell(Kind.HOLDER_CHANGED, role, person, outcome="gained")

    def _tell_former(self, role: str, former: tuple[str, ...], act: HoldersChanged) -> None:
        """Who holds it no more need not act; who has left is written to no more."""
        ledger, now = self._ledger, self._ledger.held_by(role)
        for person in former:
            if person not in now and person not in act.departed:
                ledger.tell(Kind.HOLDER_CHANGED, role, person, outcome="lost")

    def _tell_employee(self, role: str, former: tuple[str, ...]) -> None:
        """The employee has to know whom to call: their supervisor and their manager (IV.K)."""
        ledger, now = self._ledger, self._ledger.held_by(role)
        if role in ledger.plan.leaders and now and now[:1] != former[:1] and not ledger.over:
            kind, title = Kind.HOLDER_CHANGED, ledger.title(role)
            facts = {"outcome": "led", "part": title, "leader": now[0]}
            ledger.tell(kind, ledger.plan.employee, ledger.employee, known=facts)

    def _note(self, role: str, former: tuple[str, ...], by: Attribution) -> None:
        now = self._ledger.held_by(role)
        self._ledger.note(
            Happening.HOLDER_CHANGED,
            by,
            role=role,
            about=now[0] if now else "",
            evidence={"replaced": " ".join(former), "holders": " ".join(now)},
        )
