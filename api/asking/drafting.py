"""A proposal not yet submitted: its answers, what is wrong with them, and its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import NotFound, attribution
from api.files.attaching import Taken, take_files
from api.forms.submitting import Opening, hand_in, missing_now
from api.helping import help_lines
from api.parts import Parts
from api.proposals import read_draft
from api.rights.opening import MissingRegister
from api.templating import render
from api.views.fields import Asking, field_of
from api.views.filed import on_file
from api.views.forms import (
    SectionView,
    asking_for,
    own_sections,
    prefilled,
    problems_in,
    section_view,
)
from api.views.progress import COMPLETED, SectionState, section_state
from api.visits import Viewer
from policy.acts import Attribution, Submission
from policy.facts import Facts
from policy.form import Section
from policy.forms.checking import Problem
from policy.program import Agency, Program
from policy.proposal import Proposal
from records.people import Person
from records.visits import Draft, hold_draft, save_draft


@dataclass(frozen=True)
class Drafting:
    """One draft of its own employee: nobody proposes for somebody else (GL32 I)."""

    parts: Parts
    session: Session
    viewer: Viewer
    draft: Draft
    program: Program
    agency: Agency
    facts: Facts

    @property
    def person(self) -> Person:
        """Whose draft it is."""
        return self.viewer.person

    @property
    def reference(self) -> str:
        """The draft's reference, which becomes the arrangement's."""
        return self.draft.reference

    def by(self, request: Request, key: str) -> Attribution:
        """The employee's signature on the submission."""
        return attribution(request, self.viewer, key)

    @property
    def known(self) -> Mapping[str, str]:
        """What the directory says, by form key: nobody types that."""
        return prefilled(self.program, self.person, self.facts)

    @property
    def values(self) -> Mapping[str, str]:
        """What is answered so far, by form key."""
        return {**self.draft.answers, **self.known}

    @property
    def today(self) -> date:
        """The agency's local date."""
        return self.parts.today_in(self.agency.id)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The form's sections, with the fields that are the employee's."""
        return own_sections(self.program)

    @property
    def missing(self) -> tuple[MissingRegister, ...]:
        """What has to be on record first; nothing where the form is open."""
        return missing_now(self.session, self.parts, self.person)

    def section(self, section_id: str) -> Section:
        """The section of that ID; NotFound without one."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise NotFound

    def keep(self, section: Section, answers: Mapping[str, str]) -> None:
        """Save a section's answers with the others, those saved meanwhile included."""
        names, now = {item.id for item in section.fields}, self.parts.clock()
        hold_draft(self.session, self.draft, now)
        others = {key: it for key, it in self.draft.answers.items() if field_of(key) not in names}
        merged = {**others, **answers}
        save_draft(self.session, self.reference, self.person.number, merged, now)

    def take(self, section: Section, form: FormData) -> Taken:
        """Keep the files that were sent for a section."""
        own, fields = self.person.number, section.fields
        return take_files(self.parts, self.session, own, fields, form, self.draft.answers)

    def read(self) -> tuple[Proposal | None, tuple[Problem, ...]]:
        """The proposal if everything is right, else everything that is wrong."""
        typed = self.draft.answers
        return read_draft(self.program, self.known, typed, self.today, self.facts)

    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong so far."""
        return self.read()[1]

    def states(self) -> list[SectionState]:
        """How far each section is."""
        wrong, values = self.problems(), self.values
        return [section_state(each, self._view(each), values, wrong) for each in self.sections]

    def after(self, section_id: str) -> str:
        """The page after a section: the next one, or the check of all answers."""
        ids = [section.id for section in self.sections]
        following = ids[ids.index(section_id) + 1 :]
        return f"/propose/{self.reference}/{following[0] if following else 'check'}"

    def submission(self, by: Attribution) -> tuple[Submission | None, Sequence[Problem]]:
        """What the workflow starts with, or everything that is wrong with the draft."""
        proposal, wrong = self.read()
        if proposal is None:
            return None, wrong
        whose = (self.person, self.program, self.agency)
        return Opening(self.parts, self.reference, *whose, by).submission(self.session, proposal)

    async def start(self, _reference: str, submission: Submission) -> None:
        """Start the arrangement."""
        await hand_in(self.parts, submission)

    def ask(
        self,
        request: Request,
        section: Section,
        wrong: Sequence[Problem] = (),
        back: str = "",
    ) -> HTMLResponse:
        """One section's page; it goes `back` to the check of all answers where it came from."""
        step = self.sections.index(section)
        return self.render(
            request,
            "propose_section.html",
            section=self._view(section, wrong),
            on_file=on_file(self.program, section, self.facts),
            back=back,
            problems=wrong,
            states=self.states(),
            step=step + 1,
            previous=self.sections[step - 1].id if step else "",
        )

    def check(self, request: Request, wrong: Sequence[Problem]) -> HTMLResponse:
        """The page on which all answers are read once more."""
        sections, states = [self._view(each) for each in self.sections], self.states()
        places = {
            problem.field: f"/propose/{self.reference}/{section.id}#{problem.field}"
            for section in self.sections
            for problem in problems_in(section, wrong)
        }
        return self.render(
            request,
            "propose_check.html",
            sections=sections,
            problems=wrong,
            places=places,
            later=sum(state.later for state in states),
            unfinished=[each.title for each in states if each.state != COMPLETED],
        )

    def render(self, request: Request, name: str, **context: object) -> HTMLResponse:
        """A page about this draft."""
        return render(
            request,
            name,
            reference=self.reference,
            program=self.program,
            help=help_lines(self.program, self.agency, coordinates=False),
            **context,
        )

    def _view(self, section: Section, wrong: Sequence[Problem] = ()) -> SectionView:
        return section_view(section, self.draft.answers, wrong, self.known, self._asking)

    @property
    def _asking(self) -> Asking:
        return asking_for(self.program, self.facts, self.values)
