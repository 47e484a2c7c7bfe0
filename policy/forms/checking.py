"""Reads a proposal from its form and checks it; every refusal names field, rule and section."""

from collections.abc import Iterator, Mapping
from datetime import date

from policy.duration import last_day
from policy.facts import Facts
from policy.form import FormField
from policy.forms.answers import (
    OF_THE_PROPOSAL,
    asked,
    field_problems,
    not_on_file,
    read_fields,
    unasked,
)
from policy.forms.kinds import missing, quoted
from policy.forms.pattern import SCHEDULE_TYPE, week_problems
from policy.forms.problem import Problem, cited
from policy.forms.schedule import WEEK_KEYS, read_week, week_citation, week_to_form
from policy.forms.typed import YEARS, YEARS_HINT, clean, read_date, typed_day
from policy.program import Program
from policy.proposal import Proposal, first_telecommuting_day
from policy.wording import show_date

__all__ = ["Problem", "problems", "read_proposal", "to_form", "typed_day"]

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def read_proposal(
    program: Program, form: Mapping[str, str], kept: Mapping[str, str] | None = None
) -> tuple[Proposal | None, tuple[Problem, ...]]:
    """The proposal that the employee's form holds, or None and why it cannot be read.

    With None come the faulty answers too, so that a person learns of everything at once. A
    proposal that was read still has to pass `problems`. Keys the form does not ask for are ignored;
    of the answers `kept` from before, those of other roles stay.
    """
    starts_on, start_fault = _read_day(program, form, "starts_on")
    ends_on, end_fault = _read_day(program, form, "ends_on")
    week, week_faults = read_week(program, form)
    others = {item.id for item in _of_others(program)}
    answers = {name: given for name, given in (kept or {}).items() if name in others}
    answers |= read_fields(asked(program), form)
    faults = (*start_fault, *end_fault, *week_faults)
    if faults or starts_on is None:
        return None, _in_order(program, [*faults, *_answer_problems(program, answers)])
    return Proposal(starts_on, ends_on, week, answers), ()


def problems(
    program: Program,
    proposal: Proposal,
    today: date,
    facts: Facts,
    earliest: date | None = None,
) -> tuple[Problem, ...]:
    """Everything that keeps the proposal from being submitted on `today`, in the form's order.

    `facts` are what is on file of the employee: hours, the type of schedule, regular field work.
    What is compared with the file has to be there: a blank lets nothing through. `earliest` is
    the first start that is allowed, if not `today`.
    """
    found = [
        *_term_problems(program, proposal, earliest or today),
        *week_problems(program, proposal, facts),
        *_answer_problems(program, proposal.answers, today),
        *_contradicted(program, proposal, facts),
    ]
    return _in_order(program, list(dict.fromkeys(found)))


def to_form(proposal: Proposal) -> dict[str, str]:
    """The proposal under the keys of its form; `read_proposal` gives it back unchanged."""
    return {
        **proposal.answers,
        "starts_on": typed_day(proposal.starts_on),
        "ends_on": typed_day(proposal.ends_on) if proposal.ends_on else "",
        **week_to_form(proposal.week),
    }


def _read_day(
    program: Program, form: Mapping[str, str], name: str
) -> tuple[date | None, tuple[Problem, ...]]:
    item = _field(program, name)
    typed = clean(form.get(name, ""))
    if not typed:
        blank = Problem(name, missing(item), cited(program, item.citation))
        return None, (blank,) if item.required else ()
    day = read_date(typed)
    if isinstance(day, str):
        return None, (Problem(name, day, cited(program, item.citation)),)
    return day, ()


def _of_others(program: Program) -> tuple[FormField, ...]:
    """The fields of reviewers, the decider and others than the employee."""
    theirs = {item.id for item in asked(program)} | set(OF_THE_PROPOSAL)
    return tuple(item for item in program.fields if item.id not in theirs)


def _answer_problems(
    program: Program, answers: Mapping[str, str], today: date | None = None
) -> Iterator[Problem]:
    """What is wrong with the answers; nobody else's are missing yet."""
    given = tuple(item for item in _of_others(program) if answers.get(item.id))
    yield from field_problems(program, (*asked(program), *given), answers, today=today)
    yield from unasked(program, answers)


def _contradicted(program: Program, proposal: Proposal, facts: Facts) -> Iterator[Problem]:
    """The type of schedule is the one on file: questions and limits rest on it (IV.D)."""
    on_file = facts.schedule_type
    for item in program.fields:
        given = proposal.answers.get(item.id, "")
        if item.prefill != SCHEDULE_TYPE:
            continue
        if not on_file and (given or item.required):
            yield not_on_file(program, item)
        elif given and given.lower() != on_file:
            message = f"{quoted(item.label)} is {on_file} on file, and is corrected there."
            yield Problem(item.id, message, cited(program, item.citation))


def _term_problems(program: Program, proposal: Proposal, earliest: date) -> Iterator[Problem]:
    """The start is not past, the end not before it, and the term no longer than allowed (IV.E)."""
    citation = cited(program, _field(program, "starts_on").citation)
    if proposal.starts_on.year not in YEARS:
        yield Problem("starts_on", YEARS_HINT, citation)
        return
    if proposal.starts_on < earliest:
        message = f"The start date must be {show_date(earliest)} or later."
        yield Problem("starts_on", message, citation)
    yield from _end_problems(program, proposal)


def _end_problems(program: Program, proposal: Proposal) -> Iterator[Problem]:
    item = _field(program, "ends_on")
    citation = cited(program, item.citation)
    if proposal.ends_on is None:
        if item.required:
            yield Problem("ends_on", missing(item), citation)
    elif proposal.ends_on.year not in YEARS:
        yield Problem("ends_on", YEARS_HINT, citation)
    elif proposal.ends_on < proposal.starts_on:
        start = show_date(proposal.starts_on)
        message = f"The end date must not be before the start date, {start}."
        yield Problem("ends_on", message, citation)
    else:
        yield from _too_long(program, proposal.starts_on, proposal.ends_on)
        yield from _too_short(program, proposal, proposal.ends_on)


def _too_long(program: Program, starts_on: date, ends_on: date) -> Iterator[Problem]:
    months = program.term.maximum_months
    if months is None or ends_on <= (latest := last_day(starts_on, months)):
        return
    word = _NUMBERS[months] if months < len(_NUMBERS) else str(months)
    length = f"{word} month{'' if months == 1 else 's'}"
    message = (
        f"The end date must be on or before {show_date(latest)}: "
        f"an arrangement lasts {length} at most."
    )
    yield Problem("ends_on", message, cited(program, program.term.citation))


def _too_short(program: Program, proposal: Proposal, ends_on: date) -> Iterator[Problem]:
    """It lasts until the first telecommuting day at least: before that there is nothing of it."""
    first = first_telecommuting_day(proposal)
    if first is not None and first > ends_on:
        message = (
            f"The end date must be {show_date(first)} or later: "
            "that is the first telecommuting day of this schedule."
        )
        yield Problem("ends_on", message, week_citation(program))


def _field(program: Program, name: str) -> FormField:
    return next(item for item in program.fields if item.id == name)


def _in_order(program: Program, found: list[Problem]) -> tuple[Problem, ...]:
    """Problems as the form asks; those of one field stay in the order they were found."""
    places = {item.id: place for place, item in enumerate(program.fields)}
    places |= dict.fromkeys(WEEK_KEYS, places["week"])
    last = len(places)
    return tuple(sorted(found, key=lambda problem: places.get(problem.field.split(".")[0], last)))
