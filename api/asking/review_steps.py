"""A review being given: its steps, how far each is, what was entered so far, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated

from fastapi import Depends

from api.asking.tasks import TaskPage, TaskPageDep
from api.dependencies import NotFound
from api.forms.answering import Given, given_in
from api.forms.reviewing import overall_in
from api.rights.analyzed import KEY, Analyzed, analyzed, own_fields
from api.views.fields import Asking, field_of
from api.views.forms import own_sections, problems_in, sent_in
from api.views.progress import BEGUN, CAN_WAIT, COMPLETED, LOCKED, NOT_YET, StepView
from api.views.questions import Shown, given_so_far, shown_beside
from policy.analysis import Analysis
from policy.form import Section
from policy.forms.checking import Problem
from policy.tasks import Purpose
from records.tasks import OpenTask
from records.visits import find_draft, save_draft

OVERALL = "overall"
_QUESTIONS, _FIELDS = "q-", "f-"
_OVERALL_KEYS = ("supports", "comment")


@dataclass(frozen=True)
class Step:
    """One page of a review: an analysis, a section of the form, or the recommendation."""

    id: str
    title: str
    analysis: Analysis | None = None
    section: Section | None = None

    def keeps(self, key: str, own: frozenset[str]) -> bool:
        """Whether a form key belongs to this step; `own` are the keys of its questions."""
        if self.analysis is not None:
            return ".".join(key.split(".")[:2]) in own
        if self.section is not None:
            return field_of(key) in {item.id for item in self.section.fields}
        return key in _OVERALL_KEYS


@dataclass(frozen=True)
class Reviewing:
    """One review being given by the person of a link; `values` are what was entered so far."""

    page: TaskPage
    task: OpenTask
    case: Analyzed
    values: Mapping[str, str]

    @property
    def role(self) -> str:
        """The role that the review is given in."""
        return self.page.link.role

    @property
    def is_plain(self) -> bool:
        """Whether the program asks this role for nothing but the recommendation."""
        return not self.case.of(self.role) and not own_fields(self.case.program, self.role)

    @cached_property
    def given(self) -> Given:
        """The findings and fields in what was entered so far."""
        return given_in(self.case, self.role, self.values)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every page of the review, in the program's order."""
        asked = {each.id for each in self.case.of(self.role)}
        analyses = sorted(self.case.program.analyses, key=lambda each: each.order)
        found = [
            Step(_QUESTIONS + each.id, each.title, analysis=each)
            for each in analyses
            if asked & {question.id for question in each.questions}
        ]
        found += [Step(_FIELDS + each.id, each.title, section=each) for each in self._sections()]
        return (*found, Step(OVERALL, "Your recommendation"))

    def step(self, name: str) -> Step:
        """The step of that name; NotFound for any other, or one that cannot start yet."""
        found = next((each for each in self.steps if each.id == name), None)
        if found is None or self.is_locked(found):
            raise NotFound
        return found

    def is_locked(self, step: Step) -> bool:
        """Whether the analyses before it lock it, with what was entered so far (III)."""
        if step.analysis is None:
            return False
        open_now = {each.id for each in self.case.open_to(self.role, self.given.findings)}
        return not open_now & {question.id for question in step.analysis.questions}

    def views(self) -> list[StepView]:
        """How far each step is."""
        return [
            StepView(each.id, each.title, self._state(each), self._count(each))
            for each in self.steps
        ]

    def after(self, step: Step) -> str:
        """The page after a step: the next one that can start, or the check of all answers."""
        following = self.steps[self.steps.index(step) + 1 :]
        nearest = next((each.id for each in following if not self.is_locked(each)), "check")
        return f"{self.page.path}/review/{nearest}"

    def keep(self, step: Step, sent: Mapping[str, str]) -> "Reviewing":
        """Save what was entered on a step, complete or not."""
        kept = {key: value for key, value in sent.items() if step.keeps(key, self._keys(step))}
        if step.section is not None:
            kept = sent_in(step.section.fields, sent)
        others = {
            key: value
            for key, value in self.values.items()
            if not step.keeps(key, self._keys(step))
        }
        name, now = self.page.link.id, self.page.parts.clock()
        saved = save_draft(self.page.session, name, name, {**others, **kept}, now)
        return Reviewing(self.page, self.task, self.case, saved.answers)

    def problems(self) -> list[Problem]:
        """Everything that keeps the review from being sent."""
        return [*self.given.problems, *overall_in(self.values)[1]]

    def problems_of(self, step: Step) -> list[Problem]:
        """Those of one step."""
        if step.section is not None:
            return list(problems_in(step.section, self.problems()))
        own = self._keys(step)
        return [each for each in self.problems() if step.keeps(each.field, own)]

    def stops(self) -> tuple[Problem, ...]:
        """Which of these answers stand in the way of an approval, by section, in order."""
        own = {each.question for each in self.given.findings}
        found = self.case.in_the_way(self.given.findings, self.given.answers)
        return tuple(each for each in found if each.field.removeprefix(f"{KEY}.") in own)

    @cached_property
    def shown(self) -> Shown:
        """What stands beside the questions."""
        facts = self.page.facts
        return shown_beside(self.page.session, self.case, facts.proposal, facts.employee)

    @property
    def asking(self) -> Asking:
        """How the fields of the form are shown."""
        fields = {item.id: item for item in self.case.program.fields}
        return Asking(fields, answers=self.case.answers, program=self.case.program)

    def _sections(self) -> list[Section]:
        """The sections of the form with the fields that go with the review."""
        own = own_fields(self.case.program, self.role)
        cut = (
            replace(each, fields=tuple(item for item in each.fields if item in own))
            for each in own_sections(self.case.program, self.role)
        )
        return [each for each in cut if each.fields]

    def _keys(self, step: Step) -> frozenset[str]:
        questions = step.analysis.questions if step.analysis else ()
        return frozenset(f"{KEY}.{question.id}" for question in questions)

    def _state(self, step: Step) -> str:
        if self.is_locked(step):
            return LOCKED
        own = self._keys(step)
        begun = any(value and step.keeps(key, own) for key, value in self.values.items())
        if self.problems_of(step):
            return BEGUN if begun else NOT_YET
        if step.section is not None and not begun:
            return CAN_WAIT
        return COMPLETED

    def _count(self, step: Step) -> int:
        asked = {each.id for each in self.case.of(self.role)}
        questions = step.analysis.questions if step.analysis else ()
        return sum(question.id in asked for question in questions)

    def place_of(self, problem: Problem) -> str:
        """The page on which a problem is put right."""
        for step in self.steps:
            if step.keeps(problem.field, self._keys(step)):
                return f"{self.page.path}/review/{step.id}#{problem.field}"
        return ""


def reviewing(page: TaskPageDep) -> Reviewing:
    """The review that a link's person is asked for; else back to the link's page.

    What was saved before the review was asked for once more does not count: the findings on
    record do.
    """
    task = page.asked(Purpose.REVIEW)
    case = analyzed(page.session, page.parts, page.facts.arrangement, page.facts.entries)
    draft = find_draft(page.session, page.link.id, page.link.id)
    fresh = draft is not None and draft.changed_at >= task.since
    kept = draft.answers if draft is not None and fresh else given_so_far(case, page.link.role)
    return Reviewing(page, task, case, kept)


ReviewDep = Annotated[Reviewing, Depends(reviewing, scope="function")]
