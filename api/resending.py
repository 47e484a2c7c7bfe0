"""Forms sent too late: what was typed is shown again, to be sent once more; nothing is done yet.

A page may stay open for days. Its form token then belongs to a session that is gone, so the form
is refused like a forgery, which it cannot be told from by the token. But where the browser itself
says that a page of this site sent it, no other site is behind it, and only who typed the texts
gets them back. They are kept nowhere but on the page that shows them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import parts_of
from api.parts import Parts
from api.security import SpentForm, here
from api.templating import render
from api.views.words import capital
from api.visits import Caller

FORBIDDEN = 403
NEVER_KEPT = frozenset({"csrf", "agree"})
"""A token that is void, and the consent to sign: that is given before the document, or not."""

_OWN_WORDS = {
    "comment": "Your comment",
    "mail": "Your work mail address",
    "name": "Your full name",
    "outcome": "How you decide",
    "person": "Who takes over",
    "reason": "Your reason",
    "supports": "Whether you support it",
}
_HIDDEN = frozenset({"key", "digests", "line", "role", "q", "later"})
_FINDINGS = "findings."


@dataclass(frozen=True)
class Typed:
    """One text of a form, with what people call the field it was typed into."""

    label: str
    text: str


def answer_spent(request: Request, error: Exception) -> Response:
    """The page with what was typed: to be sent again, or once the session has begun anew."""
    form = error.form if isinstance(error, SpentForm) else FormData()
    caller = request.scope.get("telecommute.caller")
    texts = [(name, text) for name, text in form.multi_items() if isinstance(text, str)]
    kept = [(name, text) for name, text in texts if name not in NEVER_KEPT]
    labels = _labels(parts_of(request))
    return render(
        request,
        "resend.html",
        FORBIDDEN,
        ready=isinstance(caller, Caller) and caller.visit is not None,
        action=here(request),
        coding=request.headers.get("content-type", "").partition(";")[0].lower(),
        kept=kept,
        typed=[Typed(_label(labels, name), text) for name, text in kept if _is_shown(name, text)],
        files=any(isinstance(sent, UploadFile) and sent.filename for sent in form.values()),
    )


def _is_shown(name: str, text: str) -> bool:
    return bool(text.strip()) and name not in _HIDDEN


def _labels(parts: Parts) -> Mapping[str, str]:
    """What the programs call their fields and questions, beside the words of our own forms."""
    fields = {item.id: item.label for program in parts.programs for item in program.fields}
    questions = {
        f"{_FINDINGS}{question.id}": question.text
        for program in parts.programs
        for analysis in program.analyses
        for question in analysis.questions
    }
    return {**_OWN_WORDS, **fields, **questions}


def _label(labels: Mapping[str, str], name: str) -> str:
    """The label of a field, with the part of it where it has several: "Week: monday, starts"."""
    whole = name.split(".")
    known = next((at for at in range(len(whole), 0, -1) if ".".join(whole[:at]) in labels), None)
    label = labels[".".join(whole[:known])] if known else capital(_plain(whole[0]))
    rest = ", ".join(_plain(part) for part in whole[known or 1 :])
    return f"{label}: {rest}" if rest else label


def _plain(part: str) -> str:
    return part.replace("_", " ")
