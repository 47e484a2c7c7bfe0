"""Whatever people do and see on pages, programs do and see by the API, but for what is named."""

from collections.abc import Iterator

from fastapi.routing import iter_route_contexts
from starlette.routing import Route

from tests.api.site import Desk

_P, _A = "/arrangements/{reference}", "/api/v1/arrangements/{reference}"
_MANY = "/api/v1/many"

CALLS = {
    "GET /": ("GET /api/v1/me", "GET /api/v1/arrangements"),
    "GET /arrangements": ("GET /api/v1/board",),
    "GET /arrangements.csv": ("GET /api/v1/board",),
    f"GET {_P}": (f"GET {_A}", f"GET {_A}/course"),
    f"GET {_P}/proposal": (f"GET {_A}",),
    f"GET {_P}/closing.pdf": (f"GET {_A}/closing", f"GET {_A}/course"),
    f"GET {_P}/timeline": (f"GET {_A}",),
    f"GET {_P}/readings": (f"GET {_A}/readings",),
    "GET /documents/{reference}/{version}/{document}.pdf": (
        f"GET {_A}/documents/{{version}}/{{document}}",
    ),
    "GET /signed": ("GET /api/v1/signed",),
    "GET /team": ("GET /api/v1/team",),
    "GET /people": ("GET /api/v1/people",),
    "GET /people/{number}": ("GET /api/v1/people/{number}",),
    "GET /people/feed": ("GET /api/v1/people/feed",),
    "POST /people/feed": ("POST /api/v1/people/feed", "POST /api/v1/people/feed/file"),
    "GET /people/feed/{number}": ("GET /api/v1/people/feed/{number}",),
    "POST /people/feed/{number}": ("POST /api/v1/people/feed",),
    "GET /calendars": ("GET /api/v1/calendars",),
    "GET /calendars/feeds/{secret}": ("GET /api/v1/calendars/{shows}",),
    "GET /registers": ("GET /api/v1/registers",),
    "GET /registers/{name}": ("GET /api/v1/registers/{name}/entries",),
    "POST /registers/{name}": ("POST /api/v1/registers/{name}/entries",),
    "GET /hours": ("GET /api/v1/hours/planned",),
    "GET /hours.csv": ("GET /api/v1/hours/planned",),
    "GET /hours/exceptions": ("GET /api/v1/hours/exceptions",),
    "GET /hours/exceptions.csv": ("GET /api/v1/hours/exceptions",),
    "POST /hours/recorded": ("POST /api/v1/hours/recorded",),
    "GET /extent": ("GET /api/v1/extent",),
    "GET /extent.csv": ("GET /api/v1/extent",),
    "GET /extent/list": ("GET /api/v1/extent/list",),
    "GET /approvals": ("GET /api/v1/approvals",),
    "GET /approvals.csv": ("GET /api/v1/approvals",),
    "GET /uploads/{digest}": ("GET /api/v1/uploads/{digest}",),
    "GET /tasks/{link_id}": ("GET /api/v1/me", f"GET {_A}"),
    "GET /tasks/{link_id}/review/{step}": (f"GET {_A}/review",),
    "POST /tasks/{link_id}/review": (f"POST {_A}/review",),
    "POST /tasks/{link_id}/provide": (f"POST {_A}/completion",),
    "POST /tasks/{link_id}/sign": (f"POST {_A}/signature",),
    "POST /tasks/{link_id}/decline": (f"POST {_A}/refusal",),
    "POST /tasks/{link_id}/acknowledge": (f"POST {_A}/acknowledgment",),
    "POST /tasks/{link_id}/approve": (f"POST {_A}/approvals/{{number}}/decision",),
    "POST /tasks/{link_id}/duty": (f"POST {_A}/duties/{{number}}",),
    "POST /propose/{reference}/check": ("POST /api/v1/arrangements",),
    f"GET {_P}/review": (f"GET {_A}/review",),
    f"POST {_P}/decide": (f"POST {_A}/decision",),
    f"POST {_P}/accommodate": (f"POST {_A}/accommodation",),
    f"POST {_P}/amend": (f"POST {_A}/amendment",),
    f"POST {_P}/remind": (f"POST {_A}/reminder",),
    f"POST {_P}/replace": (f"POST {_A}/replacement",),
    f"POST {_P}/ask-again": (f"POST {_A}/reconsideration",),
    f"POST {_P}/modify/check": (f"POST {_A}/modification",),
    f"POST {_P}/close-modification": (f"POST {_A}/modification/closing",),
    f"POST {_P}/end": (f"POST {_A}/end",),
    f"POST {_P}/withdraw-notice": (f"POST {_A}/notice/withdrawal",),
    f"GET {_P}/renew": (f"GET {_A}/renewal",),
    f"POST {_P}/renew": ("POST /api/v1/arrangements",),
    f"POST {_P}/ask/{{rule}}": (f"POST {_A}/approvals", "POST /api/v1/uploads"),
    f"POST {_P}/report/{{rule}}": (f"POST {_A}/reports",),
    f"GET {_P}/concerns.csv": (f"GET {_A}/concerns",),
    f"GET {_P}/concerns/{{number}}": (f"GET {_A}/concerns",),
    f"POST {_P}/concerns/{{number}}/withdraw": (f"POST {_A}/approvals/{{number}}/withdrawal",),
    f"POST {_P}/concerns/{{number}}/do": (f"POST {_A}/duties/{{number}}",),
    "GET /sign-many": (f"GET {_MANY}/signatures",),
    "POST /sign-many": (f"POST {_MANY}/signatures",),
    "POST /approve-many": (f"POST {_MANY}/approvals",),
    "POST /review-many": (f"POST {_MANY}/reviews",),
    "POST /remind-many": (f"POST {_MANY}/reminders",),
    "POST /replace-many": (f"POST {_MANY}/replacements",),
}
"""A page, and the calls that do or tell the same."""

FORMS = {
    *(f"GET {_P}/{form}" for form in ("decide", "accommodate", "amend", "replace", "ask-again")),
    *(f"GET {_P}/{form}" for form in ("modify", "modify/check", "modify/{section_id}", "end")),
    *(f"GET {_P}/{form}" for form in ("close-modification", "withdraw-notice")),
    *(f"GET {_P}/{form}" for form in ("ask/{rule}", "report/{rule}", "concerns/{number}/do")),
    *(f"GET /{pile}-many" for pile in ("approve", "review", "remind", "replace")),
    "GET /tasks/{link_id}/decline",
    "GET /tasks/{link_id}/review/check",
    "GET /hours/recorded",
}
"""Forms to be filled in, and their last look: a call brings the whole act."""

DRAFTS = {
    "GET /propose",
    "POST /propose",
    "GET /propose/{reference}",
    "GET /propose/{reference}/check",
    "GET /propose/{reference}/sent",
    "GET /propose/{reference}/{section_id}",
    "POST /propose/{reference}/{section_id}",
    f"POST {_P}/modify/{{section_id}}",
    "POST /tasks/{link_id}/review/{step}",
}
"""What is not sent yet is kept for a person at a browser; a caller keeps their own."""

OF_BROWSERS = {
    "GET /sign-in",
    "POST /sign-in",
    "GET /sign-in/{token}",
    "POST /sign-in/{token}",
    "GET /sign-in/account",
    "GET /sign-in/account/back",
    "GET /sign-out",
    "POST /sign-out",
    "GET /stay",
    "GET /t/{token:path}",
    "GET /links/{link_id}",
    "POST /links/{link_id}/again",
    "POST /calendars/{shows}",
    "GET /live/board",
    "GET /live/arrangements/{reference}",
    "GET /live/feed/{number}",
    "POST /csp-reports",
}
"""Sessions, links of mails and secret addresses, for which a token stands; and what keeps a page
up to date.
"""

ELSEWHERE = {
    "GET /mailbox": "the embedded mailbox of a trial",
    "GET /mailbox/{letter_id}": "the embedded mailbox of a trial",
    "GET /mailbox/{letter_id}/{number}": "the embedded mailbox of a trial",
    "GET /many/{pile}": "a call is answered with what became of each act",
    "GET /registers/{name}/invitation.ics": "an entry's calendar file comes by mail",
    "GET /extent.xlsx": "the same figures as the call's, laid out to be read",
    "GET /extent.pdf": "the same figures as the call's, laid out to be read",
    "GET /extent/statements/{digest}.{kind}": "a statement as filed, laid out to be read",
    "GET /healthz": "for who watches over the processes",
    "GET /readyz": "for who watches over the processes",
    "GET /version": "for who watches over the processes",
    "GET /openapi.json": "describes the calls",
}
"""Single pages without a call, each with its reason."""

OF_CALLS = {"GET /api/v1/programs", "GET /api/v1/programs/{name}", f"POST {_A}/review"}
"""Calls that tell what pages show as part of their forms."""


def served(desk: Desk) -> Iterator[str]:
    """Every route with its method."""
    for context in iter_route_contexts(desk.app.routes):
        route = context.original_route
        if isinstance(route, Route):
            yield from (f"{method} {route.path}" for method in (route.methods or set()) - {"HEAD"})


def test_every_page_has_its_call_or_a_reason_to_have_none(desk: Desk) -> None:
    pages = {route for route in served(desk) if "/api/v1" not in route}
    assert pages == {*CALLS, *FORMS, *DRAFTS, *OF_BROWSERS, *ELSEWHERE}
    assert len(pages) == sum(map(len, (CALLS, FORMS, DRAFTS, OF_BROWSERS, ELSEWHERE)))


def test_every_call_that_a_page_names_is_there_and_no_other(desk: Desk) -> None:
    calls = {route for route in served(desk) if "/api/v1" in route}
    assert {call for named in CALLS.values() for call in named} | OF_CALLS == calls
