"""Reviews and decisions as the JSON API takes them: by the rules of the pages, and by name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import Depends

from api.calls.performing import Target, to
from api.calls.strays import strays
from api.forms.accommodating import accommodation_of
from api.forms.amending import amended_in, from_others
from api.forms.answering import closed_in, given_in, unowned_in
from api.forms.deciding import Basis, as_decided, decision_of
from api.forms.renewing import neighbors_of
from api.forms.reviewing import review_of
from api.proposals import BadAnswers, fit
from api.rights.access import Doing
from api.rights.analyzed import REMARK, WAY_OUT, Analyzed, analyzed, key_of
from api.sent import AccommodationSent, AmendmentSent, DecisionSent, FindingSent, ReviewSent
from policy.acts import Accommodated, Amendment, DecisionGiven, Outcome, ReviewGiven
from policy.forms.problem import Problem
from records import entries

ToAccommodate = Annotated[Target, Depends(to(Doing.ACCOMMODATE), scope="function")]


def case_of(to: Target) -> Analyzed:
    """The analyses of the request as they stand now; waits for the database."""
    with to.parts.sessions() as session:
        timeline = entries.timeline(session, to.reference)
        return analyzed(session, to.parts, to.row(session), timeline)


def accommodation_sent(to: Target, sent: AccommodationSent) -> Accommodated:
    """The determination that was sent, or BadAnswers with what is wrong with it (GL32 IV.N)."""
    return fit(accommodation_of(case_of(to), sent.outcome, sent.questions, sent.reason, to.by))


def review_sent(to: Target, sent: ReviewSent) -> ReviewGiven:
    """The review that was sent, or BadAnswers with each question or field that is wrong."""
    said = {"supports": "yes" if sent.supports else "no", "comment": sent.comment}
    form = {**sent.answers, **_form(sent.findings), **said}
    case = case_of(to)
    _refuse_foreign(case, sent.role, form, sent.answers)
    return fit(review_of(case, sent.role, form, to.by))


def decision_sent(to: Target, sent: DecisionSent) -> DecisionGiven:
    """The decision that was sent, or BadAnswers with each question or field that is wrong."""
    said = {"outcome": str(sent.outcome), "reason": sent.reason}
    form = {**(sent.modified or {}), **sent.answers, **_form(sent.findings), **said}
    case, basis = case_of(to), _basis(to)
    odd = strays_in(to, sent.modified or {})
    if odd:
        raise BadAnswers(odd)
    if sent.outcome is not Outcome.DENIED:
        judged = as_decided(basis, case, form)
        _refuse_foreign(judged, case.decider, form, sent.answers)
    return fit(decision_of(basis, case, form, to.by))


def amendment_sent(to: Target, sent: AmendmentSent) -> Amendment:
    """The change that was sent, or BadAnswers with what is wrong with it.

    A blank for what another role filled in has that role fill it in anew.
    """
    basis = _basis(to)
    anew = {item.id for item in from_others(basis.program, basis.before)}
    odd = strays_in(to, {key: it for key, it in sent.answers.items() if it or key not in anew})
    if odd:
        raise BadAnswers(odd)
    return Amendment(fit(amended_in(basis, sent.answers)), sent.reason, to.by)


def _basis(to: Target) -> Basis:
    """What the change starts from, beside the employee's other arrangements."""
    with to.parts.sessions() as session:
        return replace(to.basis, neighbors=neighbors_of(session, to.parts, to.row(session)))


def strays_in(to: Target, sent: Mapping[str, str]) -> tuple[Problem, ...]:
    """Each name in a changed proposal that its form has no place for."""
    before = to.basis.before.answers if to.basis.before else {}
    return strays(to.basis.program, sent, before)


def _refuse_foreign(
    case: Analyzed, role: str, form: Mapping[str, str], answers: Mapping[str, str]
) -> None:
    """What nobody in this role can answer now is named, not left out."""
    given = given_in(case, role, form)
    found = [*closed_in(case, role, form, given), *unowned_in(case, role, list(answers))]
    if found:
        raise BadAnswers(found)


def _form(findings: Mapping[str, FindingSent]) -> dict[str, str]:
    """Findings under the keys of the page's form."""
    form: dict[str, str] = {}
    for name, sent in findings.items():
        given = {"": sent.answer, REMARK: sent.remark, WAY_OUT: sent.way_out}
        form |= {key_of(name, part): value for part, value in given.items() if value}
    return form
