"""The analyses of one request as they stand: what is asked of whom, what was found, what blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlmodel import Session

from api.parts import Parts
from api.rights.on_record import SUBMITTED, answers_of, determination, filled, judged_version
from policy.account import Happening
from policy.analysis import Finding, Found, Question
from policy.computing import Computed, compute
from policy.facts import Facts
from policy.findings import (
    block_problems,
    blocks,
    first_to_ask,
    may_clear,
    open_questions,
    outstanding,
)
from policy.form import FieldKind, FormField
from policy.forms.answers import asked_of
from policy.forms.problem import Problem
from policy.plan import Asked, asked_now, employee_role, plan
from policy.program import Program
from records import facts, findings
from records.arrangements import Arrangement
from records.entries import TimelineEntry

KEY = "findings"
REMARK, WAY_OUT = "remark", "way_out"


@dataclass(frozen=True)
class Analyzed:
    """One request as its analyses see it (GL32 III).

    `whole` are all questions of the program, asked of this proposal or not; `answers` are the
    proposal's, with what reviewers filled in; `computed` is what the employee's facts answer now,
    by question; `history` every finding in the order given. `again` are the roles that have given
    a review: asked once more, they may also answer what a changed proposal would be asked.
    `determined` is the entry of the determination that stands, where one is on record (IV.N).
    `today` is the agency's local date.
    """

    program: Program
    whole: tuple[Asked, ...]
    may_set_aside: tuple[str, ...]
    answers: Mapping[str, str]
    history: tuple[Found, ...]
    computed: Mapping[str, Computed]
    today: date
    again: frozenset[str] = frozenset()
    determined: TimelineEntry | None = None

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """The questions that are asked of the proposal."""
        return asked_now(self.whole, self.answers)

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
        return {name: each.set_aside for name, each in self.found.items() if each.set_aside}

    @property
    def undetermined(self) -> bool:
        """Whether an accommodation is asked for that nobody has determined yet (IV.N)."""
        return bool(self.may_set_aside) and self.determined is None

    @cached_property
    def wording(self) -> Mapping[str, Question]:
        """Each question as the program words it."""
        return {each.id: each for one in self.program.analyses for each in one.questions}

    @cached_property
    def now(self) -> tuple[Finding, ...]:
        """The findings that the facts give at this moment, of questions that were answered."""
        asked = {each.id for each in self.questions}
        return tuple(
            Finding(name, told.answer, computed=True)
            for name, told in self.computed.items()
            if name in asked and (name in self.found or self._is_of_decider(name))
        )

    @property
    def decider(self) -> str:
        """The role that decides; empty where the program has no decision."""
        return self.program.review.decider or ""

    def of(self, role: str, answers: Mapping[str, str] | None = None) -> tuple[Asked, ...]:
        """The questions that a role is asked or may answer ahead, in the program's order.

        A role asked once more may claim every exception: a change of the proposal may open it.
        """
        found = self._answerable(role, {**self.answers, **(answers or {})})
        ways = {each.id: each.ways_out for each in self.whole if role in self.again}
        return tuple(
            replace(asked, ways_out=ways.get(asked.id, asked.ways_out))
            for asked in found
            if asked.role == role
        )

    def role_of(self, key: str) -> str:
        """The role whose question has that form key; empty where it is no question's."""
        named = {key_of(each.id): each.role for each in self.whole}
        return named.get(key, "")

    def is_ahead(self, name: str) -> bool:
        """Whether a question is not asked of the proposal as it is, but may be of a changed one."""
        return all(each.id != name for each in self.questions)

    def changed(self, answers: Mapping[str, str]) -> "Analyzed":
        """The same for the proposal as the agency changes it, with what other roles filled in.

        Which questions are asked, and which exceptions can be chosen, follows from it anew.
        """
        employee = employee_role(self.program)
        others = {item.id for item in self.program.fields if item.role not in {"", employee}}
        kept = {name: given for name, given in self.answers.items() if name in others}
        return replace(self, answers={**answers, **kept})

    def open_to(
        self, role: str, given: Sequence[Finding] = (), answers: Mapping[str, str] | None = None
    ) -> tuple[Asked, ...]:
        """What a role may answer now, with the findings and answers that it is about to give."""
        known = self.with_findings(given)
        told = {**self.answers, **(answers or {})}
        ahead = {each.id for each in self.whole} - {each.id for each in asked_now(self.whole, told)}
        unneeded = {*self.set_aside, *ahead}
        return open_questions(role, self._answerable(role, told), known, unneeded, told)

    def with_findings(self, given: Sequence[Finding]) -> Mapping[str, Finding]:
        """The findings as they would stand with these."""
        return {**self.findings, **{each.question: each for each in given}}

    def in_the_way(
        self, given: Sequence[Finding] = (), answers: Mapping[str, str] | None = None
    ) -> tuple[Problem, ...]:
        """Everything between the request and an approval, in the order a person would settle it."""
        known = self.with_findings((*self.now, *given))
        told = {**self.answers, **(answers or {})}
        asked = asked_now(self.whole, told)
        found = block_problems(self.program, asked, known, self.set_aside, told)
        return tuple(Problem(key_of(each.field), each.message, each.citation) for each in found)

    @cached_property
    def blocked(self) -> frozenset[str]:
        """The questions answered otherwise than approval needs, the facts as they are now."""
        known = self.with_findings(self.now)
        return frozenset(blocks(self.questions, known, self.set_aside, self.answers))

    @property
    def may_clear(self) -> bool:
        """Whether a change of the proposal could take all that blocks it out of the way."""
        return may_clear(self.whole, self.with_findings(self.now), self.blocked)

    def first_to_ask(self, given: Sequence[Finding], answers: Mapping[str, str]) -> tuple[str, ...]:
        """Who else has to say something to a change of the decider's before it can be approved."""
        told, known = {**self.answers, **answers}, self.with_findings((*self.now, *given))
        return first_to_ask(self.decider, asked_now(self.whole, told), known, self.set_aside, told)

    @cached_property
    def unanswered(self) -> frozenset[str]:
        """The questions that nobody has answered."""
        left = outstanding(self.questions, self.with_findings(self.now), self.set_aside)
        return frozenset(asked.id for asked in left)

    def _answerable(self, role: str, told: Mapping[str, str]) -> tuple[Asked, ...]:
        """Every question asked, and for a role asked once more also those of a changed proposal."""
        asked = {each.id: each for each in asked_now(self.whole, told)}
        return tuple(
            asked.get(each.id, each)
            for each in self.whole
            if each.id in asked or role in self.again
        )

    def _is_of_decider(self, name: str) -> bool:
        return any(asked.id == name for asked in self.open_to(self.decider))


def analyzed(
    session: Session,
    parts: Parts,
    arrangement: Arrangement,
    entries: Sequence[TimelineEntry],
) -> Analyzed:
    """Read what the analyses of a request rest on; `entries` is its timeline."""
    agency = parts.agencies[arrangement.agency]
    program = parts.program_of(arrangement)
    rules = plan(program, agency, answers_of(session, arrangement.reference, SUBMITTED))
    answers = answers_of(session, arrangement.reference, judged_version(entries))
    known = facts.find(session, arrangement.employee)
    today = parts.today_in(agency.id)
    return Analyzed(
        program=program,
        whole=rules.questions,
        may_set_aside=rules.may_set_aside,
        answers={**answers, **filled(entries)},
        history=tuple(findings.history(session, arrangement.reference)),
        computed=_computed(program, known, today),
        today=today,
        again=frozenset(e.role for e in entries if e.kind == Happening.REVIEW_GIVEN),
        determined=determination(entries),
    )


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


def _computed(program: Program, known: Facts, today: date) -> dict[str, Computed]:
    return {
        each.id: compute(each, known, today)
        for one in program.analyses
        for each in one.questions
        if each.computed is not None
    }
