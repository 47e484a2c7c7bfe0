"""What people do to an arrangement: each act carries who did it, how they were known, its key."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from policy.analysis import Finding, Findings
from policy.identity import KnownBy
from policy.plan import Plan
from policy.proposal import Proposal
from policy.register import About


@dataclass(frozen=True)
class Attribution:
    """Who acted and how that is known, kept as evidence (C.G.S. 1-266 ff.; 15 U.S.C. 7001).

    `person` is an employee number (or an agency's liaison, `liaison:<agency>`); `key` makes the act
    happen once however often it is sent; `at` is the receipt in UTC. `coordinates` names the
    agencies for which the directory had this person coordinate at that moment: who does so changes
    while an arrangement lasts.
    """

    person: str
    key: str
    at: datetime
    identified_by: KnownBy = KnownBy.SESSION
    peer: str = ""
    agent: str = ""
    coordinates: tuple[str, ...] = ()

    @property
    def evidence(self) -> dict[str, str]:
        """What is kept of it with the act, as far as it is known."""
        known = {
            "received_at": self.at.isoformat(),
            "identified_by": self.identified_by,
            "peer": self.peer,
            "agent": self.agent,
        }
        return {name: value for name, value in known.items() if value}


@dataclass(frozen=True)
class Submission:
    """An employee submits a proposal: the start of an arrangement's workflow (GL32 III).

    `opened_by` names the register entries that let them propose: register ID to entry number.
    """

    reference: str
    agency: str
    unit: str
    plan: Plan
    proposal: Proposal
    by: Attribution
    opened_by: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ReviewGiven:
    """A reviewer's assessment for the coordinator (GL32 III).

    What is `found` answers the questions that the program asks of this role, as far as they are
    open; `answers` fill in the fields of the form that are this role's.
    """

    role: str
    supports: bool
    comment: str
    by: Attribution
    found: Findings = field(default_factory=Findings)
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is found, one by one."""
        return self.found.each


class Outcome(StrEnum):
    """The agency's decision, at its sole discretion (GL32 III)."""

    APPROVED = "approved"
    APPROVED_AS_MODIFIED = "approved_as_modified"
    DENIED = "denied"


@dataclass(frozen=True)
class DecisionGiven:
    """The decider's decision; `modified` is given exactly when approved as modified.

    What is `found` answers the questions that are the decider's own, and what the employee's
    facts give at this moment, evaluated again (GL32 III.C.2), is among it; `answers` fill in the
    fields of the form that are the decider's.
    """

    outcome: Outcome
    reason: str
    by: Attribution
    modified: Proposal | None = None
    found: Findings = field(default_factory=Findings)
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The decider's own, one by one."""
        return tuple(each for each in self.found.each if not each.computed)

    @property
    def computed(self) -> tuple[Finding, ...]:
        """What the facts give, one by one."""
        return tuple(each for each in self.found.each if each.computed)


class Determination(StrEnum):
    """Whether telecommuting is a reasonable accommodation in this one case (GL32 IV.N)."""

    GRANTED = "granted"
    NOT_GRANTED = "not_granted"


@dataclass(frozen=True)
class Accommodated:
    """The coordinator's determination, with its reason (GL32 IV.N).

    One that grants it may set `questions` aside; the newest outcome stands.
    """

    outcome: Determination
    questions: tuple[str, ...]
    reason: str
    by: Attribution


@dataclass(frozen=True)
class Provided:
    """What was still to be filled in before signing, by whoever holds `role` (GL32 IV)."""

    role: str
    answers: dict[str, str]
    by: Attribution


@dataclass(frozen=True)
class SignatureGiven:
    """A signature on one line: the digests are those of the frozen documents that were shown.

    `name` is the full name as typed; `statement` the SHA-256 of the statement and consent shown;
    `acknowledged` the IDs of the clauses ticked one by one.
    """

    line: str
    version: int
    digests: tuple[str, ...]
    name: str
    statement: str
    by: Attribution
    acknowledged: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignatureDeclined:
    """A signer declines one line and says why; the coordinator settles it."""

    line: str
    version: int
    reason: str
    by: Attribution


@dataclass(frozen=True)
class CopyAcknowledged:
    """Who received a copy acknowledges it (GL32 VI)."""

    copy: str
    version: int
    by: Attribution


@dataclass(frozen=True)
class Amendment:
    """The coordinator changes what is to be signed: a new version, signed anew by all."""

    modified: Proposal
    reason: str
    by: Attribution


@dataclass(frozen=True)
class AskedAgain:
    """The coordinator asks who declined a line to reconsider, same version.

    Or, with `role` and no line, asks a reviewer for their review once more.
    """

    line: str
    reason: str
    by: Attribution
    role: str = ""


@dataclass(frozen=True)
class SignerReplaced:
    """The coordinator puts `person` into `role` for what that role still owes."""

    role: str
    person: str
    reason: str
    by: Attribution


@dataclass(frozen=True)
class Reminded:
    """The coordinator has whoever holds `role` reminded of what is open."""

    role: str
    by: Attribution


@dataclass(frozen=True)
class Delivered:
    """The mail system accepted a notification that the workflow waits for."""

    key: str
    at: datetime


@dataclass(frozen=True)
class RegisterWrite:
    """Somebody writes an entry into one of their agency's registers.

    `about` and `roles` are the register's own, as the program in force has them; `holds` are the
    roles that this person holds towards the subject, by the directory at that moment.
    """

    register: str
    subject: str
    answers: dict[str, str]
    about: About
    roles: tuple[str, ...]
    holds: tuple[str, ...]
    by: Attribution
