"""What keeps other sites and strangers out: headers, form tokens, same-site checks, safe paths.

Two guards stand before every act from a page: the form's token must be that of the session that
asked for the page, and the browser's own word (Fetch-Metadata, or Origin where it is silent) must
be that the request comes from this site.
"""

import base64
import hashlib
import hmac
import re
import secrets
from urllib.parse import unquote

from starlette.datastructures import FormData, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.parts import Site

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
BODY_LIMIT = 512 * 1024
"""Bytes of one request's body; forms that carry files have more room (`api.files.attaching`)."""

MOST_HEADERS, HEADERS_LIMIT = 100, 32 * 1024
"""Headers of one request, and bytes of them: browsers and proxies send a tenth of either."""

TOO_MUCH_AHEAD = "The request has more in its headers than this site reads. Nothing was changed."
REPORTS = "/csp-reports"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    f"frame-ancestors 'none'; report-uri {REPORTS}; report-to csp"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Reporting-Endpoints": f'csp="{REPORTS}"',
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
LOOKING = "telecommute.looking"
RENEWAL = "X-Renewal"
"""The header with which a page asks for itself anew (`live.js`)."""

TOKEN_PATHS = ("/t/", "/sign-in/", "/calendars/feeds/")
_TOKEN = re.compile(r"(?<![a-z2-7])[a-z2-7]{40}(?![a-z2-7])")


class Forged(Exception):
    """The request did not come from a page of ours that this session asked for."""


class SpentForm(Forged):
    """A form of this site whose token is missing or of a session that is gone."""


class SafeHeaders:
    """Put the security headers on every response, errors included; a response may set its own.

    A request with too much in its own headers is answered here, and goes no further.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the answer's headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(MutableHeaders(scope=message), str(scope["path"]))
            await send(message)

        app = Response(TOO_MUCH_AHEAD, 431) if _is_top_heavy(scope) else self._app
        await app(scope, receive, complete)


class Heads:
    """Answer HEAD as GET would, without the content and without any effect (`looking`)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the application for the page; keep its content back."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def bare(message: Message) -> None:
            content = message["type"] == "http.response.body"
            await send({**message, "body": b""} if content else message)

        await self._app({**scope, "method": "GET", LOOKING: True}, receive, bare)


def looking(request: Request) -> bool:
    """Whether somebody only looks ahead by HEAD: nothing may be written then."""
    return bool(request.scope.get(LOOKING))


def renewing(request: Request) -> bool:
    """Whether a page keeps itself up to date: that says nothing of whether anybody is there."""
    return RENEWAL in request.headers or request.headers.get("accept") == "text/event-stream"


def _is_top_heavy(scope: Scope) -> bool:
    """Whether a request has more headers, or longer ones, than anybody needs."""
    headers = scope["headers"]
    size = sum(len(name) + len(value) for name, value in headers)
    return len(headers) > MOST_HEADERS or size > HEADERS_LIMIT


def _complete(headers: MutableHeaders, path: str) -> None:
    if path.startswith(TOKEN_PATHS):
        headers.setdefault("Referrer-Policy", "no-referrer")
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


def refuse_other_sites(request: Request, site: Site) -> None:
    """Raise Forged for an unsafe request that the browser says another site caused.

    A client that sends neither header is no browser, and needs a token of its own anyway.
    """
    if request.method in SAFE_METHODS:
        return
    told = request.headers.get("sec-fetch-site")
    if told is not None:
        if told not in {"same-origin", "none"}:
            raise Forged
    elif request.headers.get("origin", site.base_url) != site.host:
        raise Forged


def is_from_this_site(request: Request, site: Site) -> bool:
    """Whether the browser itself says that a page of this site sent the form.

    What says nothing is no browser, and gets nothing back.
    """
    told = request.headers.get("sec-fetch-site")
    if told is not None:
        return told == "same-origin"
    return request.headers.get("origin") == site.host


def is_worth_keeping(request: Request, site: Site) -> bool:
    """Whether somebody here sent a form whose texts they get back where it cannot be taken.

    The forms around signing in hold nothing that is worth keeping.
    """
    public = request.url.path.startswith((*TOKEN_PATHS, "/sign-in", "/sign-out"))
    return request.method == "POST" and is_from_this_site(request, site) and not public


def refused(request: Request, site: Site) -> Forged:
    """What a form without a valid token is: spent, if a page of this site sent it, or forged."""
    return SpentForm() if is_worth_keeping(request, site) else Forged()


def short_enough(form: FormData) -> FormData:
    """The form; 413 where its texts are longer than another request may be.

    A form in parts has room for files, which is not room for more text.
    """
    if sum(len(text) for _, text in form.multi_items() if isinstance(text, str)) > BODY_LIMIT:
        raise HTTPException(413)
    return form


def same_token(given: str, expected: str) -> bool:
    """Whether a form's token is the expected one, without telling by timing how much agrees."""
    return hmac.compare_digest(given.encode(errors="replace"), expected.encode())


def new_form_cookie() -> str:
    """A cookie for somebody without a session, whose form token derives from it."""
    return secrets.token_urlsafe(24)


def form_token(secret: bytes, form_cookie: str) -> str:
    """The form token of somebody without a session: only this site can derive it."""
    digest = hmac.new(secret, f"form:{form_cookie}".encode(errors="replace"), hashlib.sha256)
    return base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")


def local_path(wanted: str, otherwise: str = "/") -> str:
    """`wanted` if it is a plain path of this site, else `otherwise`: no open redirects."""
    decoded = unquote(unquote(wanted))
    plain = wanted.isascii() and wanted.isprintable() and decoded.isprintable()
    ours = decoded.startswith("/") and not decoded.startswith("//") and "\\" not in decoded
    return wanted if plain and ours and wanted.startswith("/") else otherwise


def here(request: Request) -> str:
    """The path that was asked for, with its query: where to come back to."""
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


def prefetching(request: Request) -> bool:
    """Whether a browser or proxy asks ahead of the person."""
    said = (request.headers.get(name, "") for name in ("sec-purpose", "purpose", "x-moz"))
    return any("prefetch" in value.lower() or "preview" in value.lower() for value in said)


def plain_token(sent: str) -> str:
    """The token in what a mail client made of its link: quoted, wrapped or followed by dots."""
    text = unquote(sent).lower()
    found = _TOKEN.search(text)
    return found.group() if found else text[:80]
