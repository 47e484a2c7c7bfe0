"""Pages on which somebody acts on an arrangement as a whole: who may, and what they show."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import PartsDep, SessionDep, ViewerDep, attribution
from api.doors.acts import Act, Refused
from api.forms.renewing import neighbors_of
from api.forms.shaping import shaped
from api.helping import help_lines
from api.pages import after, hand_over, with_status
from api.parts import Parts
from api.readings import note
from api.rights.access import Doing, opened_for
from api.rights.analyzed import Analyzed, analyzed
from api.templating import render
from api.views.analyses import ReviewedView, reviewed_view
from api.views.arrangement import reviews
from api.views.choices import settled, why_not
from api.views.facts import Facts, facts_of
from api.views.forms import asking_for, own_sections, section_view
from api.views.mine import summary
from api.views.questions import shown_beside
from api.views.weeks import laid_over
from api.visits import Viewer
from policy.acts import Attribution
from policy.facts import Facts as OnFile
from policy.form import FieldKind, FormField, Section
from policy.forms.checking import Problem, to_form
from policy.living.neighbors import Neighbor
from records import facts as on_record
from records.entries import by_key


@dataclass(frozen=True)
class ChangePage:
    """One arrangement, for a viewer who may do `doing` with it, and what else they `may` do."""

    parts: Parts
    session: Session
    viewer: Viewer
    facts: Facts
    doing: Doing
    may: frozenset[Doing]

    @property
    def reference(self) -> str:
        """The arrangement's reference."""
        return self.facts.arrangement.reference

    @property
    def path(self) -> str:
        """The arrangement's own page."""
        return f"/arrangements/{self.reference}"

    @property
    def current(self) -> Mapping[str, str]:
        """The proposal as it stands and is known by now, under the keys of its form."""
        return to_form(self.facts.on_table) if self.facts.on_table else {}

    @cached_property
    def on_file(self) -> OnFile:
        """What the directory knows of the employee."""
        return on_record.find(self.session, self.facts.arrangement.employee)

    @cached_property
    def neighbors(self) -> tuple[Neighbor, ...]:
        """The employee's other arrangements, which a change of dates has to leave room for."""
        return neighbors_of(self.session, self.parts, self.facts.arrangement)

    @cached_property
    def case(self) -> Analyzed:
        """The analyses of the request as they stand."""
        facts = self.facts
        return analyzed(self.session, self.parts, facts.arrangement, facts.entries)

    @cached_property
    def reviewed(self) -> ReviewedView:
        """What the review found, with what the viewer can do about it."""
        facts = self.facts
        shown = shown_beside(self.session, self.case, facts.proposal, facts.employee)
        return reviewed_view(facts, self.case, shown, self.may)

    @cached_property
    def changeable(self) -> tuple[Section, ...]:
        """The sections of the form as the agency changes them: the employee's files stay theirs."""
        program = self.facts.program
        kept = {it.id for it in program.fields if it.kind is FieldKind.UPLOAD or it.file}
        return tuple(without(each, kept) for each in own_sections(program))

    def shaped(self, sent: Mapping[str, str], *more: FormField) -> dict[str, str]:
        """The form after one of its buttons changed its shape, and `more` fields that it has."""
        own = [item for section in self.changeable for item in section.fields]
        return shaped([*own, *more], sent)

    def note_reading(self, request: Request, what: str) -> None:
        """Keep that the viewer read this of the arrangement."""
        person, right = self.viewer.person.number, "signed in"
        reference = self.reference
        note(request, self.session, reader=person, reference=reference, what=what, why=right)

    def later(self, request: Request) -> HTMLResponse | None:
        """The page that says why it cannot be done as it stands; None where it can."""
        why = why_not(self.facts, self.doing)
        return self.not_now(request, self.doing, why) if why else None

    def not_now(self, request: Request, doing: Doing, why: str) -> HTMLResponse:
        """The page that says why something cannot be done now, with the reviews for a decider."""
        given = reviews(self.facts) if doing is Doing.DECIDE else ()
        return self.render(request, "not_now.html", doing=doing, why=why, reviews=given)

    def refuse_settled(self, by: Attribution) -> None:
        """Refused where nothing can come of an act any more; one taken before gets its receipt."""
        why = settled(self.facts, self.doing)
        if why and not self.is_recorded(by):
            raise Refused(why)

    def refuse_later(self) -> None:
        """Refused where it cannot be done as it stands."""
        why = why_not(self.facts, self.doing)
        if why:
            raise Refused(why)

    def receipt(self, by: Attribution) -> RedirectResponse | None:
        """Where an act that was taken before leads, once nothing more can come of it.

        None while it can be done; Refused for what comes too late.
        """
        why = why_not(self.facts, self.doing)
        if not why:
            return None
        if not self.is_recorded(by):
            raise Refused(why)
        return after(self.path, by.key)

    def is_recorded(self, by: Attribution) -> bool:
        """Whether the act of that key is on record: its form was sent before."""
        return by_key(self.session, self.reference, by.key) is not None

    def hand_over(
        self,
        act: Act,
        ask_again: Callable[[list[Problem]], Response],
        path: str = "",
    ) -> Response:
        """Hand an act over and go on to what becomes of it; one that is refused is asked again."""
        try:
            hand_over(self.session, self.parts.arrangements.do, self.reference, act)
        except Refused as refused:
            return with_status(ask_again([Problem("", str(refused))]), 409)
        return after(path or self.path, act.by.key)

    def by(self, request: Request, key: str) -> Attribution:
        """The viewer's signature on an act."""
        return attribution(request, self.viewer, key)

    def show(
        self,
        request: Request,
        name: str,
        values: Mapping[str, str],
        problems: Sequence[Problem],
        **context: object,
    ) -> HTMLResponse:
        """A page with the program's form on it, filled with `values`."""
        program, typed = self.facts.program, laid_over(self.current, values)
        known = {
            item.id: self.current[item.id]
            for item in program.fields
            if item.prefill and self.current.get(item.id)
        }
        asking = asking_for(program, self.on_file, typed)
        sections = [section_view(each, typed, problems, known, asking) for each in self.changeable]
        return self.render(
            request, name, sections=sections, values=values, problems=problems, **context
        )

    def render(self, request: Request, name: str, **context: object) -> HTMLResponse:
        """A page about this arrangement."""
        facts = self.facts
        return render(
            request,
            name,
            reference=self.reference,
            path=self.path,
            who=facts.who,
            line_of_facts=summary(facts),
            program=facts.program,
            help=help_lines(facts.program, facts.agency, coordinates=self.viewer.is_hr),
            **context,
        )


def without(section: Section, names: Collection[str]) -> Section:
    """The section without these fields."""
    return replace(section, fields=tuple(i for i in section.fields if i.id not in names))


def page_for(doing: Doing) -> Callable[..., ChangePage]:
    """A dependency: the arrangement of the path, if the viewer may do that with it.

    The connection goes back before the route takes its turn.
    """

    def page(reference: str, session: SessionDep, parts: PartsDep, viewer: ViewerDep) -> ChangePage:
        arrangement, may = opened_for(session, parts, viewer, reference, doing)
        facts = facts_of(session, parts, arrangement, viewer)
        session.commit()
        return ChangePage(parts, session, viewer, facts, doing, may)

    return page
