"""Forms that could not be taken: what was typed is shown again, to be sent once more.

A page may stay open for days. Its form token then belongs to a session that is gone, so the form
is refused like a forgery, which it cannot be told from by the token. But where the browser itself
says that a page of this site sent it, no other site is behind it, and only who typed the texts
gets them back. So it is where something that the form needs does not answer just then. The texts
are kept nowhere but on the page that shows them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import MOST_FIELDS, parts_of
from api.files.attaching import MOST_FILES
from api.parts import Parts
from api.rights.terms import TICK
from api.security import here, short_enough
from api.templating import render
from api.visits import Caller
from policy.wording import capital

FORBIDDEN = 403


class Why(StrEnum):
    """Why a form could not be taken."""

    LATE = "late"
    SIGNED_OUT = "signed_out"
    BUSY = "busy"


NEVER_KEPT = frozenset({"csrf"})
"""A token is of the page that it came from."""

CONSENT = "agree"
"""The consent to sign: given before the document, in one session with the signature, or not."""

_OWN_WORDS = {
    "comment": "Your comment",
    "mail": "Your work mail address",
    "name": "Your full name",
    "outcome": "How you decide",
    "person": "Who takes over",
    "reason": "Your reason",
    "row": "What you ticked",
    "sign": "What you ticked",
    "supports": "Whether you support it",
}
_TICKED = frozenset({"row", "sign"})
_HIDDEN = frozenset({CONSENT, "key", "digests", "line", "role", "q", "later", "version"})
_FINDINGS = "findings."


@dataclass(frozen=True)
class Typed:
    """One text of a form, with what people call the field it was typed into."""

    label: str
    text: str


def late(request: Request) -> Why:
    """Why a form without a valid token could not be taken: late, or by who is signed out."""
    caller = request.scope.get("telecommute.caller")
    there = isinstance(caller, Caller) and caller.visit is not None
    return Why.LATE if there else Why.SIGNED_OUT


async def send_again(request: Request, why: Why, status: int = FORBIDDEN) -> Response:
    """The page with what was typed: to be sent again, or once the session has begun anew."""
    form = short_enough(await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS))
    return await run_in_threadpool(_shown, request, form, why, status)


def _shown(request: Request, form: FormData, why: Why, status: int) -> Response:
    left_out = NEVER_KEPT if why is Why.BUSY else NEVER_KEPT | {CONSENT}
    texts = [(name, text) for name, text in form.multi_items() if isinstance(text, str)]
    kept = [(name, text) for name, text in texts if name not in left_out]
    labels = _labels(parts_of(request))
    return render(
        request,
        "resend.html",
        status,
        why=why,
        action=here(request),
        coding=request.headers.get("content-type", "").partition(";")[0].lower(),
        kept=kept,
        typed=[_typed(labels, name, text) for name, text in kept if _is_shown(name, text)],
        files=any(isinstance(sent, UploadFile) and sent.filename for sent in form.values()),
    )


def _is_shown(name: str, text: str) -> bool:
    return bool(text.strip()) and name not in _HIDDEN and not name.startswith(TICK)


def _typed(labels: Mapping[str, str], name: str, text: str) -> Typed:
    """A text as its field showed it; of a ticked row, the arrangement."""
    return Typed(_label(labels, name), text.partition("/")[0] if name in _TICKED else text)


def _labels(parts: Parts) -> Mapping[str, str]:
    """What the programs call their fields and questions, beside the words of our own forms."""
    fields = {item.id: item.label for program in parts.programs for item in program.fields}
    questions = {
        f"{_FINDINGS}{question.id}": question.text
        for program in parts.programs
        for analysis in program.analyses
        for question in analysis.questions
    }
    return {**fields, **questions, **_OWN_WORDS}


def _label(labels: Mapping[str, str], name: str) -> str:
    """The label of a field, with the part of it where it has several: "Week: monday, starts"."""
    whole = name.split(".")
    known = next((at for at in range(len(whole), 0, -1) if ".".join(whole[:at]) in labels), None)
    label = labels[".".join(whole[:known])] if known else capital(_plain(whole[0]))
    rest = ", ".join(_plain(part) for part in whole[known or 1 :])
    return f"{label}: {rest}" if rest else label


def _plain(part: str) -> str:
    return part.replace("_", " ")
