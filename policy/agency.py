"""An agency's file as values: who the agency is, and what it adds to its program (GL32 fn1)."""

from dataclasses import dataclass, field, fields

from policy.analysis import Question
from policy.clause import Clause
from policy.form import Section
from policy.in_force import ApprovalRule, DutyRule, ReportRule
from policy.program import Agency, Document


@dataclass(frozen=True)
class AddedQuestion(Question):
    """A question of the agency's own, asked last in that `analysis` of the program."""

    analysis: str = field(kw_only=True)


@dataclass(frozen=True)
class AddedSection(Section):
    """Fields of the agency's own: in a section that the program has, or in one with a title."""

    title: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class AddedDocument(Document):
    """A document of the agency's own: these signature lines sign it too, these copies hold it."""

    lines: tuple[str, ...] = field(kw_only=True)
    copies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """Limits tighter than the program's; None and absent ones stay as they are.

    With `away_days`, the share of a week away is counted in days beside what the program counts.
    `due_within_days` is by the ID of a copy, `duty_within_days` by that of a duty. `months` is by
    the ID of a question: how far back the facts that answer it count.
    """

    maximum_months: int | None = None
    duty_station_days: int | None = None
    most_away_percent: int | None = None
    away_days: bool = False
    due_within_days: dict[str, int] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    signer_identity: str | None = None
    notice_days: int | None = None
    duty_within_days: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class AgencyFile(Agency):
    """An agency with what its file adds, under the `version` of these additions.

    `titles` are what the agency calls roles. `replaces` names the groups of clauses in whose place
    its own clauses of the same group stand. `approvals`, `reports` and `duties` are of what is in
    force. `digest` is the SHA-256 of all that is added, blank where nothing is.
    """

    digest: str = ""
    version: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    questions: tuple[AddedQuestion, ...] = ()
    sections: tuple[AddedSection, ...] = ()
    clauses: tuple[Clause, ...] = ()
    replaces: tuple[str, ...] = ()
    documents: tuple[AddedDocument, ...] = ()
    approvals: tuple[ApprovalRule, ...] = ()
    reports: tuple[ReportRule, ...] = ()
    duties: tuple[DutyRule, ...] = ()
    limits: Limits = field(default_factory=Limits)


ADDITIONS = tuple(
    item.name
    for item in fields(AgencyFile)
    if item.name not in {"digest", "version", *(each.name for each in fields(Agency))}
)
"""The keys of an agency's file that change what its people are asked and bound to."""
