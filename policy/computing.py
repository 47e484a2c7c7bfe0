"""Answers that an employee's facts give to questions of the analyses (GL32 III.C).

Answers are yes, no, or blank where the facts do not say: a blank one is never the answer needed.
"""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from policy.analysis import Computation, Question
from policy.facts import Facts
from policy.wording import show_date

YES, NO, NOT_ON_FILE = "yes", "no", ""
SATISFACTORY = "satisfactory"


@dataclass(frozen=True)
class Computed:
    """The answer that the facts give, and those facts in plain words."""

    answer: str
    evidence: str


class NotComputed(ValueError):
    """No facts answer this question: people do."""


def compute(question: Question, facts: Facts, today: date) -> Computed:
    """What the facts answer on `today`; NotComputed for a question that people answer."""
    if question.computed is None:
        raise NotComputed(question.id)
    if question.computed is Computation.DISCIPLINED:
        return _disciplined(facts, counted_back(today, question.months), today)
    return _ANSWERING[question.computed](facts, today)


def told_to_reviewers(question: Question, computed: Computed) -> str:
    """The facts in words for who reviews: the day of a discipline is for Human Resources alone."""
    if question.computed is Computation.DISCIPLINED and computed.answer == YES:
        return "Discipline in this time is on file with Human Resources."
    return computed.evidence


def counted_back(day: date, months: int) -> date:
    """The first day that lies within `months` of `day`, which counts itself (III.C.2).

    The corresponding date, or the last day of its month where that date does not exist, as the
    length of a term is counted: six months before August 31, 2026 is February 28, 2026.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, longest))


def _rating(facts: Facts, _today: date) -> Computed:
    """The most recent evaluation is satisfactory or better; without one nobody can say so."""
    if not facts.rating:
        return Computed(NOT_ON_FILE, "No evaluation is on file.")
    rated = f"on {show_date(facts.rated_on)}" if facts.rated_on else "on a day not on file"
    answer = YES if facts.rating == SATISFACTORY else NO
    return Computed(answer, f"Rated {facts.rating} {rated}.")


def _leads_staff(facts: Facts, _today: date) -> Computed:
    """The class leads or supervises staff, or somebody reports to the employee."""
    if facts.leading_class:
        return Computed(YES, "The job class leads or supervises staff.")
    if facts.direct_reports:
        people = "person reports" if facts.direct_reports == 1 else "people report"
        return Computed(YES, f"{facts.direct_reports} {people} to the employee.")
    if facts.leading_class is None:
        return Computed(NOT_ON_FILE, "Whether the job class leads staff is not on file.")
    return Computed(NO, "The job class leads no staff, and nobody reports to the employee.")


def _working_test(facts: Facts, today: date) -> Computed:
    """Today lies in a working test period, initial or promotional; both its ends belong to it."""
    first, last = facts.working_test_from, facts.working_test_until
    if first is None and last is None:
        return Computed(NO, "No working test period is on file.")
    begun = first is None or first <= today
    over = last is not None and last < today
    since = f" from {show_date(first)}" if first else ""
    until = f" until {show_date(last)}" if last else ""
    return Computed(YES if begun and not over else NO, f"Working test period{since}{until}.")


def _training_class(facts: Facts, _today: date) -> Computed:
    """The class is a junior or training class."""
    if facts.training_class is None:
        return Computed(NOT_ON_FILE, "Whether the job class is a training class is not on file.")
    if facts.training_class:
        return Computed(YES, "The job class is a junior or training class.")
    return Computed(NO, "The job class is no junior or training class.")


def _disciplined(facts: Facts, since: date, today: date) -> Computed:
    """Some discipline from `since` to `today`, both included; the latest is told."""
    recent = [day for day in facts.disciplined_on if since <= day <= today]
    if recent:
        return Computed(YES, f"Disciplined on {show_date(max(recent))}.")
    return Computed(NO, f"No discipline is on file since {show_date(since)}.")


_ANSWERING: dict[Computation, Callable[[Facts, date], Computed]] = {
    Computation.SATISFACTORY_RATING: _rating,
    Computation.LEADS_STAFF: _leads_staff,
    Computation.WORKING_TEST: _working_test,
    Computation.TRAINING_CLASS: _training_class,
}
