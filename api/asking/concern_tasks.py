"""The pages that links in mail lead to: a request to decide on, and a duty to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.asking.concern_pages import fields_shown, others
from api.asking.tasks import TaskPage
from api.dependencies import NotFound
from api.rights.concerning import Case, case_of
from api.views.concerns import answers_view, concern_view, decide_before, due_on, line_view
from api.views.said import SaidView
from policy.concerns import Concern
from policy.forms.problem import Problem
from policy.in_force import DutyRule


@dataclass(frozen=True)
class Owed:
    """A duty that a link leads to, with its rule and the case it is judged by."""

    concern: Concern
    rule: DutyRule
    case: Case


def concern_on(page: TaskPage) -> Concern:
    """The concern that a task is about; NotFound where there is none."""
    about = page.link.about
    found = page.facts.concerns.get(int(about)) if about.isdecimal() else None
    if found is None:
        raise NotFound
    return found


def owed_on(page: TaskPage) -> Owed:
    """The duty of a task's page."""
    concern = concern_on(page)
    rule = page.facts.program.in_force.duty(concern.rule)
    if rule is None:
        raise NotFound
    case = case_of(page.session, page.parts, page.opened.who, page.facts.arrangement)
    return Owed(concern, rule, case)


def deciding(
    request: Request,
    page: TaskPage,
    values: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
    said: SaidView | None = None,
) -> HTMLResponse:
    """The page on which a request is approved or refused."""
    concern = concern_on(page)
    return page.render(
        request,
        "approve.html",
        concern=concern_view(page.facts, (page.link.role,), concern),
        before=decide_before(page.facts, concern),
        values=values or {},
        problems=problems,
        said=said,
    )


def doing(
    request: Request,
    page: TaskPage,
    values: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
    said: SaidView | None = None,
) -> HTMLResponse:
    """The page on which a duty is done, with what it follows from."""
    owed, facts = owed_on(page), page.facts
    parent = facts.concerns.get(owed.concern.parent)
    return page.render(
        request,
        "duty.html",
        concern=concern_view(facts, (page.link.role,), owed.concern),
        due=due_on(facts, owed.concern),
        told=others(facts, owed.rule.told, page.link.role),
        fields=fields_shown(owed.rule.fields, values or {}, problems),
        after=line_view(facts, (), parent) if parent else None,
        reported=answers_view(facts, parent, parent.answers) if parent else (),
        problems=problems,
        said=said,
    )
