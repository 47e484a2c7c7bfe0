"""The notices of one arrangement: each with a key of its own, unique for all time."""

from collections import Counter

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from policy.notices import DocumentRef, Kind, Notice
    from policy.tasks import Purpose, Task

INVITATIONS = {
    Purpose.REVIEW: Kind.REVIEW_REQUESTED,
    Purpose.DECIDE: Kind.REVIEWS_COMPLETE,
    Purpose.PROVIDE: Kind.COMPLETION_REQUESTED,
    Purpose.APPROVE: Kind.APPROVAL_REQUESTED,
    Purpose.DUTY: Kind.DUTY_REQUESTED,
}
"""The mail that asks for each task; a signature page asks for itself, with its documents."""


class Notices:
    """What people are to be told, not yet drawn for the records."""

    def __init__(self, reference: str) -> None:
        """Nobody was told anything."""
        self._reference = reference
        self.told: Counter[str] = Counter()
        self._waiting: list[Notice] = []

    def __bool__(self) -> bool:
        """Whether any waits to be drawn."""
        return bool(self._waiting)

    def add(  # noqa: PLR0913 - what a notification may carry
        self,
        kind: Kind,
        role: str,
        person: str,
        version: int,
        task: Task | None,
        *,
        attachments: tuple[DocumentRef, ...] = (),
        awaited: bool = False,
        facts: dict[str, str],
    ) -> str:
        """One notice to one person; returns its key.

        The key says what it is about and how often that was told before: a step that is taken
        again after its worker was lost tells the same under the same key.
        """
        key = self._key(f"{kind}:{role}:{person}:{task.about if task else ''}:{version}")
        self._waiting.append(
            Notice(
                key=key,
                kind=kind,
                role=role,
                person=person,
                at=workflow.now(),
                purpose=task.purpose if task else None,
                about=task.about if task else "",
                version=task.version if task else version,
                attachments=attachments,
                awaited=awaited,
                facts=facts,
            )
        )
        return key

    def draw(self) -> tuple[Notice, ...]:
        """Hand over those that wait."""
        drawn, self._waiting = tuple(self._waiting), []
        return drawn

    def _key(self, meaning: str) -> str:
        self.told[meaning] += 1
        return f"{self._reference}/{meaning}:{self.told[meaning]}"
