"""What people are told, and the mails that go with what is asked of them."""

from collections.abc import Mapping

from temporalio import workflow

from workflows.asked import HANDED_OVER, Asked
from workflows.notices import INVITATIONS, Notices

with workflow.unsafe.imports_passed_through():
    from policy.acts import Submission
    from policy.notices import DocumentRef, Kind
    from policy.tasks import Purpose, Task


class Telling(Asked):
    """The notices of one arrangement, not yet drawn for the records."""

    def __init__(self, submission: Submission) -> None:
        """Nobody was told anything."""
        super().__init__(submission)
        self._notices = Notices(submission.reference)

    def tell(  # noqa: PLR0913 - what a notification may carry
        self,
        kind: Kind,
        role: str,
        person: str,
        task: Task | None = None,
        *,
        attachments: tuple[DocumentRef, ...] = (),
        awaited: bool = False,
        known: Mapping[str, str] | None = None,
        **facts: str,
    ) -> str:
        """Have one notification sent to one person, with facts it may show; returns its key."""
        return self._notices.add(
            kind,
            role,
            person,
            self.version,
            task,
            attachments=attachments,
            awaited=awaited,
            facts={**(known or {}), **facts},
        )

    def ask(
        self, purpose: Purpose, role: str, about: str = "", *, version: int | None = None
    ) -> tuple[Task, ...]:
        """Ask everybody who holds `role`; where nobody does, somebody is looked for instead."""
        asked = super().ask(purpose, role, about, version=version)
        if purpose not in HANDED_OVER or not self.is_vacant(role):
            return asked
        self.seek(role)
        return ()

    def seek(self, role: str) -> None:
        """Have the coordinator find somebody for a role that nobody holds, each told once."""
        coordinator = self.plan.coordinator
        for person in self.answer_for(coordinator):
            if person not in {task.person for task in self.tasks_about(Purpose.APPOINT, role)}:
                self.ask_also(Purpose.APPOINT, coordinator, person, role)
                self.tell_vacant(role, person)

    def tell_vacant(self, role: str, person: str) -> None:
        """Tell somebody that nobody holds a role, which is theirs to mend."""
        missing = self.title(role)
        kind, coordinator = Kind.HOLDER_CHANGED, self.plan.coordinator
        self.tell(kind, coordinator, person, outcome="vacant", missing=missing)

    def invite(
        self, purpose: Purpose, role: str, about: str = "", known: Mapping[str, str] | None = None
    ) -> None:
        """Ask everybody who holds `role`, each by a mail that leads to the task."""
        for task in self.ask(purpose, role, about):
            self.tell(INVITATIONS[purpose], role, task.person, task, known=known)
