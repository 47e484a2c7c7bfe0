"""The directory has others in the roles: open tasks and links move to them (GL32 V).

Everybody concerned is told once; a task never points to somebody who holds its role no more.
"""

from temporalio import workflow

from workflows.ledger import Ledger
from workflows.notices import INVITATIONS
from workflows.signing import Signing
from workflows.told import told_of_task

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening
    from policy.acts import Attribution
    from policy.changes import HoldersChanged
    from policy.holders import persons
    from policy.notices import Kind
    from policy.tasks import Purpose


class Moving:
    """Hands over what a role owes to whoever holds it by the directory."""

    def __init__(self, ledger: Ledger, signing: Signing) -> None:
        """Nobody has moved."""
        self._ledger = ledger
        self._signing = signing

    def change(self, act: HoldersChanged) -> None:
        """Let these hold the roles; what is the same changes nothing."""
        ledger = self._ledger
        before = {role: persons(ledger.holders, role) for role in sorted(ledger.holders)}
        ledger.coordinators = tuple(n for n in act.coordinators if n != ledger.employee)
        ledger.appoint(act.holders, act.departed)
        for role in sorted(ledger.holders):
            former = before.get(role, ())
            if persons(ledger.holders, role) != former:
                self._move(role, former, act)

    def _move(self, role: str, former: tuple[str, ...], act: HoldersChanged) -> None:
        ledger, now = self._ledger, persons(self._ledger.holders, role)
        self._note(role, former, act.by)
        owed = dict.fromkeys((t.purpose, t.about) for t in ledger.handed_over(role))
        lost = [person for person in (*former, "") if person not in now]
        for person in lost:
            ledger.excuse(role, person)
            if person and person not in act.departed:
                ledger.tell(Kind.HOLDER_CHANGED, role, person, outcome="lost")
        ledger.drop(Purpose.SETTLE, about=_vacancy(role))
        for person in now:
            if person not in former:
                self._welcome(role, person, [*owed])
        if not now:
            self._leave_vacant(role, [*owed])

    def _welcome(self, role: str, person: str, owed: list[tuple[Purpose, str]]) -> None:
        """Ask whoever has come for all that the role owes; with nothing owed, say so."""
        ledger = self._ledger
        for purpose, about in owed:
            task = ledger.ask_also(purpose, role, person, about)
            if purpose is Purpose.SIGN:
                self._signing.invite(task)
            else:
                known = told_of_task(ledger, purpose, about)
                ledger.tell(INVITATIONS[purpose], role, person, task, known=known)
        if not owed:
            ledger.tell(Kind.HOLDER_CHANGED, role, person, outcome="gained")

    def _leave_vacant(self, role: str, owed: list[tuple[Purpose, str]]) -> None:
        """Nobody holds it: the coordinator is asked to find somebody, and nothing is forgotten."""
        ledger, coordinator = self._ledger, self._ledger.plan.coordinator
        for purpose, about in owed:
            ledger.ask_also(purpose, role, "", about)
        if owed and role != coordinator:
            for task in ledger.ask(Purpose.SETTLE, coordinator, _vacancy(role)):
                missing = ledger.title(role)
                ledger.tell(
                    Kind.HOLDER_CHANGED,
                    coordinator,
                    task.person,
                    outcome="vacant",
                    missing=missing,
                )

    def _note(self, role: str, former: tuple[str, ...], by: Attribution) -> None:
        now = persons(self._ledger.holders, role)
        self._ledger.note(
            Happening.HOLDER_CHANGED,
            by,
            role=role,
            about=now[0] if now else "",
            evidence={"replaced": " ".join(former)},
        )


def _vacancy(role: str) -> str:
    return f"vacant:{role}"
