"""Pages from templates: escaped always, and a name that is missing is an error."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import parts_of
from api.helping import usual_help
from api.overviews.timekeeping import agencies_of
from api.parts import Parts
from api.views.words import counted, lowered
from api.visits import Caller, Viewer, form_cookie_name, set_cookie
from documents.paper import CONTENT, PaperContent
from policy.forms.problem import Problem
from policy.register import About, Register
from policy.wording import show_instant

HERE = Path(__file__).parent
STATIC = HERE / "static"
BAD, UNFIT = 400, 422
MOST_WRITTEN = 64
"""Documents that a process keeps written out, at about 50 KB each."""

_DOCUMENT = '{% from "paper.html" import paper %}{{ paper(content) }}'


def render(request: Request, name: str, status: int = 0, /, **context: object) -> HTMLResponse:
    """The page of that template; unless a status is given, 422 where it says problems of a form.

    Templates also have: `csrf_token` (the text for the hidden field `csrf`), `viewer` (who signed
    in, or None), `request_path`, `mailbox` (whether this installation shows its mail), `help` (whom
    to ask, where the page names nobody else), `registers_kept` (whether the viewer's agency keeps
    registers), `team` (whether they lead people, or are in a team that keeps some), `hours_kept`
    (whether they may read an agency's hours), `ends` (when the session ends, or None),
    `asset(path)`, `new_key()` and `written(document)`; and the filters `lowered`, `counted` (with
    its noun) and `at` (what is wrong with one field).
    """
    parts = parts_of(request)
    caller = _caller(request)
    viewer = caller.viewer if caller else None
    kept = _registers(parts, viewer)
    page = (
        pages()
        .get_template(name)
        .render(
            csrf_token=caller.csrf if caller else "",
            viewer=viewer,
            request_path=request.url.path,
            mailbox=parts.mailbox is not None,
            registers_kept=bool(kept),
            team=viewer is not None and _has_team(viewer, kept),
            hours_kept=viewer is not None and bool(agencies_of(parts, viewer)),
            ends=_ends(parts, viewer) if viewer else None,
            **{"help": usual_help(parts, viewer), **context},
        )
    )
    wrong = request.method == "POST" and context.get("problems")
    status = status or (UNFIT if wrong else 200)
    response = HTMLResponse(page, status_code=status)
    if caller and caller.form_cookie and status < BAD:
        set_cookie(response, parts.site, form_cookie_name(parts.site), caller.form_cookie)
    return response


def piece(name: str, **context: object) -> Markup:
    """A part of pages that is written out by itself, to be shown to several readers."""
    return Markup(pages().get_template(name).render(**context))  # noqa: S704 - it is escaped


@cache
def pages() -> Environment:
    """The environment of every page; a template that is changed shows after a start."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "asset": asset,
        "new_key": new_key,
        "written": written,
    }
    environment.filters |= {"lowered": lowered, "counted": counted, "at": at}
    return environment


def at(problems: Iterable[Problem], field: str) -> str:
    """What is wrong with a field, to be said beside it; empty where nothing is."""
    return next((each.text for each in problems if each.field == field), "")


def prepare() -> None:
    """Compile every template now, which the first readers of each page would wait for otherwise."""
    environment = pages()
    for name in environment.list_templates():
        environment.get_template(name)


@dataclass(frozen=True)
class _Whole:
    """A document, which is the same as another if all of its content is: `text` is all of it."""

    text: bytes
    content: PaperContent = field(compare=False)


def written(content: PaperContent) -> Markup:
    """A document as part of a page, written out once for the same content.

    Several people read the same document several times, and to write it out costs more than all
    else on their pages. Who may read it was decided before, for each request anew.
    """
    return _written(_Whole(CONTENT.dump_json(content), content))


@lru_cache(maxsize=MOST_WRITTEN)
def _written(whole: _Whole) -> Markup:
    page = pages().from_string(_DOCUMENT).render(content=whole.content)
    return Markup(page)  # noqa: S704 - a template has escaped it


@cache
def asset(path: str) -> str:
    """The address of a static file; it changes with the content, so browsers may keep it."""
    digest = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={digest}"


def new_key() -> str:
    """A key for one act: the form carries it, so that sending twice acts once."""
    return secrets.token_urlsafe(18)


@dataclass(frozen=True)
class Ends:
    """When a session ends, for people and scripts; the warning comes that many seconds before."""

    shown: str
    iso: str
    warn_seconds: int = 150


def _registers(parts: Parts, viewer: Viewer | None) -> tuple[Register, ...]:
    """What the viewer's agency keeps."""
    agency = parts.agencies.get(viewer.person.agency) if viewer else None
    return parts.programs.of(agency).registers if agency else ()


def _has_team(viewer: Viewer, kept: Iterable[Register]) -> bool:
    """Whether the team's page has something for the viewer: their people, or what is kept there."""
    teams_keep = any(each.about is About.TEAM for each in kept)
    return viewer.leads or (teams_keep and bool(viewer.person.supervisor))


def _ends(parts: Parts, viewer: Viewer) -> Ends:
    """In the time zone of the viewer's agency."""
    shown = show_instant(viewer.ends_at, parts.zone_of(viewer.person.agency))
    return Ends(shown.rpartition(", ")[2], viewer.ends_at.isoformat())


def _caller(request: Request) -> Caller | None:
    caller = request.scope.get("telecommute.caller")
    return caller if isinstance(caller, Caller) else None
