"""One employer's rules as frozen values; `policy.loading` reads them from TOML."""

from dataclasses import dataclass, field
from enum import StrEnum


class Holder(StrEnum):
    """How the directory says who holds a role for an employee."""

    SELF = "self"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    HR_REPRESENTATIVE = "hr_representative"
    AGENCY_HEAD = "agency_head"
    LIAISON = "liaison"


class FieldKind(StrEnum):
    """How a field of the proposal is asked for and checked."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    DATE = "date"
    WEEK = "week"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    STATEMENT = "statement"


class CopyMeans(StrEnum):
    """How a copy reaches its destination."""

    FILE = "file"
    MAIL = "mail"


@dataclass(frozen=True)
class Role:
    """A part somebody plays: `id` for the machine, `title` for people."""

    id: str
    title: str
    holder: Holder
    designee: bool = False


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
    """The longest term in months (None: no maximum) and when its end is announced (days before)."""

    maximum_months: int | None
    label: str
    notify_before_days: tuple[int, ...]
    citation: str = ""


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
class FormField:
    """One field of the proposal form; `prefill` names the directory attribute it starts from.

    `documents` are the IDs of the documents it is printed on, if not those of its section.
    `required_when` makes it required where an earlier field has that answer (`dependents=yes`).
    """

    id: str
    label: str
    kind: FieldKind
    required: bool = True
    hint: str = ""
    choices: tuple[str, ...] = ()
    prefill: str = ""
    citation: str = ""
    documents: tuple[str, ...] = ()
    required_when: str = ""


@dataclass(frozen=True)
class Section:
    """One topic of the proposal form, printed on `documents` (their IDs; none named: on each).

    The arrangement itself needs the term, location, schedule, duties and equipment; what only the
    review looks at (status, care, outside employment, commute) is for the proposal's form alone.
    """

    id: str
    title: str
    fields: tuple[FormField, ...]
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class WeekRule:
    """How many days of the weekly schedule must at least be worked at the official duty station."""

    duty_station_days: int = 0
    citation: str = ""


@dataclass(frozen=True)
class Clause:
    """A term of the arrangement as the employee reads and accepts it, with its section."""

    citation: str
    text: str


@dataclass(frozen=True)
class Program:
    """One employer's rules. `texts` are notice wordings by name; `digest` is the file's SHA-256."""

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
    copies: tuple[CopyRule, ...]
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    checklist: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    week: WeekRule = field(default_factory=WeekRule)

    def role(self, role_id: str) -> Role:
        """The role of that ID; KeyError names an unknown one."""
        for role in self.roles:
            if role.id == role_id:
                return role
        raise KeyError(role_id)

    def document(self, document_id: str) -> Document:
        """The document of that ID; KeyError names an unknown one."""
        for document in self.documents:
            if document.id == document_id:
                return document
        raise KeyError(document_id)

    def line(self, line_id: str) -> SignatureLine:
        """The signature line of that ID; KeyError names an unknown one."""
        for line in self.signing.lines:
            if line.id == line_id:
                return line
        raise KeyError(line_id)

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Every field of the proposal form, in the order asked."""
        return tuple(item for section in self.sections for item in section.fields)


@dataclass(frozen=True)
class Agency:
    """An agency that uses a program: its time zone (IANA name), liaison and help contact."""

    id: str
    name: str
    program: str
    time_zone: str
    contact: str
    liaison_name: str = ""
    liaison_mail: str = ""
