"""A reviewer's pages: a list of steps, one a page, saved as one goes, then checked and sent."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.asking.review_steps import Reviewing, Step
from api.views.forms import section_view
from api.views.questions import question_views
from api.views.said import SaidView
from policy.forms.checking import Problem


def overview(review: Reviewing, request: Request, said: SaidView | None = None) -> HTMLResponse:
    """The list of steps; for a plain review, its one page."""
    if review.is_plain:
        return show_plain(review, request, [], said=said)
    return review.page.render(
        request,
        "review_steps.html",
        steps=review.views(),
        stops=review.stops(),
        proposal=review.page.facts.sections,
        said=said,
    )


def show_plain(
    review: Reviewing,
    request: Request,
    problems: Sequence[Problem],
    values: Mapping[str, str] | None = None,
    said: SaidView | None = None,
) -> HTMLResponse:
    """The one page of a review that is a recommendation alone."""
    return review.page.render(
        request,
        "review.html",
        proposal=review.page.facts.sections,
        problems=problems,
        values=values or review.values,
        said=said,
    )


def show(
    review: Reviewing, request: Request, step: Step, problems: Sequence[Problem] = ()
) -> HTMLResponse:
    """One step's page."""
    context: dict[str, object] = {
        "step": step,
        "steps": review.views(),
        "problems": problems,
        "values": review.values,
    }
    page = review.page
    if step.analysis is not None:
        asked = question_views(review.shown, step.analysis, review.role, review.values, problems)
        return page.render(request, "review_questions.html", questions=asked, **context)
    if step.section is not None:
        view = section_view(step.section, review.values, problems, asking=review.asking)
        return page.render(request, "review_fields.html", section=view, **context)
    return page.render(request, "review_overall.html", **context)


def check(review: Reviewing, request: Request, problems: Sequence[Problem] = ()) -> HTMLResponse:
    """All answers, to be read once more before they are sent."""
    analyses = [
        (each, question_views(review.shown, each.analysis, review.role, review.values))
        for each in review.steps
        if each.analysis is not None and not review.is_locked(each)
    ]
    sections = [
        (each, section_view(each.section, review.values, asking=review.asking))
        for each in review.steps
        if each.section is not None
    ]
    return review.page.render(
        request,
        "review_check.html",
        analyses=analyses,
        sections=sections,
        locked=[each.title for each in review.steps if review.is_locked(each)],
        stops=review.stops(),
        values=review.values,
        problems=problems,
        places={each.field: review.place_of(each) for each in problems},
    )
