"""What a workflow needs of a program: the values it judges by and the words operators read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from policy.analysis import Analysis, Question
from policy.duty_form import Asks, asks_of
from policy.form import Before, FieldKind, FormField, holds
from policy.identity import KnownBy
from policy.in_force import InForce, bare
from policy.program import Agency, CopyRule, Holder, Pace, Program, SignatureLine, TermRule

LEADERS = frozenset({Holder.SUPERVISOR, Holder.MANAGER})
"""Who leads the employee day by day."""


@dataclass(frozen=True)
class Asked:
    """One question as the workflow knows it: who answers, and what approval needs.

    `answer` is blank where the question only advises. `ways_out` are the exceptions that make
    another answer do, each with the fields it needs filled in. What is `computed` is answered by
    the employee's facts, at the decision once more. `when` and `ways_open` are the conditions on
    the proposal's answers under which it is asked at all, and each way out can be chosen.
    """

    id: str
    order: int
    role: str
    answer: str = ""
    ways_out: dict[str, tuple[str, ...]] = field(default_factory=dict)
    computed: bool = False
    when: str = ""
    ways_open: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Need:
    """A field that has to be filled in before signing, by whoever holds `role` (GL32 IV).

    The rest is as in `policy.form.FormField`.
    """

    field: str
    role: str
    required: bool = True
    required_when: str = ""
    must: str = ""
    current: bool = False
    file: str = ""


@dataclass(frozen=True)
class Terms:
    """The clauses that whoever signs `line` acknowledges, where `when` holds of the proposal."""

    line: str
    ids: tuple[str, ...]
    when: str = ""


@dataclass(frozen=True)
class Plan:
    """A program's rules for one arrangement, fixed at submission.

    Texts stay in the program file, found again by name and version; `digest` proves which.
    `employee` is the ID of the employee's own role; `titles` maps role IDs to what people call
    them. `questions` are all of the program's, asked or not (`asked_now`), for the agency may
    change the proposal; `may_set_aside` are those that an accommodation may set aside. `leaders`
    are the roles of who leads the employee, `designated` those in which a designee may act;
    `asks` is the form of each duty. `updated` are the fields of the form that reports and duties
    bring up to date (`updated_fields`). `single_sign_on` is whether nothing less tells who signs.
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
    questions: tuple[Asked, ...] = ()
    may_set_aside: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    terms: tuple[Terms, ...] = ()
    updated: tuple[str, ...] = ()
    in_force: InForce = field(default_factory=InForce)
    leaders: tuple[str, ...] = ()
    designated: tuple[str, ...] = ()
    asks: dict[str, Asks] = field(default_factory=dict)
    single_sign_on: bool = False


def plan(program: Program, agency: Agency, answers: Mapping[str, str]) -> Plan:
    """The rules of `program` for an arrangement in `agency` whose proposal has these answers."""
    return Plan(
        program=program.name,
        version=program.version,
        digest=program.digest,
        time_zone=agency.time_zone,
        employee=employee_role(program),
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
        questions=tuple(_asked(program)),
        may_set_aside=_may_set_aside(program, answers),
        needs=_needs(program),
        terms=_terms(program),
        updated=updated_fields(program),
        in_force=bare(program.in_force),
        leaders=tuple(role.id for role in program.roles if role.holder in LEADERS),
        designated=tuple(role.id for role in program.roles if role.designee),
        asks={duty.id: asks_of(duty) for duty in program.in_force.duties},
        single_sign_on=program.signer_identity == KnownBy.SINGLE_SIGN_ON,
    )


def applying(analysis: Analysis, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions of an analysis that are asked of a proposal with these answers."""
    return tuple(each for each in analysis.questions if holds(each.when, answers))


def asked_now(questions: Sequence[Asked], answers: Mapping[str, str]) -> tuple[Asked, ...]:
    """Those asked of a proposal with these answers, with the ways out that it can choose."""
    return tuple(_with_its_ways(each, answers) for each in questions if holds(each.when, answers))


def _with_its_ways(question: Asked, answers: Mapping[str, str]) -> Asked:
    """The question itself as a rule: few have ways out that a proposal closes."""
    ways = {
        way: needs
        for way, needs in question.ways_out.items()
        if holds(question.ways_open.get(way, ""), answers)
    }
    return question if ways == question.ways_out else replace(question, ways_out=ways)


def applying_terms(terms: tuple[Terms, ...], answers: Mapping[str, str]) -> dict[str, list[str]]:
    """The clauses to acknowledge where the proposal has these answers: their IDs by line."""
    by_line: dict[str, list[str]] = {}
    for term in terms:
        if holds(term.when, answers):
            by_line.setdefault(term.line, []).extend(term.ids)
    return by_line


def employee_role(program: Program) -> str:
    """The ID of the role that the employee plays."""
    return next(role.id for role in program.roles if role.holder is Holder.SELF)


def updated_fields(program: Program) -> tuple[str, ...]:
    """The fields of the form that reports and duties ask for too, under the same ID (IV.F, IV.J).

    What they show to fewer people than the form does stays where it was said.
    """
    rules = program.in_force
    asked = [item for report in rules.reports for item in report.fields]
    asked += [item for duty in rules.duties for item in duty.fields]
    hidden = {item.id for item in asked if item.private}
    return tuple(
        each.id
        for each in program.fields
        if each.id in {item.id for item in asked} and (each.private or each.id not in hidden)
    )


def _asked(program: Program) -> list[Asked]:
    return [
        Asked(
            id=question.id,
            order=analysis.order,
            role=question.role or analysis.role,
            answer=question.answer,
            ways_out={way.id: way.needs for way in question.ways_out},
            computed=question.computed is not None,
            when=question.when,
            ways_open={way.id: way.when for way in question.ways_out if way.when},
        )
        for analysis in program.analyses
        for question in analysis.questions
    ]


def _may_set_aside(program: Program, answers: Mapping[str, str]) -> tuple[str, ...]:
    path = program.accommodation
    if path is None or not holds(path.when, answers):
        return ()
    open_to_it = (each for each in program.analyses if each.id in path.analyses)
    return tuple(each.id for analysis in open_to_it for each in analysis.questions if each.answer)


def _terms(program: Program) -> tuple[Terms, ...]:
    """Those of one line and one condition together, which histories carry in fewer bytes."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in program.clauses:
        if each.line:
            found.setdefault((each.line, each.when), []).append(each.id)
    return tuple(Terms(line, tuple(ids), when) for (line, when), ids in found.items())


def _needs(program: Program) -> tuple[Need, ...]:
    employee = employee_role(program)
    return tuple(
        Need(
            field=each.id,
            role=each.role or employee,
            required=each.required,
            required_when=each.required_when,
            must=each.must,
            current=each.current,
            file=each.file,
        )
        for each in program.fields
        if _is_needed(each)
    )


def _is_needed(item: FormField) -> bool:
    """Whether the field is filled in after the submission, or looked at again before signing.

    A file may turn out to be harmful after it was taken.
    """
    later = item.before is Before.SIGNING or bool(item.role)
    return later or item.current or item.kind is FieldKind.UPLOAD


def _bare(line: SignatureLine) -> SignatureLine:
    """The line without its wording, which histories need not carry."""
    return SignatureLine(line.id, line.role, line.stage, line.documents, statement="")
