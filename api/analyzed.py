"""The analyses of one request as they stand: what is asked of whom, what was found, what blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlmodel import Session

from api.parts import Parts
from policy.account import Happening
from policy.analysis import Finding, Found, Question
from policy.answers import asked_of
from policy.coding import proposal_from_json
from policy.computing import Computed, compute
from policy.deadlines import local_date
from policy.facts import Facts
from policy.findings import block_problems, blocks, open_questions, outstanding
from policy.form import FieldKind, FormField
from policy.plan import Asked, employee_role, plan
from policy.problem import Problem
from policy.program import Agency, Program
from records import facts, findings, proposals
from records.arrangements import Arrangement
from records.entries import TimelineEntry

KEY = "findings"
REMARK, WAY_OUT = "remark", "way_out"
_FILLED = "answer."
_FILLING = frozenset({Happening.REVIEW_GIVEN, Happening.PROVIDED})


@dataclass(frozen=True)
class Analyzed:
    """One request as its analyses see it (GL32 III).

    `answers` are the proposal's, with what reviewers filled in; `computed` is what the employee's
    facts answer now, by question; `history` every finding in the order given.
    """

    program: Program
    questions: tuple[Asked, ...]
    may_set_aside: tuple[str, ...]
    answers: Mapping[str, str]
    history: tuple[Found, ...]
    computed: Mapping[str, Computed]

    @cached_property
    def found(self) -> Mapping[str, Found]:
        """The finding that stands on each question."""
        return {each.finding.question: each for each in self.history}

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """The same, without who found it."""
        return {name: each.finding for name, each in self.found.items()}

    @cached_property
    def set_aside(self) -> Mapping[str, str]:
        """Why an accommodation determination sets a question aside, by question (IV.N)."""
        return {each.finding.question: each.set_aside for each in self.history if each.set_aside}

    @cached_property
    def wording(self) -> Mapping[str, Question]:
        """Each question as the program words it."""
        return {each.id: each for one in self.program.analyses for each in one.questions}

    @cached_property
    def now(self) -> tuple[Finding, ...]:
        """The findings that the facts give at this moment, of questions that were answered."""
        return tuple(
            Finding(name, told.answer, computed=True)
            for name, told in self.computed.items()
            if name in self.found or self._is_of_decider(name)
        )

    @property
    def decider(self) -> str:
        """The role that decides; empty where the program has no decision."""
        return self.program.review.decider or ""

    def of(self, role: str) -> tuple[Asked, ...]:
        """The questions of a role, in the program's order."""
        return tuple(asked for asked in self.questions if asked.role == role)

    def open_to(
        self, role: str, given: Sequence[Finding] = (), answers: Mapping[str, str] | None = None
    ) -> tuple[Asked, ...]:
        """What a role may answer now, with the findings and answers that it is about to give."""
        known = self.with_findings(given)
        told = {**self.answers, **(answers or {})}
        return open_questions(role, self.questions, known, self.set_aside, told)

    def with_findings(self, given: Sequence[Finding]) -> Mapping[str, Finding]:
        """The findings as they would stand with these."""
        return {**self.findings, **{each.question: each for each in given}}

    def in_the_way(
        self, given: Sequence[Finding] = (), answers: Mapping[str, str] | None = None
    ) -> tuple[Problem, ...]:
        """Everything between the request and an approval, in the order a person would settle it."""
        known = self.with_findings((*self.now, *given))
        told = {**self.answers, **(answers or {})}
        found = block_problems(self.program, self.questions, known, self.set_aside, told)
        return tuple(Problem(key_of(each.field), each.message, each.citation) for each in found)

    @cached_property
    def blocked(self) -> frozenset[str]:
        """The questions answered otherwise than approval needs, the facts as they are now."""
        known = self.with_findings(self.now)
        return frozenset(blocks(self.questions, known, self.set_aside, self.answers))

    @cached_property
    def unanswered(self) -> frozenset[str]:
        """The questions that nobody has answered."""
        left = outstanding(self.questions, self.with_findings(self.now), self.set_aside)
        return frozenset(asked.id for asked in left)

    def _is_of_decider(self, name: str) -> bool:
        opened = {asked.id for asked in self.open_to(self.decider)} if self.decider else set()
        return name in opened


def analyzed(
    session: Session,
    parts: Parts,
    arrangement: Arrangement,
    entries: Sequence[TimelineEntry],
) -> Analyzed:
    """Read what the analyses of a request rest on; `entries` is its timeline."""
    agency = parts.agencies[arrangement.agency]
    program = parts.programs.get(arrangement.program, arrangement.program_version)
    submitted = proposals.of_version(session, arrangement.reference, 0)
    answers = proposal_from_json(submitted.content).answers if submitted else {}
    rules = plan(program, agency, answers)
    known = facts.find(session, arrangement.employee)
    return Analyzed(
        program=program,
        questions=rules.questions,
        may_set_aside=rules.may_set_aside,
        answers={**answers, **filled(entries)},
        history=tuple(findings.history(session, arrangement.reference)),
        computed=_computed(program, agency, rules.questions, known, parts.clock()),
    )


def filled(entries: Sequence[TimelineEntry]) -> dict[str, str]:
    """What reviewers and others filled into the form, by field: the newest counts."""
    return {
        name.removeprefix(_FILLED): given
        for entry in entries
        if Happening(entry.kind) in _FILLING
        for name, given in entry.evidence.items()
        if name.startswith(_FILLED)
    }


def key_of(question: str, part: str = "") -> str:
    """The form key of a question's answer, of its remark or of the exception claimed."""
    return ".".join((KEY, question, part)) if part else f"{KEY}.{question}"


def own_fields(program: Program, role: str) -> tuple[FormField, ...]:
    """The fields of the form that a role fills in with its review or decision.

    The employee has a form of their own; files are added later, before anybody signs.
    """
    employee = employee_role(program)
    own = () if role == employee else asked_of(program, role, employee)
    return tuple(item for item in own if item.kind is not FieldKind.UPLOAD)


def _computed(
    program: Program,
    agency: Agency,
    questions: Sequence[Asked],
    known: Facts,
    now: datetime,
) -> dict[str, Computed]:
    asked, today = {each.id for each in questions}, local_date(now, agency.time_zone)
    return {
        each.id: compute(each, known, today)
        for one in program.analyses
        for each in one.questions
        if each.computed is not None and each.id in asked
    }
