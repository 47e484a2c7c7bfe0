"""Arrangements that continue one another: the rule for a new one, and the chain of all (IV.E)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from sqlmodel import Session

from api.parts import Parts
from api.rights.access import Doing, doings
from api.views.mine import MineView, mine_view
from api.who import Who
from policy.account import CLOSED, IN_FORCE, Status
from policy.deadlines import A_DAY
from policy.forms.problem import Problem, cited
from policy.living.neighbors import Neighbor
from policy.living.renewing import continuation_problems, continued
from policy.program import Program
from policy.proposal import Proposal
from policy.reference import normalize
from policy.wording import show_date
from records import arrangements, proposals
from records.arrangements import Arrangement

_UNKNOWN = "No arrangement of yours that came into force has this reference."
_OVER = "That arrangement ended on {}: this is a new request, not a continuation."
_OVERLAP = (
    "Your arrangement {} is in force then. Start the day after its last day, "
    "or propose a modification of it."
)


def discontinuities(  # noqa: PLR0913, PLR0917 - whose, by which rules, and what is proposed
    session: Session,
    person: str,
    reference: str,
    proposal: Proposal,
    program: Program,
    today: date,
) -> tuple[Problem, ...]:
    """Every gap or overlap between a proposal and what its employee has in force (IV.E).

    `today` is the agency's date.
    """
    others = {
        each.reference: each
        for each in arrangements.of_employee(session, person)
        if each.reference != reference and each.in_force
    }
    named = continued(program, proposal.answers)
    prior = others.pop(normalize(named) or "", None)
    found = list(_continuing(program, proposal, prior, today)) if named else []
    return (*found, *_overlaps(program, proposal, others))


def last_day_of(arrangement: Arrangement) -> date | None:
    """The last day on which an arrangement is or was in force, as far as it is known."""
    if arrangement.ended_on is not None:
        return arrangement.ended_on - A_DAY
    return arrangement.notice_until or arrangement.ends_on


def neighbors_of(session: Session, parts: Parts, arrangement: Arrangement) -> tuple[Neighbor, ...]:
    """What else its employee has in force, had, or still asks for."""
    others = [
        each
        for each in arrangements.of_employee(session, arrangement.employee)
        if each.reference != arrangement.reference
        and (each.in_force or Status(each.status) not in CLOSED)
    ]
    prior = _prior(session, parts, others)
    return tuple(
        Neighbor(
            reference=each.reference,
            starts_on=each.starts_on,
            last_day=last_day_of(each),
            follows=prior[each.reference] == arrangement.reference,
        )
        for each in others
    )


def chain(
    session: Session, parts: Parts, who: Who, arrangement: Arrangement
) -> tuple[MineView, ...]:
    """The arrangements that this one continues, itself, and those that continue it, in order.

    Only those that `who` may see; nothing where it stands alone.
    """
    own = {row.reference: row for row in arrangements.of_employee(session, arrangement.employee)}
    prior = _prior(session, parts, own.values())
    before = list(_back(arrangement.reference, prior))[::-1]
    after = sorted(
        (name for name in own if arrangement.reference in _back(name, prior)),
        key=lambda name: own[name].submitted_at,
    )
    seen = [own[name] for name in (*before, arrangement.reference, *after) if name in own]
    shown = [row for row in seen if Doing.SEE in doings(session, parts, who, row)]
    if len(shown) < 2:  # noqa: PLR2004 - a chain has two links at least
        return ()
    return tuple(mine_view(parts, row) for row in shown)


def _continuing(
    program: Program, proposal: Proposal, prior: Arrangement | None, today: date
) -> Iterator[Problem]:
    """What is wrong with the continuation of `prior`."""
    section = cited(program, program.term.citation)
    if prior is None:
        yield Problem(program.continues, _UNKNOWN, section)
        return
    last = last_day_of(prior)
    if last is not None and last + A_DAY < today:
        yield Problem(program.continues, _OVER.format(show_date(last)), section)
        return
    yield from continuation_problems(program, proposal, last)


def _overlaps(
    program: Program, proposal: Proposal, others: Mapping[str, Arrangement]
) -> Iterator[Problem]:
    section = cited(program, program.term.citation)
    for name, other in others.items():
        last = last_day_of(other) or date.max
        meets = other.starts_on <= (proposal.ends_on or date.max) and proposal.starts_on <= last
        if Status(other.status) in IN_FORCE and meets:
            yield Problem("starts_on", _OVERLAP.format(name), section)


def _prior(session: Session, parts: Parts, rows: Collection[Arrangement]) -> dict[str, str]:
    """What each arrangement's proposal says it continues, by reference; empty for nothing."""
    tabled = proposals.tabled_of(session, (row.reference for row in rows))
    found = dict.fromkeys((row.reference for row in rows), "")
    for row in rows:
        proposal = tabled.get(row.reference)
        if proposal is not None:
            said = continued(parts.program_of(row), proposal.answers)
            found[row.reference] = normalize(said) or ""
    return found


def _back(reference: str, prior: Mapping[str, str]) -> Iterator[str]:
    """What an arrangement continues, nearest first; a circle ends where it closes."""
    seen = {reference}
    while (reference := prior.get(reference, "")) and reference not in seen:
        seen.add(reference)
        yield reference
