"""From what an API caller sends to what can be handed in, by the rules of the pages."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from api.views.fields import field_of
from policy.facts import Facts
from policy.forms.answers import overtyped, unrecorded
from policy.forms.checking import Problem, problems, read_proposal
from policy.program import Program
from policy.proposal import Proposal
from policy.wording import stopped

Act = TypeVar("Act")
MOST_TOLD = 5
"""Rules that the detail of a problem tells; a file may break a thousand."""
_TERM = ("starts_on", "ends_on")


class BadAnswers(Exception):
    """What was sent breaks rules; `rules` names each field, rule and section."""

    def __init__(self, found: Sequence[Problem]) -> None:
        """Keep what was found."""
        self.rules: tuple[Mapping[str, str], ...] = tuple(_rule(problem) for problem in found)
        super().__init__(_in_short([rule["rule"] for rule in self.rules]))


def fit(found: tuple[Act | None, Sequence[Problem]]) -> Act:
    """What a rule made of what was sent, or BadAnswers with what it found wrong."""
    act, wrong = found
    if act is None:
        raise BadAnswers(wrong)
    return act


def checked_proposal(
    program: Program,
    known: Mapping[str, str],
    answers: Mapping[str, str],
    today: date,
    facts: Facts,
) -> Proposal:
    """The proposal in `answers` and what is `known` already, which no answer can contradict.

    `facts` are what is on file of the employee. BadAnswers with everything that is wrong with it.
    """
    proposal, wrong = read_draft(program, known, answers, today, facts)
    found = (*overtyped(program, known, answers), *wrong)
    if proposal is None or found:
        raise BadAnswers(found)
    return proposal


def read_draft(
    program: Program,
    known: Mapping[str, str],
    answers: Mapping[str, str],
    today: date,
    facts: Facts,
) -> tuple[Proposal | None, tuple[Problem, ...]]:
    """The proposal if everything is right, else everything that is wrong so far.

    What is `known` stands in place of `answers`. A first or last day that is not there yet keeps
    no other rule from being shown.
    """
    values = {**answers, **known}
    proposal, unread = read_proposal(program, values)
    if proposal is not None:
        found = _with_gaps(program, known, problems(program, proposal, today, facts))
        return (None, found) if found else (proposal, ())
    stand_in, _ = read_proposal(program, {**values, **dict.fromkeys(_TERM, today.isoformat())})
    others = problems(program, stand_in, today, facts) if stand_in else ()
    found = (*unread, *(each for each in others if each.field not in _TERM))
    return None, _with_gaps(program, known, tuple(dict.fromkeys(found)))


def _with_gaps(
    program: Program, known: Mapping[str, str], wrong: Sequence[Problem]
) -> tuple[Problem, ...]:
    """What is wrong, in the form's order; of what is missing on file, that and nothing else."""
    gaps = {each.field: each for each in unrecorded(program, known)}
    found = [*gaps.values(), *(each for each in wrong if each.field not in gaps)]
    places = {item.id: place for place, item in enumerate(program.fields)}
    return tuple(sorted(found, key=lambda each: places.get(field_of(each.field), -1)))


def _rule(problem: Problem) -> dict[str, str]:
    rule = {"field": problem.field, "rule": problem.message}
    return rule | ({"section": problem.citation} if problem.citation else {})


def _in_short(rules: Sequence[str]) -> str:
    """The first rules that are broken, each a sentence, and how many more there are."""
    said = list(dict.fromkeys(rules))
    told = [stopped(rule) for rule in said[:MOST_TOLD]]
    more = [f"And {len(said) - MOST_TOLD:,} more."] if len(said) > MOST_TOLD else []
    return " ".join([*told, *more])
