"""The page on which a role fills in what it still owes before anybody signs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.asking.tasks import TaskPage
from api.rights.completing import Owed, owed_by, written_before
from api.rights.on_record import filled
from api.views.forms import asking_for, section_view
from api.views.said import SaidView
from api.views.signing import amended
from policy.form import Before
from policy.forms.checking import to_form
from policy.forms.problem import Problem
from records.attached import without_useless
from records.facts import find


def owed_on(page: TaskPage) -> Owed:
    """What the page's role owes today, in the agency's time zone."""
    facts = page.facts
    answers = facts.proposal.answers if facts.proposal else {}
    answers = without_useless(page.session, facts.program.fields, answers)
    return owed_by(facts.program, facts.agency, page.link.role, answers, facts.today)


def completion(
    request: Request,
    page: TaskPage,
    values: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
    said: SaidView | None = None,
) -> HTMLResponse:
    """The fields to fill in, section by section, with what was typed or stands there.

    What was written before is there again where it is to be written anew.
    The receipt, where nothing is left of it and only the workflow has yet to close the task.
    """
    owed, facts = owed_on(page), page.facts
    if values is None and not owed.owing and page.acts():
        return page.receipt(request, said=said)
    before = written_before(owed, filled(facts.entries))
    typed = values or {}
    if values is None and facts.proposal:
        typed = to_form(replace(facts.proposal, answers={**owed.answers, **before}))
    on_file = find(page.session, facts.arrangement.employee)
    asked = asking_for(facts.program, on_file, typed, Before.SIGNING)
    asking = replace(asked, answers=owed.answers)
    sections = [section_view(each, typed, problems, asking=asking) for each in owed.sections]
    return page.render(
        request,
        "provide.html",
        sections=sections,
        owing=len(owed.owing),
        before=bool(before),
        amended=amended(facts),
        modifying=facts.modifying,
        proposal=facts.sections,
        problems=problems,
        said=said,
    )
