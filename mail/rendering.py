"""Turns a kind of notification and its context into a subject, a text and an HTML message."""

import re
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape
from markupsafe import Markup

from mail.cleaning import lines, one_line
from mail.context import MailContext
from mail.facts import complete_facts
from policy.notices import Kind

TEMPLATES = Path(__file__).parent / "templates"
WIDTH = 72
SUBJECT = 70
"""Letters that a phone shows of a subject."""


@dataclass(frozen=True)
class RenderedMail:
    """A mail's words: one subject line, and the same message as plain text and as HTML."""

    subject: str
    text: str
    html: str


@cache
def _environment(templates: Path) -> Environment:
    """The environment of every mail; a value that no template was given is an error, never a blank.

    Compiled templates are kept for the next mail, whoever renders it.
    """
    files = templates.rglob("*.*")
    texts = {str(file.relative_to(templates)): file.read_text(encoding="utf-8") for file in files}
    environment = Environment(
        loader=DictLoader(texts),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    environment.filters["lines"] = lines
    environment.filters["fitting"] = _fitting
    environment.filters["without_weekday"] = _without_weekday
    return environment


class MailRenderer:
    """Renders every kind of mail, by the templates as they are when it is made.

    A newer version of the files may ask for what the code that runs does not know yet.
    """

    def __init__(self, templates: Path = TEMPLATES) -> None:
        """Read all of them."""
        self._environment = _environment(templates)

    def render(self, kind: Kind, context: MailContext) -> RenderedMail:
        """The mail of this kind; FactMissing where `context` lacks what it shows."""
        values: dict[str, object] = dict(vars(context))
        values |= {
            "own": context.own,
            "facts": complete_facts(kind, context),
            "recipient_name": context.recipient_name.strip() or context.role_title or "Hello",
        }
        subject = one_line(self._fill(kind, "subject.txt", values))
        values["subject"] = subject
        text = _tidy(self._fill(kind, "body.txt", values))
        return RenderedMail(subject, text, self._fill(kind, "body.html", values))

    def _fill(self, kind: Kind, name: str, values: dict[str, object]) -> str:
        return self._environment.get_template(f"{kind}/{name}").render(values)


def _finalize(value: object) -> object:
    """Cleans every value that a template prints; markup made by templates passes."""
    return one_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _without_weekday(moment: str) -> str:
    """A day or a moment as it is written in a subject, which has little room."""
    return moment.partition("day, ")[2] or moment


def _fitting(title: str, *beside: str) -> str:
    """A title that a program may make long, cut at a word where a subject has no room for it."""
    room = SUBJECT - sum(map(len, beside))
    return textwrap.shorten(title, max(room, 1), placeholder="…")


def _tidy(text: str) -> str:
    """Wraps long lines, except a link, and keeps one empty line between paragraphs."""
    wrapped = "\n".join(_wrap(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", wrapped).strip() + "\n"


def _wrap(line: str) -> str:
    if len(line) <= WIDTH or line.startswith(("http://", "https://")):
        return line
    indent = "> " if line.startswith("> ") else ""
    return textwrap.fill(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
