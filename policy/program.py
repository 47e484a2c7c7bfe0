"""One employer's rules as frozen values; `policy.reading.loading` reads them from TOML."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from policy.analysis import Accommodation, Analysis
from policy.clause import Clause, Replaceable
from policy.extent_rule import ExtentRule
from policy.form import FormField, Section
from policy.in_force import InForce
from policy.register import Register
from policy.timekeeping import TimeRule


class Holder(StrEnum):
    """How the directory says who holds a role for an employee."""

    SELF = "self"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    HR_REPRESENTATIVE = "hr_representative"
    AGENCY_HEAD = "agency_head"
    LIAISON = "liaison"


class CopyMeans(StrEnum):
    """How a copy reaches its destination."""

    FILE = "file"
    MAIL = "mail"


@dataclass(frozen=True)
class Role:
    """A part somebody plays: `id` for the machine, `title` for people.

    Where there may be a `designee`, by the section `citation`, the directory alone says who acts.
    """

    id: str
    title: str
    holder: Holder
    designee: bool = False
    citation: str = ""


@dataclass(frozen=True)
class Pace:
    """When who has not acted is reminded, and when the coordinator is told (days after asking)."""

    remind_after_days: tuple[int, ...]
    escalate_after_days: int


@dataclass(frozen=True)
class Review:
    """Who is asked for a review and who decides (GL32 III); no reviewers, no decision."""

    reviewers: tuple[str, ...]
    decider: str | None
    pace: Pace
    question: str = ""
    citation: str = ""


@dataclass(frozen=True)
class SignatureLine:
    """One line of the signature page: a role, its stage, and the documents it signs at once.

    Lines of a lower stage are signed before those of a higher one; within a stage, any order.
    """

    id: str
    role: str
    stage: int
    documents: tuple[str, ...]
    statement: str


@dataclass(frozen=True)
class Signing:
    """Who signs what in which order (GL32 V; Sacramento employee 3, supervisor 4 and 5)."""

    lines: tuple[SignatureLine, ...]
    pace: Pace
    consent: str
    mail_documents: bool = False
    citation: str = ""


@dataclass(frozen=True)
class Document:
    """A document of the program; `template` names its typeset form, `form` the source's name."""

    id: str
    title: str
    template: str
    form: str = ""
    text: tuple[str, ...] = ()


@dataclass(frozen=True)
class TermRule:
    """The longest term in months (None: no maximum) and when its end is announced (days before).

    `label` names the last day of a term as long as that, `shorter_label` that of a shorter one.
    """

    maximum_months: int | None
    label: str
    notify_before_days: tuple[int, ...]
    citation: str = ""
    shorter_label: str = ""


@dataclass(frozen=True)
class CopyRule:
    """A copy that must reach a destination, with its deadline where the program sets one.

    `due_within_days` counts calendar days after authorization; the copy is due at the end of that
    day in the agency's time zone (GL32 VI). `label` is the timer's name for operators.
    """

    id: str
    title: str
    means: CopyMeans
    documents: tuple[str, ...]
    label: str
    role: str | None = None
    due_within_days: int | None = None
    warn_before_days: int | None = None
    escalate_to: tuple[str, ...] = ()
    citation: str = ""


@dataclass(frozen=True)
class WeekRule:
    """What each week of a schedule must keep (GL32 I, IV.D).

    At least `duty_station_days` at the official duty station; at most `most_away_percent` of it
    away, in `away_counts` ("hours", "days" or "both"; `away_citation`). A day of `rest_from_hours`
    or more has a lunch and breaks (zero: none need to). `part_day_grounds` is the field for the
    grounds of a part-day; blank: days are whole. With `same_hours`, days have the hours on file.
    """

    duty_station_days: int = 0
    citation: str = ""
    most_away_percent: int | None = None
    away_counts: str = "hours"
    away_citation: str = ""
    rest_from_hours: int = 0
    part_day_grounds: str = ""
    same_hours: bool = False


@dataclass(frozen=True)
class Program:
    """One employer's rules: `texts` by name, `digest` the file's SHA-256.

    `continues` is the field of a proposal that names the arrangement before it. `site` and
    `help_page` are addresses, where agencies have none of their own.
    """

    name: str
    version: str
    digest: str
    title: str
    employer: str
    source: str
    site: str
    help: str
    coordinator: str
    signer_identity: str
    roles: tuple[Role, ...]
    review: Review
    signing: Signing
    documents: tuple[Document, ...]
    term: TermRule
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    copies: tuple[CopyRule, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    week: WeekRule = field(default_factory=WeekRule)
    analyses: tuple[Analysis, ...] = ()
    accommodation: Accommodation | None = None
    registers: tuple[Register, ...] = ()
    replaceable: tuple[Replaceable, ...] = ()
    branches: tuple[str, ...] = ()
    applies_from: date | None = None
    continues: str = ""
    help_page: str = ""
    in_force: InForce = field(default_factory=InForce)
    hours: TimeRule | None = None
    extent: ExtentRule = field(default_factory=ExtentRule)

    def role(self, role_id: str) -> Role:
        """The role of that ID; KeyError names an unknown one."""
        return {role.id: role for role in self.roles}[role_id]

    def document(self, document_id: str) -> Document:
        """The document of that ID; KeyError names an unknown one."""
        return {document.id: document for document in self.documents}[document_id]

    def line(self, line_id: str) -> SignatureLine:
        """The signature line of that ID; KeyError names an unknown one."""
        return {line.id: line for line in self.signing.lines}[line_id]

    @property
    def reading_order(self) -> tuple[str, ...]:
        """The IDs of the documents as they are signed, then of those that nobody signs."""
        signed = [document for line in self.signing.lines for document in line.documents]
        return tuple(dict.fromkeys((*signed, *(document.id for document in self.documents))))

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Every field of the proposal form, in the order asked."""
        return tuple(item for section in self.sections for item in section.fields)


@dataclass(frozen=True)
class Agency:
    """An agency that uses a program: its time zone (IANA name), liaison and help contact.

    `timekeepers` are the numbers of the employees who keep its people's time. `site` and
    `help_page` stand in the place of the program's.
    """

    id: str
    name: str
    program: str
    time_zone: str
    contact: str
    liaison_name: str = ""
    liaison_mail: str = ""
    branch: str = ""
    timekeepers: tuple[str, ...] = ()
    site: str = ""
    help_page: str = ""
