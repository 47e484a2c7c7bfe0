"""A proposal not yet submitted: its answers, what is wrong with them, and its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from api.dependencies import NotFound, PartsDep, SessionDep, ViewerDep, attribution
from api.pages import Settled, help_lines, settled_act
from api.parts import Parts
from api.submitting import rules_for
from api.templating import render
from api.views.forms import prefilled, problems_in, section_view
from api.visits import Viewer
from policy.acts import Attribution, Submission
from policy.checking import Problem, problems, read_proposal
from policy.deadlines import local_date
from policy.form import Section
from policy.program import Agency, Program
from policy.proposal import Proposal
from records.people import Person
from records.visits import Draft, find_draft, save_draft


@dataclass(frozen=True)
class SectionState:
    """How far a section is: its title, and done, begun or not begun."""

    id: str
    title: str
    state: str


@dataclass(frozen=True)
class Drafting:
    """One draft of its own employee: nobody proposes for somebody else (GL32 I)."""

    parts: Parts
    session: Session
    viewer: Viewer
    draft: Draft
    program: Program
    agency: Agency

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
        viewer = self.viewer
        return attribution(request, viewer.person.number, key, "session", viewer.agencies)

    @property
    def known(self) -> Mapping[str, str]:
        """What the directory says, by form key: nobody types that."""
        return prefilled(self.program, self.person)

    @property
    def values(self) -> Mapping[str, str]:
        """What is answered so far, by form key."""
        return {**self.draft.answers, **self.known}

    def sent(self) -> RedirectResponse | None:
        """Where a draft that was submitted leads; None while it is open."""
        if self.draft.submitted_at is None:
            return None
        return RedirectResponse(f"/propose/{self.reference}/sent", status_code=303)

    def section(self, section_id: str) -> Section:
        """The section of that ID; NotFound without one."""
        for section in self.program.sections:
            if section.id == section_id:
                return section
        raise NotFound

    def keep(self, answers: Mapping[str, str]) -> None:
        """Save these answers with the others."""
        merged = {**self.draft.answers, **answers}
        save_draft(self.session, self.reference, self.person.number, merged, self.parts.clock())

    def read(self) -> tuple[Proposal | None, tuple[Problem, ...]]:
        """The proposal if everything is right, else everything that is wrong."""
        proposal, unread = read_proposal(self.program, self.values)
        if proposal is None:
            return None, unread
        today = local_date(self.parts.clock(), self.agency.time_zone)
        found = problems(self.program, proposal, today)
        return (None, found) if found else (proposal, ())

    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong so far."""
        return self.read()[1]

    def states(self) -> list[SectionState]:
        """How far each section is."""
        wrong = self.problems()
        return [self._state(section, wrong) for section in self.program.sections]

    def after(self, section_id: str) -> str:
        """The page after a section: the next one, or the check of all answers."""
        ids = [section.id for section in self.program.sections]
        following = ids[ids.index(section_id) + 1 :]
        return f"/propose/{self.reference}/{following[0] if following else 'check'}"

    async def start(self, _reference: str, submission: Submission) -> None:
        """Start the arrangement."""
        await self.parts.arrangements.submit(submission)

    def ask(
        self, request: Request, section: Section, wrong: Sequence[Problem] = ()
    ) -> HTMLResponse:
        """One section's page."""
        step = self.program.sections.index(section)
        return self.render(
            request,
            "propose_section.html",
            422 if wrong else 200,
            section=section_view(section, self.draft.answers, wrong, self.known),
            problems=wrong,
            states=self.states(),
            step=step + 1,
            previous=self.program.sections[step - 1].id if step else "",
        )

    def check(self, request: Request, wrong: Sequence[Problem]) -> HTMLResponse:
        """The page on which all answers are read once more."""
        sections = [section_view(each, self.values) for each in self.program.sections]
        places = {
            problem.field: section.id
            for section in self.program.sections
            for problem in problems_in(section, wrong)
        }
        return self.render(
            request,
            "propose_check.html",
            422 if wrong else 200,
            sections=sections,
            problems=wrong,
            places=places,
        )

    def render(
        self, request: Request, name: str, status: int = 200, **context: object
    ) -> HTMLResponse:
        """A page about this draft."""
        return render(
            request,
            name,
            status,
            reference=self.reference,
            program=self.program,
            help=help_lines(self.program, self.agency, coordinates=False),
            **context,
        )

    def _state(self, section: Section, wrong: Sequence[Problem]) -> SectionState:
        begun = section_view(section, self.draft.answers).started
        done = begun and not problems_in(section, wrong)
        state = "Completed" if done else "In progress" if begun else "Not yet started"
        return SectionState(section.id, section.title, state)


def drafting(reference: str, session: SessionDep, parts: PartsDep, viewer: ViewerDep) -> Drafting:
    """The viewer's own draft of that reference; NotFound for any other."""
    draft = find_draft(session, reference, viewer.person.number)
    if draft is None:
        raise NotFound
    program, agency = rules_for(parts, viewer.person)
    return Drafting(parts, session, viewer, draft, program, agency)


DraftDep = Annotated[Drafting, Depends(drafting, scope="function")]


async def settled_draft(draft: DraftDep, act: str = "") -> Settled:
    """The act in the address of a draft's page."""
    return await settled_act(draft.reference, draft.parts, act)


SettledDraftDep = Annotated[Settled, Depends(settled_draft, scope="function")]
