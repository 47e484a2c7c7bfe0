"""What many open tasks are about, read together: a few queries, however many they are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from policy.concerns import Concern
from policy.proposal import Proposal
from records import arrangements, concerns, links, people, proposals
from records.arrangements import Arrangement
from records.papers import FROZEN, Paper
from records.people import Person
from records.tasks import OpenTask


@dataclass(frozen=True)
class Pending:
    """One open task with its arrangement and employee, and what is on the table.

    `digests` are those of the fixed documents of the task's version, by document. `concern` is the
    request that is to be decided, if the task is about one; `link` the ID of the link that leads to
    the task, if mail has carried one.
    """

    task: OpenTask
    arrangement: Arrangement
    employee: Person | None
    proposal: Proposal | None
    digests: dict[str, str]
    concern: Concern | None = None
    link: str = ""

    @property
    def who(self) -> str:
        """The employee's name; the number of one whom the directory does not have."""
        return self.employee.name if self.employee else self.arrangement.employee


def of_tasks(session: Session, asked: Sequence[OpenTask]) -> list[Pending]:
    """The same tasks, in order, with what they are about."""
    references = sorted({task.reference for task in asked})
    rows = arrangements.of_references(session, references)
    employees = people.of_numbers(session, (row.employee for row in rows.values()))
    proposed, fixed = proposals.tabled_of(session, references), _digests(session, references)
    came_up = concerns.open_of(session, references)
    led = zip(asked, links.leading_to(session, asked), strict=True)
    return [
        Pending(
            task=task,
            arrangement=row,
            employee=employees.get(row.employee),
            proposal=proposed.get(task.reference),
            digests=fixed[task.reference, task.version],
            concern=came_up.get((task.reference, task.about)),
            link=link,
        )
        for task, link in led
        if (row := rows.get(task.reference)) is not None
    ]


def _digests(session: Session, references: Sequence[str]) -> dict[tuple[str, int], dict[str, str]]:
    """The fixed documents by arrangement and version; what stands in them is not read."""
    found = select(Paper.reference, Paper.version, Paper.document, Paper.digest).where(
        col(Paper.reference).in_(references), Paper.state == FROZEN
    )
    fixed: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for reference, version, document, digest in session.exec(found):
        fixed[reference, version][document] = digest
    return fixed
