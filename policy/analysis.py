"""The analyses of a request: questions, the answers approval needs, and findings (GL32 III)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

GROUP_SCHEDULES, DAYS_A_WEEK = "group_schedules", "days_a_week"
"""Evidence that is no field: the schedules of the employee's work group; the telecommuting days."""


class QuestionKind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    TEXT = "text"
    STATEMENT = "statement"


class Computation(StrEnum):
    """The questions that the employee's facts answer (`policy.facts`)."""

    SATISFACTORY_RATING = "satisfactory_rating"
    LEADS_STAFF = "leads_staff"
    WORKING_TEST = "working_test"
    TRAINING_CLASS = "training_class"
    DISCIPLINED = "disciplined"


@dataclass(frozen=True)
class WayOut:
    """One exception that makes another answer do (GL32 III.C.1, computer equipment).

    `needs` are the fields of the proposal that must be filled in where it is chosen; `when` the
    condition on the proposal's answers under which it can be chosen at all.
    """

    id: str
    text: str
    needs: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True)
class Question:
    """One question; `answer` is the one that approval needs, blank where it only advises.

    `evidence` names what is shown beside it: fields, `group_schedules`, `days_a_week`. `computed`
    says that the employee's facts answer it; `months` is how far back such facts count. `role`
    answers it, if not its analysis's; it is asked only where `when` holds of the proposal's
    answers.
    """

    id: str
    text: str
    citation: str = ""
    answer: str = ""
    kind: QuestionKind = QuestionKind.YES_NO
    role: str = ""
    evidence: tuple[str, ...] = ()
    computed: Computation | None = None
    months: int = 0
    ways_out: tuple[WayOut, ...] = ()
    when: str = ""


@dataclass(frozen=True)
class Analysis:
    """One analysis: it opens when all of a lower `order` are answered as approval needs (III)."""

    id: str
    title: str
    order: int
    role: str
    questions: tuple[Question, ...]
    text: str = ""
    citation: str = ""


@dataclass(frozen=True)
class Accommodation:
    """The path for a reasonable accommodation (GL32 IV.N).

    It opens where the condition `when` holds of the proposal; the coordinator may then set aside
    questions of `analyses` after being shown `test`.
    """

    when: str
    analyses: tuple[str, ...]
    test: str
    citation: str = ""


@dataclass(frozen=True)
class Finding:
    """One answer to a question: yes, no, or text; with the exception claimed, if any.

    `computed` tells that the employee's facts gave it.
    """

    question: str
    answer: str
    remark: str = ""
    way_out: str = ""
    computed: bool = False


@dataclass(frozen=True)
class Findings:
    """The findings of one act as histories keep them: most are a question and its answer alone.

    All are by question, in the order in which they were given.
    """

    answers: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    ways_out: dict[str, str] = field(default_factory=dict)
    computed: tuple[str, ...] = ()

    @property
    def each(self) -> tuple[Finding, ...]:
        """One by one."""
        return tuple(
            Finding(
                question,
                answer,
                remark=self.remarks.get(question, ""),
                way_out=self.ways_out.get(question, ""),
                computed=question in self.computed,
            )
            for question, answer in self.answers.items()
        )


def together(findings: Iterable[Finding]) -> Findings:
    """The findings of one act; the last one of a question stands."""
    newest = {each.question: each for each in findings}
    return Findings(
        answers={name: each.answer for name, each in newest.items()},
        remarks={name: each.remark for name, each in newest.items() if each.remark},
        ways_out={name: each.way_out for name, each in newest.items() if each.way_out},
        computed=tuple(name for name, each in newest.items() if each.computed),
    )


@dataclass(frozen=True)
class Found:
    """A finding as it stands on record: who found it, in which role, when (UTC).

    `set_aside` holds the reason where an accommodation determination sets it aside (GL32 IV.N).
    """

    finding: Finding
    role: str
    person: str
    at: datetime
    set_aside: str = ""
