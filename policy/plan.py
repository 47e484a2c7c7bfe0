"""What a workflow needs of a program: the values it judges by and the words operators read."""

from dataclasses import dataclass

from policy.program import Agency, CopyRule, Holder, Pace, Program, SignatureLine, TermRule


@dataclass(frozen=True)
class Plan:
    """A program's rules for one arrangement, fixed at submission.

    Texts stay in the program file, found again by name and version; `digest` proves which.
    `employee` is the ID of the employee's own role; `titles` maps role IDs to what people call
    them.
    """

    program: str
    version: str
    digest: str
    time_zone: str
    employee: str
    coordinator: str
    reviewers: tuple[str, ...]
    decider: str | None
    review_pace: Pace
    lines: tuple[SignatureLine, ...]
    signing_pace: Pace
    mail_documents: bool
    term: TermRule
    copies: tuple[CopyRule, ...]
    titles: dict[str, str]


def plan(program: Program, agency: Agency) -> Plan:
    """The rules of `program` for an arrangement in `agency`."""
    return Plan(
        program=program.name,
        version=program.version,
        digest=program.digest,
        time_zone=agency.time_zone,
        employee=_employee(program),
        coordinator=program.coordinator,
        reviewers=program.review.reviewers,
        decider=program.review.decider,
        review_pace=program.review.pace,
        lines=tuple(_bare(line) for line in program.signing.lines),
        signing_pace=program.signing.pace,
        mail_documents=program.signing.mail_documents,
        term=program.term,
        copies=program.copies,
        titles={role.id: role.title for role in program.roles},
    )


def _bare(line: SignatureLine) -> SignatureLine:
    """The line without its wording, which histories need not carry."""
    return SignatureLine(line.id, line.role, line.stage, line.documents, statement="")


def _employee(program: Program) -> str:
    return next(role.id for role in program.roles if role.holder is Holder.SELF)
