"""From the answers of a decision to a decision: the rules of the page and of the JSON API."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from api.forms.accommodating import FIRST
from api.forms.answering import Given, given_in
from api.pages import paragraph
from api.rights.analyzed import Analyzed
from api.views.facts import Facts
from api.views.words import the
from policy.acts import Attribution, DecisionGiven, Outcome
from policy.analysis import together
from policy.facts import Facts as OnFile
from policy.forms.answers import overtyped
from policy.forms.checking import Problem, problems, read_proposal, to_form
from policy.living.neighbors import Neighbor, neighbor_problems
from policy.program import Program
from policy.proposal import Proposal

_UNCHANGED = "You approve it as modified, but changed nothing below."
_CHANGED = "You changed the proposal below. Choose to approve it as modified, or take it back."


@dataclass(frozen=True)
class Basis:
    """What a change starts from: the newest version, the program's rules, and what is on file.

    `today` is the agency's date, `earliest` the first start allowed: one that was allowed when it
    was asked for stays allowed once it has passed. `neighbors` are what else the
    employee has in force or asks for.
    """

    program: Program
    before: Proposal | None
    today: date
    earliest: date
    on_file: OnFile
    neighbors: tuple[Neighbor, ...] = ()


def basis_of(facts: Facts, on_file: OnFile, neighbors: tuple[Neighbor, ...]) -> Basis:
    """The basis of a change made on a page."""
    earliest = min(facts.today, facts.arrangement.starts_on)
    return Basis(facts.program, facts.on_table, facts.today, earliest, on_file, neighbors)


def decision_of(
    basis: Basis, case: Analyzed, sent: Mapping[str, str], by: Attribution
) -> tuple[DecisionGiven | None, list[Problem]]:
    """The decision in a form's answers, or what is missing from it.

    What the employee's facts answer is evaluated again now. An approval needs every question
    answered as the program wants it; a denial needs its reason alone (GL32 III). An accommodation
    that is asked for is determined before either (IV.N).
    """
    chosen = sent.get("outcome", "")
    if chosen not in set(Outcome):
        return None, [Problem("outcome", "Choose how you decide.")]
    outcome = Outcome(chosen)
    missing = "Say why you deny it." if outcome is Outcome.DENIED else ""
    reason, found = paragraph(sent, "reason", missing)
    judged = as_decided(basis, case, sent)
    given = given_in(judged, case.decider, sent)
    modified, wrong = _unless_denied(outcome, basis, sent)
    found += [*wrong, *_at_odds(outcome, basis.before, modified, wrong)]
    found += _unless_met(outcome, case, judged, given)
    found += [Problem("outcome", FIRST)] if case.undetermined else []
    if found:
        return None, found
    kept = modified if outcome is Outcome.APPROVED_AS_MODIFIED else None
    return DecisionGiven(
        outcome,
        reason,
        by,
        kept,
        together((*judged.now, *(each for each in given.findings if not each.computed))),
        answers=given.answers,
    ), []


def as_decided(basis: Basis, case: Analyzed, sent: Mapping[str, str]) -> Analyzed:
    """The analyses that a decision is judged by: of the proposal as it is to be approved.

    A change may let questions apply that nobody was asked, and close an exception that was claimed.
    """
    if sent.get("outcome") != Outcome.APPROVED_AS_MODIFIED:
        return case
    modified, _ = modified_in(basis, sent)
    return case.changed(modified.answers) if modified else case


def _unless_met(outcome: Outcome, case: Analyzed, judged: Analyzed, given: Given) -> list[Problem]:
    """What stands between the request and an approval; what is missing first.

    A change that opens questions to others is taken: they are asked before it is decided.
    """
    if outcome is Outcome.DENIED:
        return []
    changed = outcome is Outcome.APPROVED_AS_MODIFIED
    if changed and judged.first_to_ask(given.findings, given.answers):
        return [*given.problems]
    told = {each.field for each in given.problems}
    before = {each.field for each in case.in_the_way()}
    unmet = judged.in_the_way(given.findings, given.answers)
    rest = (
        each if each.field in before else _for_others(judged, each)
        for each in unmet
        if each.field not in told
    )
    return [*given.problems, *rest]


def _for_others(judged: Analyzed, problem: Problem) -> Problem:
    """What the change brought into the way, with who has to answer it."""
    role = judged.role_of(problem.field)
    if role == judged.decider:
        return problem
    title = the(judged.program.role(role).title)
    told = f"{problem.message} Your change makes this matter: ask {title} for the review again."
    return replace(problem, message=told)


def _unless_denied(
    outcome: Outcome, basis: Basis, sent: Mapping[str, str]
) -> tuple[Proposal | None, tuple[Problem, ...]]:
    """The proposal as changed; of a denial it does not matter."""
    return (None, ()) if outcome is Outcome.DENIED else modified_in(basis, sent)


def modified_in(
    basis: Basis, sent: Mapping[str, str]
) -> tuple[Proposal | None, tuple[Problem, ...]]:
    """The proposal with these answers, checked by every rule but a start that has passed."""
    before = to_form(basis.before) if basis.before else {}
    kept = basis.before.answers if basis.before else {}
    contradicted = tuple(overtyped(basis.program, before, sent))
    proposal, unread = read_proposal(basis.program, {**before, **sent}, kept)
    if proposal is None:
        return None, (*contradicted, *unread)
    wrong = problems(basis.program, proposal, basis.today, basis.on_file, basis.earliest)
    beside = neighbor_problems(basis.program, basis.before, proposal, basis.neighbors)
    found = (*contradicted, *wrong, *beside)
    return (None, found) if found else (same_form(proposal), ())


def same_form(proposal: Proposal) -> Proposal:
    """Without empty answers, which a form sends for whatever was left out."""
    return replace(proposal, answers={key: it for key, it in proposal.answers.items() if it})


def _at_odds(
    outcome: Outcome,
    before: Proposal | None,
    after: Proposal | None,
    wrong: tuple[Problem, ...],
) -> list[Problem]:
    """A choice that the fields below it contradict."""
    if outcome is Outcome.DENIED or wrong or before is None:
        return []
    changed = after != same_form(before)
    if outcome is Outcome.APPROVED and changed:
        return [Problem("outcome", _CHANGED)]
    if outcome is Outcome.APPROVED_AS_MODIFIED and not changed:
        return [Problem("outcome", _UNCHANGED)]
    return []
