"""What each fact that a person or program may meet is called, and what they are told to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy.exc import InterfaceError, OperationalError

from api.bearer import BadToken, CookieSent
from api.dependencies import BadForm, NotFound, NotInDirectory, NotYours, SpentSignIn, UnknownLink
from api.doors.acts import AlreadySubmitted, Gone, KeyReused, Refused, Unavailable
from api.limits import TooMany
from api.proposals import BadAnswers
from api.rights.access import NotAllowed
from api.security import Forged
from api.single_sign_on import NotProven, ProviderAway, SignInDeclined, SignInLost
from documents.store import DocumentMissing, StoreUnavailable

Actions = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Meaning:
    """How a fact is told: its status, a name for machines, words for people, what to do next.

    An empty `text` takes the exception's own message. `actions` are labels and paths; one with a
    name in it is offered below that path, to whoever was let in there.
    """

    status: int
    name: str
    title: str
    text: str = ""
    actions: Actions = ()
    headers: Mapping[str, str] = field(default_factory=dict)


_AGAIN = (("Sign in", "/sign-in"),)
_HOME = (("Go to the start page", "/"),)
_THERE = (
    ("Go to the arrangement", "/arrangements/{reference}"),
    ("Go back to your task", "/tasks/{link_id}"),
    *_HOME,
)
_ELSEWHERE = (
    "The page does not exist, or it is not for you to see. If a link brought you here, check that "
    "it is whole, or ask the person who sent it."
)
BUSY = Meaning(
    503,
    "unavailable",
    "Please try again soon",
    "Something we need is not answering. Nothing was lost; please try again in a moment.",
    headers={"Retry-After": "5"},
)

MEANINGS: Mapping[type[Exception], Meaning] = {
    NotFound: Meaning(404, "not-found", "We cannot find this page", _ELSEWHERE, _HOME),
    DocumentMissing: Meaning(404, "not-found", "We cannot find this document", _ELSEWHERE, _HOME),
    UnknownLink: Meaning(
        404,
        "unknown-link",
        "We do not know this link",
        "It may have been cut short on its way. Nothing was changed. Open the mail again and use "
        "its link whole: it ends in 40 letters and digits. If that does not help, answer the mail "
        "or ask your HR office for a new link.",
    ),
    SpentSignIn: Meaning(
        410,
        "spent-sign-in",
        "This sign-in link no longer works",
        "A sign-in link works once, for 15 minutes. Nobody was signed in by it now.",
        (("Send me a new link", "/sign-in"),),
    ),
    SignInLost: Meaning(
        400,
        "sign-in-lost",
        "Please sign in again",
        "This sign-in was begun in another browser, or too long ago. Nobody was signed in by it "
        "now.",
        _AGAIN,
    ),
    SignInDeclined: Meaning(
        403,
        "sign-in-declined",
        "You are not signed in",
        "The sign-in of your employer has not let you in. Try again, or ask those who look after "
        "your work account.",
        _AGAIN,
    ),
    NotProven: Meaning(
        403,
        "not-proven",
        "You are not signed in",
        "What the sign-in of your employer told us does not say for sure who you are. Those who "
        "run this site find the reason in its log.",
        _AGAIN,
    ),
    NotInDirectory: Meaning(
        403,
        "not-in-directory",
        "We do not know you here",
        "You have signed in with your work account, but the directory of this site does not have "
        "you. Ask your HR office to have you added.",
        _AGAIN,
    ),
    NotYours: Meaning(
        403,
        "not-yours",
        "This task belongs to someone else",
        "You are signed in as somebody other than the person this link was sent to. "
        "Nothing was changed. Sign out first if the link is yours.",
        (("Sign out", "/sign-out"), *_HOME),
    ),
    NotAllowed: Meaning(403, "not-allowed", "This is not for you to do", actions=_THERE),
    Forged: Meaning(
        403,
        "forged",
        "Please send this again",
        "The page had been open for too long, or the request did not come from it. Nothing was "
        "changed. Go back, load the page again, and send it from there.",
        _HOME,
    ),
    BadForm: Meaning(
        400,
        "bad-form",
        "Please send this again",
        "The form came without its key. Open the page again and send it from there.",
        _HOME,
    ),
    BadToken: Meaning(
        401,
        "bad-token",
        "A bearer token is needed",
        "Send a valid token as `Authorization: Bearer ...`.",
        headers={"WWW-Authenticate": "Bearer"},
    ),
    CookieSent: Meaning(
        400, "cookie-sent", "Send no session cookie", "The API takes bearer tokens only."
    ),
    Refused: Meaning(409, "refused", "This cannot be done", actions=_THERE),
    KeyReused: Meaning(
        409,
        "key-reused",
        "This key was used before",
        "It named another act of yours on this arrangement, and that act stands. Nothing was done "
        "now. Send this again with a new key.",
    ),
    AlreadySubmitted: Meaning(
        409,
        "already-submitted",
        "This was submitted before",
        "The proposal stands as it was first sent. What was sent now was not taken.",
        _HOME,
    ),
    BadAnswers: Meaning(422, "invalid", "There is a problem"),
    Gone: Meaning(
        410,
        "ended",
        "This arrangement has ended",
        "Nothing more can be done to it. Its record stays.",
        _THERE,
    ),
    TooMany: Meaning(
        429,
        "too-many",
        "Too many tries",
        "Please wait a few minutes, then try again.",
        headers={"Retry-After": "60"},
    ),
    Unavailable: BUSY,
    ProviderAway: BUSY,
    StoreUnavailable: BUSY,
    OperationalError: BUSY,
    InterfaceError: BUSY,
}
BY_STATUS = {
    404: MEANINGS[NotFound],
    405: Meaning(405, "bad-method", "This address does not do that", "Nothing was changed."),
    413: Meaning(
        413,
        "too-large",
        "That is too much",
        "Send less than 512 kilobytes of text. Nothing was changed.",
    ),
}
TOO_MUCH_IN_FILES = replace(
    BY_STATUS[413],
    text="A file may have 10 megabytes, and all files that are sent at once 40 together. Nothing "
    "was changed.",
)
"""The same where files are taken."""
ODD = Meaning(400, "bad-request", "We do not understand this", "Nothing was changed.", _HOME)
INVALID = Meaning(
    422, "invalid", "There is a problem", "Some of what was sent cannot be used.", _HOME
)
