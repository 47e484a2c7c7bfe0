"""The versions of one arrangement: the one on the table, the one in force, and when each held."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from temporalio import workflow

from workflows.carried import CarriedLedger

with workflow.unsafe.imports_passed_through():
    from policy.account import Span, Status
    from policy.acts import Submission
    from policy.deadlines import A_DAY
    from policy.proposal import Proposal


@dataclass(frozen=True)
class InForce:
    """What holds while a modification of it is signed: its version, content, and who signed it."""

    version: int
    proposal: Proposal
    signed: tuple[str, ...]


class Versions:
    """A version is fixed, signed, takes effect, and is superseded by the next: never edited (V).

    While a modification is open, the version on the table is not the one in force.
    """

    def __init__(self, submission: Submission) -> None:
        """Begin with the proposal as submitted: version 0, which is not signed."""
        self.version = 0
        self.proposal = submission.proposal
        self.starts_on = submission.proposal.starts_on
        self.signed: tuple[str, ...] = ()
        self.in_force = 0
        self.filed = 0
        self.spans: tuple[Span, ...] = ()
        self.tabled_at: datetime | None = None
        """When the modification in force was put on the table; None for the first version."""
        self.modification: Status | None = None
        self._kept: InForce | None = None
        self._proposed_at: datetime | None = None
        self._fixed = 0
        self._proposals: list[tuple[int, Proposal]] = [(0, submission.proposal)]

    def resume_versions(self, kept: CarriedLedger) -> None:
        """Go on with the versions of the history before."""
        self.version, self._fixed = kept.version, kept.fixed
        self.in_force, self.filed = kept.in_force, kept.filed
        self.starts_on, self.proposal = kept.starts_on, kept.proposal
        self.signed, self.spans = kept.signed, kept.spans
        self.tabled_at = kept.tabled_at
        self._proposals = []

    @property
    def modifying(self) -> bool:
        """Whether a modification is open: what is on the table is not in force."""
        return self._kept is not None

    @property
    def kept_meanwhile(self) -> str:
        """The version that stays in force until a modification is signed; empty without one."""
        return str(self.in_force) if self.modifying else ""

    @property
    def current(self) -> Proposal:
        """The content of what is in force; before that, of what is on the table."""
        return self._kept.proposal if self._kept else self.proposal

    @property
    def next_version(self) -> int:
        """The number of the version that comes next: none is used twice."""
        return self._fixed + 1

    def fix(self, version: int, proposal: Proposal) -> None:
        """Let this be the proposal of `version` from now on."""
        self.version = version
        self.proposal = proposal
        if not self.in_force:
            self.starts_on = proposal.starts_on
        self._fixed = max(self._fixed, version)
        self._proposals.append((version, proposal))

    def table(self, proposal: Proposal) -> None:
        """Put a modification on the table: what is in force holds until everybody has signed."""
        self._kept = InForce(self.version, self.proposal, self.signed)
        self._proposed_at = workflow.now()
        self.signed = ()
        self.fix(self.next_version, proposal)

    def retable(self, proposal: Proposal) -> None:
        """A further version takes the place of the one on the table, signed anew by all.

        It is put on the table now: what was said until then is the agency's to weigh in it.
        """
        self.signed = ()
        self.fix(self.next_version, proposal)
        if self.modifying:
            self._proposed_at = workflow.now()

    def take_back(self) -> None:
        """Leave the modification: what is in force is all there is."""
        if self._kept is not None:
            self.version, self.proposal = self._kept.version, self._kept.proposal
            self.signed = self._kept.signed
        self._kept, self.modification = None, None

    def take_effect(self, starts_on: date, ends_on: date | None) -> None:
        """What is on the table is in force from that day on; the one before ends the day before."""
        if self.modifying:
            self.tabled_at = self._proposed_at
        self._kept, self.modification = None, None
        self.in_force = self.version
        if not self.spans:
            self.starts_on = starts_on
        self.spans = (*until(self.spans, starts_on), Span(self.version, starts_on, ends_on))


def until(spans: tuple[Span, ...], day: date) -> tuple[Span, ...]:
    """The spans as far as they lie before `day`; one that would be empty is gone."""
    return tuple(
        replace(span, ends_on=min(span.ends_on or date.max, day - A_DAY))
        for span in spans
        if span.starts_on < day
    )
