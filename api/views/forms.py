"""A program's form as values, section by section: to be filled in, and as read back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from api.views.answers import NOT_PROVIDED, AnswerView, read_backs
from api.views.fields import Asking, FieldView, field_of, field_views, keys_of
from api.views.weeks import Scheduling, scheduling
from policy.facts import Facts
from policy.form import Before, FormField, Section, holds
from policy.forms.checking import Problem
from policy.helping import station_of
from policy.plan import employee_role
from policy.program import Program
from records.people import Person

FACTS = ("schedule_type",)
"""What a field is prefilled with from the facts on file, beside what the directory says."""


@dataclass(frozen=True)
class SectionView:
    """One section: its fields to fill in, and the same as read back."""

    id: str
    title: str
    fields: tuple[FieldView, ...]
    answers: tuple[AnswerView, ...] = field(default=())
    started: bool = False

    @property
    def asks(self) -> bool:
        """Whether anything in it is asked."""
        return any(not item.known for item in self.fields)


def section_view(
    section: Section,
    values: Mapping[str, str],
    problems: Sequence[Problem] = (),
    known: Mapping[str, str] | None = None,
    asking: Asking | None = None,
) -> SectionView:
    """A section with what was typed into it so far, and what is `known` without asking.

    What only another answer would ask for is not read back where nobody answered it.
    """
    labels = {item.id: item for item in section.fields}
    by = replace(asking or Asking(labels), known=known or {})
    views = field_views(section.fields, values, problems, by)
    typed = any(field_of(key) in labels for key in values)
    given = {**values, **by.known}
    needless = {
        item.id
        for item in section.fields
        if item.required_when and not holds(item.required_when, given)
    }
    answers = tuple(
        each for each in read_backs(views) if each.value != NOT_PROVIDED or each.key not in needless
    )
    return SectionView(section.id, section.title, views, answers, typed)


def asking_for(
    program: Program,
    facts: Facts | None = None,
    values: Mapping[str, str] | None = None,
    by: Before = Before.SUBMISSION,
) -> Asking:
    """How the fields of a program's form are shown to somebody of whom `facts` are on file."""
    typed = next(
        ((values or {}).get(item.id, "") for item in program.fields if item.prefill in FACTS), ""
    )
    return Asking(
        labels={item.id: item for item in program.fields},
        by=by,
        scheduling=scheduling(program, facts, typed)
        if facts
        else Scheduling(program.week, station=station_of(program)),
        program=program,
    )


def own_sections(program: Program, role: str = "") -> tuple[Section, ...]:
    """The form's sections with the fields of one role alone: the employee's where none is named."""
    employee = employee_role(program)
    wanted = role or employee
    found = (
        replace(section, fields=tuple(i for i in section.fields if (i.role or employee) == wanted))
        for section in program.sections
    )
    return tuple(section for section in found if section.fields)


def without_private(section: Section) -> Section:
    """The section as others than the employee and the coordinators see it."""
    return replace(section, fields=tuple(item for item in section.fields if not item.private))


def answered(section: SectionView) -> SectionView:
    """The section without what was left unanswered."""
    kept = tuple(answer for answer in section.answers if answer.value != NOT_PROVIDED)
    return replace(section, answers=kept)


def problems_in(section: Section, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those problems that belong to a section."""
    names = {item.id for item in section.fields}
    return tuple(problem for problem in problems if field_of(problem.field) in names)


def sent_in(fields: Iterable[FormField], form: Mapping[str, str]) -> dict[str, str]:
    """What was sent for these fields; an unticked box is an empty answer."""
    return {key: form.get(key, "") for item in fields for key in keys_of(item, form)}


def prefilled(program: Program, person: Person, facts: Facts) -> dict[str, str]:
    """What the directory and the facts on file already say: shown, and typed by nobody.

    What a proposal needs from there is blank where they say nothing: it is mended there (IV.B).
    """
    known = person.model_dump()
    values = {item.id: str(known.get(item.prefill, "")) for item in program.fields if item.prefill}
    values |= _on_file(program, facts)
    needed = {item.id for item in program.fields if item.required}
    return {key: value for key, value in values.items() if value or key in needed}


def _on_file(program: Program, facts: Facts) -> dict[str, str]:
    """What the facts answer, in the words of the field's choices."""
    said = {name: str(getattr(facts, name)) for name in FACTS}
    return {
        item.id: next((each for each in item.choices if each.lower() == said[item.prefill]), "")
        for item in program.fields
        if item.prefill in said
    }
