"""A modification being proposed: what is in force, what is changed of it so far, and by whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated

from fastapi import Depends

from api.asking.changing import ChangePage, page_for, without
from api.dependencies import NotFound
from api.forms.deciding import same_form
from api.rights.access import Doing
from api.views.changed import ChangedView, differences
from api.views.facts import Facts
from api.views.fields import Asking, field_of
from api.views.forms import SectionView, asking_for, own_sections, problems_in, section_view
from policy.account import Happening
from policy.facts import Facts as OnFile
from policy.form import FieldKind, Section
from policy.forms.checking import Problem, read_proposal, to_form
from policy.living.modifying import UNCHANGED, modification_problems
from policy.living.neighbors import Neighbor, neighbor_problems
from policy.plan import employee_role
from policy.program import Program
from policy.proposal import Proposal
from records.arrangements import Arrangement
from records.visits import Draft, find_draft, save_draft

START = "starts_on"
KEPT = frozenset({FieldKind.UPLOAD, FieldKind.STATEMENT})
"""What a modification leaves as it is: files are handed in, and statements made, for signing."""


@dataclass(frozen=True)
class Change:
    """What a modification starts from: the version in force, the rules, what is on file.

    `today` is the agency's date. `up_to_date` is the version with what reports and duties brought
    since it was signed: a modification begins with that. `neighbors` are the employee's other
    arrangements, to whose days it leaves neither gap nor overlap.
    """

    program: Program
    in_force: Proposal
    up_to_date: Proposal
    on_file: OnFile
    today: date
    neighbors: tuple[Neighbor, ...]

    @cached_property
    def before(self) -> Mapping[str, str]:
        """What is in force, as it is known by now, under the keys of the form."""
        return to_form(self.up_to_date)

    @cached_property
    def known(self) -> Mapping[str, str]:
        """What is shown and not asked: the first start, and what the directory said then."""
        fixed = {item.id for item in self.program.fields if item.prefill} | {START}
        return {name: given for name in fixed if (given := self.before.get(name, ""))}

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the form in which a modification may change something."""
        kept = {item.id for item in self.program.fields if item.kind in KEPT or item.file}
        kept |= continuing(self.program)
        found = (without(each, kept) for each in own_sections(self.program))
        return tuple(each for each in found if {item.id for item in each.fields} - set(self.known))

    def fixed(self, names: Iterable[str]) -> tuple[Problem, ...]:
        """What was sent for fields that a modification leaves as they are."""
        own = {item.id for each in self.sections for item in each.fields} - set(self.known)
        message = "A modification leaves this as it is."
        return tuple(Problem(name, message) for name in names if field_of(name) not in own)

    def read(self, typed: Mapping[str, str]) -> tuple[Proposal | None, tuple[Problem, ...]]:
        """The modified proposal as typed, or everything that is wrong with it."""
        answers = self.up_to_date.answers
        form = {**self.before, **typed, **self.known}
        modified, unread = read_proposal(self.program, form, answers)
        if modified is None:
            return None, unread
        modified, before = same_form(modified), same_form(self.in_force)
        wrong = modification_problems(self.program, before, modified, self.today, self.on_file)
        beside = neighbor_problems(self.program, before, modified, self.neighbors)
        wrong = (*wrong, *beside)
        return (None, wrong) if wrong else (modified, ())


@dataclass(frozen=True)
class Modifying:
    """One modification that the viewer of `page` is preparing; `draft` is what was typed so far."""

    page: ChangePage
    change: Change
    draft: Draft | None

    @property
    def name(self) -> str:
        """The draft's name: each modification of an arrangement has one of its own a person."""
        return _name(self.page)

    @property
    def typed(self) -> Mapping[str, str]:
        """What was typed so far, by form key."""
        return self.draft.answers if self.draft else {}

    @property
    def values(self) -> Mapping[str, str]:
        """The form as it stands with what was typed."""
        return {**self.change.before, **self.typed}

    @property
    def path(self) -> str:
        """The page of all sections."""
        return f"{self.page.path}/modify"

    @cached_property
    def read(self) -> tuple[Proposal | None, tuple[Problem, ...]]:
        """The modified proposal, or everything that is wrong with it so far."""
        return self.change.read(self.typed)

    @cached_property
    def changes(self) -> tuple[ChangedView, ...]:
        """What is changed so far, beside how it is in force."""
        modified = (
            self.read[0]
            or read_proposal(
                self.change.program,
                {**self.values, **self.change.known},
                self.change.up_to_date.answers,
            )[0]
        )
        return differences(self.page.facts, self.change.in_force, modified) if modified else ()

    @property
    def unchanged(self) -> bool:
        """Whether what was typed so far says the same as what is in force."""
        return any(each.message == UNCHANGED for each in self.read[1])

    def section(self, section_id: str) -> Section:
        """The section of that ID; NotFound without one."""
        found = next((each for each in self.change.sections if each.id == section_id), None)
        if found is None:
            raise NotFound
        return found

    def keep(self, section: Section, answers: Mapping[str, str]) -> "Modifying":
        """Save a section's answers with the others."""
        names = {item.id for item in section.fields}
        others = {key: it for key, it in self.typed.items() if field_of(key) not in names}
        session, now = self.page.session, self.page.parts.clock()
        saved = save_draft(session, self.name, self.name, {**others, **answers}, now)
        return Modifying(self.page, self.change, saved)

    def view(self, section: Section, wrong: Sequence[Problem] = ()) -> SectionView:
        """A section with what was typed, and what stays."""
        return section_view(section, self.values, wrong, self.change.known, self._asking)

    def states(self) -> list[tuple[Section, str]]:
        """Each section with how it differs from what is in force."""
        changed = {each.key for each in self.changes}
        wrong = self.read[1]
        return [(each, _state(each, changed, wrong)) for each in self.change.sections]

    @property
    def _asking(self) -> Asking:
        return asking_for(self.change.program, self.change.on_file, self.values)


def continuing(program: Program) -> frozenset[str]:
    """The fields in which a proposal says which arrangement it continues, if any."""
    item = next((each for each in program.fields if each.id == program.continues), None)
    if item is None:
        return frozenset()
    condition = item.required_when.partition("=")[0]
    return frozenset({item.id, condition} - {""})


def change_of(facts: Facts, on_file: OnFile, neighbors: tuple[Neighbor, ...]) -> Change:
    """What a modification of this arrangement starts from; NotFound where nothing is in force."""
    if facts.current is None or facts.up_to_date is None:
        raise NotFound
    return Change(facts.program, facts.current, facts.up_to_date, on_file, facts.today, neighbors)


def role_of(program: Program, arrangement: Arrangement, person: str) -> str:
    """In which role somebody proposes: the employee in their own, others as coordinators."""
    return employee_role(program) if person == arrangement.employee else program.coordinator


def modifying(
    page: Annotated[ChangePage, Depends(page_for(Doing.MODIFY), scope="function")],
) -> Modifying:
    """A dependency: the modification that the viewer is preparing."""
    name = _name(page)
    draft = find_draft(page.session, name, name)
    change = change_of(page.facts, page.on_file, page.neighbors)
    page.session.commit()
    return Modifying(page, change, draft)


ModifyingDep = Annotated[Modifying, Depends(modifying, scope="function")]


def _name(page: ChangePage) -> str:
    proposed = sum(each.kind == Happening.MODIFICATION_PROPOSED for each in page.facts.entries)
    return f"{page.reference} modification {proposed + 1} {page.viewer.person.number}"


def _state(section: Section, changed: set[str], wrong: Sequence[Problem]) -> str:
    if problems_in(section, wrong):
        return "There is a problem"
    return "Changed" if changed & {item.id for item in section.fields} else "As in force"
