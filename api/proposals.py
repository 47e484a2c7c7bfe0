"""From an API caller's answers to a checked proposal."""

from collections.abc import Mapping, Sequence
from datetime import date

from policy.checking import Problem, problems, read_proposal

from policy.program import Program
from policy.proposal import Proposal


class BadProposal(Exception):
    """Answers that break rules of the program; `rules` names each field, rule and section."""

    def __init__(self, found: Sequence[Problem]) -> None:
        """Keep what was found."""
        self.rules: tuple[Mapping[str, str], ...] = tuple(_rule(problem) for problem in found)
        super().__init__(" ".join(rule["rule"] for rule in self.rules))


def checked_proposal(program: Program, answers: Mapping[str, str], today: date) -> Proposal:
    """The proposal in `answers`, or BadProposal with everything that is wrong with it."""
    proposal, unread = read_proposal(program, answers)
    if proposal is None:
        raise BadProposal(unread)
    found = (*unread, *problems(program, proposal, today))
    if found:
        raise BadProposal(found)
    return proposal


def _rule(problem: Problem) -> dict[str, str]:
    rule = {"field": problem.field, "rule": problem.message}
    return rule | ({"section": problem.citation} if problem.citation else {})
