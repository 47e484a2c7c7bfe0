"""A form, read and checked on a day in November."""

from collections.abc import Mapping

from policy.forms.checking import Problem, problems, read_proposal
from policy.program import Program
from policy.proposal import Proposal
from tests.policy.samples import CONNECTICUT, ON_FILE, TODAY, filled


def found(program: Program, **changes: str) -> tuple[Problem, ...]:
    """What is wrong with a good form after `changes`; underscores in keys stand for dots."""
    return check(program, {**filled(program), **changes})


def check(program: Program, form: Mapping[str, str]) -> tuple[Problem, ...]:
    proposal, unread = read_proposal(program, form)
    return unread if proposal is None else problems(program, proposal, TODAY, ON_FILE)


def sample(program: Program = CONNECTICUT) -> Proposal:
    proposal, unread = read_proposal(program, filled(program))
    assert not unread
    assert proposal is not None
    return proposal
