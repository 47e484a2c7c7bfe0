"""What callers send to change or end what is in force, and how it becomes an act."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.asking.modifying import change_of, role_of
from api.calls.performing import Target
from api.forms.ending import Ended, ending_of
from api.forms.renewing import neighbors_of
from api.proposals import BadAnswers, fit
from api.sent import Answers, Paragraph, Reason, Sent
from api.views.facts import facts_of
from policy.changes import EndRequested, ModificationProposed
from policy.forms.checking import Problem
from policy.living.ending_forms import LAST_DAY
from records import facts

NOT_IN_FORCE = "It is not in force yet: it ends at once, without a later last day."


class ModificationSent(Sent):
    """The answers that change of what is in force, and why."""

    answers: Annotated[Answers, Field(min_length=1)]
    reason: Reason


class ClosingSent(Sent):
    """Why a modification is declined; who proposed it need not say why it is withdrawn."""

    reason: Paragraph = ""


class NoticeWithdrawalSent(Sent):
    """Why a notice is taken back."""

    reason: Reason


class EndingSent(Sent):
    """The end before its last day; the employee need not say why.

    The agency names one of the program's reasons in `because`, with the reason's fields in
    `details`, and for a notice its `last_day`.
    """

    reason: Paragraph = ""
    because: Annotated[str, Field(max_length=64)] = ""
    last_day: date | None = None
    details: Annotated[Answers, Field(max_length=20)] = Field(default_factory=dict)


def modification_sent(to: Target, sent: ModificationSent) -> ModificationProposed:
    """The modification; BadAnswers with everything that is wrong with it."""
    with to.parts.sessions() as session:
        row = to.row(session)
        shown = facts_of(session, to.parts, row, to.who)
        beside = neighbors_of(session, to.parts, row)
        change = change_of(shown, facts.find(session, row.employee), beside)
    fixed = change.fixed(sent.answers)
    if fixed:
        raise BadAnswers(fixed)
    modified = fit(change.read(sent.answers))
    role = role_of(change.program, row, to.by.person)
    return ModificationProposed(modified, sent.reason, role, to.by)


def ending_sent(to: Target, sent: EndingSent) -> EndRequested:
    """The ending; BadAnswers with everything that is wrong or missing."""
    with to.parts.sessions() as session:
        row = to.row(session)
    mine = row.employee == to.by.person
    of = Ended(to.basis.program, to.today, row.ends_on, mine=mine, in_force=bool(row.in_force))
    if sent.last_day and not of.in_force:
        raise BadAnswers([Problem(LAST_DAY, NOT_IN_FORCE)])
    form = {f"{sent.because}.{name}": given for name, given in sent.details.items()}
    form |= {"reason": sent.reason, "because": sent.because}
    form["last_day"] = sent.last_day.isoformat() if sent.last_day else ""
    return fit(ending_of(of, form, to.by))
