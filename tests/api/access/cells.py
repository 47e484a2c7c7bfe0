"""The table itself: every route, who gets to it, and the answer they get in each state."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.api.access.town import STATES, WHO

EMPLOYEE, LEADER, PARTY, COORDINATOR = "employee", "leader", "party", "coordinator"
REVIEWER, STRANGER, REPORTER, SUPERVISOR = "reviewer", "stranger", "reporter", "supervisor"
LATER = frozenset(STATES) - {"review"}
"""Where manager and agency head have given their review."""


def standings(who: str, whose: str, state: str) -> frozenset[str]:
    """How somebody of the town stands to an arrangement; whoever acted has a part in it."""
    own = whose == "own"
    leads = {
        "supervisor": own,
        "manager": own,
        "other supervisor": not own,
        "agency head": True,
    }.get(who, False)
    asked_at_once = who == ("supervisor" if own else "other supervisor")
    found = {
        EMPLOYEE: own and who == "employee",
        LEADER: leads,
        PARTY: (leads and (asked_at_once or state in LATER))
        or (who == "designee" and own and state == "signing"),
        REVIEWER: asked_at_once and state == "review",
        COORDINATOR: who == "HR",
        SUPERVISOR: asked_at_once,
        REPORTER: asked_at_once or who == "HR" or (own and who in {"employee", "manager"}),
    }
    held = frozenset(name for name, holds in found.items() if holds)
    return held or frozenset({STRANGER})


SEE = frozenset({EMPLOYEE, LEADER, PARTY, COORDINATOR})
ASKED = frozenset({EMPLOYEE, PARTY, COORDINATOR})
COORDINATE = frozenset({COORDINATOR})
END = frozenset({EMPLOYEE, COORDINATOR})
ASK = frozenset({EMPLOYEE})
REPORT = frozenset({REPORTER})
RULE = frozenset({SUPERVISOR})
CONCERNED = frozenset({EMPLOYEE, SUPERVISOR, COORDINATOR})
"""Who asks for a day change, reports a breach, decides on the one and on what follows, reads it."""
EVERYBODY = frozenset(WHO)
OF_HR = frozenset({"HR", "HR elsewhere"})
HR = frozenset({"HR"})
OF_EXTENT = OF_HR | {"agency head"}


@dataclass(frozen=True)
class Row:
    """A route: who gets to it, and what they are answered: always, or by state.

    `by_state` holds what differs from `status`; `others` is what everybody else is answered at
    what is about no arrangement, `anonymous` who has no session; `fields` and `query` are sent.
    """

    may: frozenset[str]
    status: int = 200
    by_state: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)
    query: str = ""
    others: int = 404
    anonymous: int = 303


def _in(status: int, *states: str) -> dict[str, int]:
    return dict.fromkeys(states, status)


_BEFORE_SIGNING = ("review", "decision", "completing")
_MANAGER: dict[str, object] = {"role": "manager"}
_LINE: dict[str, object] = {"line": "manager", "version": 1, "reason": "The hours do not fit."}

ARRANGEMENT_PAGES: dict[str, Row] = {
    "GET /arrangements/{reference}": Row(SEE),
    "GET /arrangements/{reference}/proposal": Row(SEE),
    "GET /arrangements/{reference}/timeline": Row(SEE),
    "HEAD /live/arrangements/{reference}": Row(SEE),
    "GET /documents/{reference}/{version}/{document}.pdf": Row(
        SEE, by_state=_in(404, *_BEFORE_SIGNING), query="?as=frozen"
    ),
    "GET /arrangements/{reference}/closing.pdf": Row(SEE, 404),
    "GET /arrangements/{reference}/review": Row(COORDINATE),
    "GET /arrangements/{reference}/decide": Row(COORDINATE),
    "GET /arrangements/{reference}/accommodate": Row(
        COORDINATE, by_state=_in(404, "review", "decision")
    ),
    "GET /arrangements/{reference}/amend": Row(COORDINATE),
    "GET /arrangements/{reference}/replace": Row(COORDINATE, query="?role=supervisor"),
    "GET /arrangements/{reference}/ask-again": Row(COORDINATE, query="?role=supervisor"),
    "GET /arrangements/{reference}/end": Row(END),
    "POST /arrangements/{reference}/decide": Row(COORDINATE, 409, _in(422, "review", "decision")),
    "POST /arrangements/{reference}/accommodate": Row(COORDINATE, 404),
    "POST /arrangements/{reference}/amend": Row(COORDINATE, 422, _in(409, "ended")),
    "POST /arrangements/{reference}/remind": Row(COORDINATE, 303, fields=_MANAGER),
    "POST /arrangements/{reference}/replace": Row(
        COORDINATE, 200, _in(422, "review", "decision", "completing", "signing"), fields=_MANAGER
    ),
    "POST /arrangements/{reference}/ask-again": Row(
        COORDINATE, 422, _in(409, "ended"), fields=_MANAGER
    ),
    "POST /arrangements/{reference}/end": Row(
        END,
        303,
        _in(409, "ended"),
        fields={"reason": "It is over.", "because": "performance"},
    ),
    "GET /arrangements/{reference}/modify": Row(END),
    "GET /arrangements/{reference}/modify/check": Row(END),
    "GET /arrangements/{reference}/modify/{section_id}": Row(END),
    "POST /arrangements/{reference}/modify/check": Row(END, 409, _in(422, "active")),
    "POST /arrangements/{reference}/modify/{section_id}": Row(END, 409, _in(422, "active")),
    "GET /arrangements/{reference}/close-modification": Row(END),
    "POST /arrangements/{reference}/close-modification": Row(END, 409),
    "GET /arrangements/{reference}/withdraw-notice": Row(END),
    "POST /arrangements/{reference}/withdraw-notice": Row(END, 409),
    "GET /arrangements/{reference}/renew": Row(frozenset({EMPLOYEE})),
    "POST /arrangements/{reference}/renew": Row(frozenset({EMPLOYEE}), 409),
    "GET /arrangements/{reference}/ask/{rule}": Row(ASK),
    "POST /arrangements/{reference}/ask/{rule}": Row(ASK, 422, anonymous=403),
    "GET /arrangements/{reference}/report/{rule}": Row(REPORT),
    "POST /arrangements/{reference}/report/{rule}": Row(REPORT, 422, anonymous=403),
    "GET /arrangements/{reference}/concerns.csv": Row(SEE),
    "GET /arrangements/{reference}/concerns/{number}": Row(CONCERNED),
    "POST /arrangements/{reference}/concerns/{number}/withdraw": Row(END, 303),
    "GET /arrangements/{reference}/concerns/{number}/do": Row(COORDINATE),
    "POST /arrangements/{reference}/concerns/{number}/do": Row(COORDINATE, 422, anonymous=403),
}
"""Who may see it and not do that is told so (403); for others it does not exist (404).

Nothing that these pages take is a favor of the web: what is too early or too late is refused by
the workflow too. No accommodation is offered where nothing blocks (404).
"""

_A = "/api/v1/arrangements/{reference}"
ARRANGEMENT_CALLS: dict[str, Row] = {
    f"GET {_A}": Row(SEE),
    f"GET {_A}/documents/{{version}}/{{document}}": Row(
        SEE, by_state=_in(404, *_BEFORE_SIGNING), query="?as=frozen"
    ),
    f"GET {_A}/review": Row(COORDINATE | {REVIEWER}),
    f"POST {_A}/review": Row(
        ASKED, 422, _in(202, "review"), fields={"role": "manager", "supports": True}
    ),
    f"POST {_A}/completion": Row(
        ASKED, 202, fields={"role": "supervisor", "answers": {"own_measures": "Accounts."}}
    ),
    f"POST {_A}/signature": Row(
        ASKED,
        409,
        fields={
            "line": "manager",
            "version": 1,
            "documents": [],
            "statement": "0" * 64,
            "name": "A",
        },
    ),
    f"POST {_A}/refusal": Row(ASKED, 202, fields=_LINE),
    f"POST {_A}/acknowledgment": Row(ASKED, 202, fields={"copy": "das", "version": 1}),
    f"POST {_A}/decision": Row(COORDINATE, 202, fields={"outcome": "denied", "reason": "No."}),
    f"POST {_A}/accommodation": Row(
        COORDINATE, 422, fields={"outcome": "granted", "reason": "A disability."}
    ),
    f"POST {_A}/amendment": Row(COORDINATE, 202, fields={"answers": {}, "reason": "Shorter."}),
    f"POST {_A}/reconsideration": Row(COORDINATE, 202, fields={"line": "manager", "reason": "No."}),
    f"POST {_A}/replacement": Row(
        COORDINATE, 202, fields={"role": "manager", "person": "1007", "reason": "Away."}
    ),
    f"POST {_A}/reminder": Row(COORDINATE, 202, fields=_MANAGER),
    f"POST {_A}/end": Row(END, 202, fields={"reason": "It is over.", "because": "performance"}),
    f"POST {_A}/modification": Row(
        END, 202, fields={"answers": {"location_address": "9 Oak Street"}, "reason": "Moved."}
    ),
    f"POST {_A}/modification/closing": Row(END, 202),
    f"POST {_A}/notice/withdrawal": Row(END, 202, fields={"reason": "The need is gone."}),
    f"GET {_A}/course": Row(SEE),
    f"GET {_A}/renewal": Row(frozenset({EMPLOYEE})),
    f"GET {_A}/concerns": Row(SEE),
    f"POST {_A}/approvals": Row(ASK, 422, fields={"rule": "day_change"}),
    f"POST {_A}/approvals/{{number}}/decision": Row(RULE, 202, fields={"approved": True}),
    f"POST {_A}/approvals/{{number}}/withdrawal": Row(END, 202),
    f"POST {_A}/reports": Row(REPORT, 422, fields={"rule": "breach"}),
    f"POST {_A}/duties/{{number}}": Row(RULE | COORDINATE, 422, fields={"answers": {}}),
}
"""An act that is let in at a time when nothing can come of it is received, and then refused by the
workflow: it alone knows the order of events.
"""

LINK_PAGES: dict[str, Row] = {
    "GET /tasks/{link_id}": Row(frozenset(), by_state=_in(303, "decision")),
    "POST /tasks/{link_id}/sign": Row(frozenset(), 303, _in(422, "signing"), fields=_LINE),
    "GET /tasks/{link_id}/decline": Row(
        frozenset(), 303, _in(200, "signing"), query="?line=manager"
    ),
    "POST /tasks/{link_id}/decline": Row(frozenset(), 303, fields=_LINE),
    "POST /tasks/{link_id}/acknowledge": Row(frozenset(), 303),
    "POST /tasks/{link_id}/provide": Row(frozenset(), 303, _in(422, "completing"), anonymous=403),
    "POST /tasks/{link_id}/review": Row(frozenset(), 303, _in(422, "review")),
    "GET /tasks/{link_id}/review/check": Row(frozenset(), 303, _in(200, "review")),
    "GET /tasks/{link_id}/review/{step}": Row(frozenset(), 303, _in(200, "review")),
    "POST /tasks/{link_id}/review/{step}": Row(frozenset(), 303, _in(422, "review")),
    "POST /tasks/{link_id}/approve": Row(frozenset(), 303),
    "POST /tasks/{link_id}/duty": Row(frozenset(), 303, anonymous=403),
    "GET /links/{link_id}": Row(frozenset()),
}
"""For who came by the link, and for its person; for everybody else there is no such link.

A task that is not open leads back to its page (303). A browser without any session may not even
hand in files (403), whatever the link.
"""

SIGNED_IN: dict[str, Row] = {
    "GET /": Row(EVERYBODY),
    "GET /stay": Row(EVERYBODY),
    "GET /signed": Row(EVERYBODY),
    "GET /team": Row(EVERYBODY),
    "GET /sign-many": Row(EVERYBODY),
    "POST /sign-many": Row(EVERYBODY, 422),
    "GET /approve-many": Row(EVERYBODY),
    "POST /approve-many": Row(EVERYBODY, 422),
    "GET /review-many": Row(EVERYBODY),
    "POST /review-many": Row(EVERYBODY, 422),
    "GET /many/{pile}": Row(frozenset()),
    "GET /remind-many": Row(OF_HR),
    "POST /remind-many": Row(OF_HR, 400),
    "GET /replace-many": Row(OF_HR),
    "POST /replace-many": Row(OF_HR, 400),
    "GET /registers": Row(EVERYBODY),
    "GET /propose": Row(EVERYBODY),
    "POST /propose": Row(EVERYBODY, 303),
    "GET /arrangements": Row(OF_HR),
    "GET /arrangements.csv": Row(OF_HR),
    "GET /approvals": Row(OF_HR),
    "GET /approvals.csv": Row(OF_HR),
    "HEAD /live/board": Row(OF_HR),
    "GET /propose/{reference}": Row(frozenset({"employee"})),
    "GET /propose/{reference}/check": Row(frozenset({"employee"})),
    "GET /propose/{reference}/sent": Row(frozenset({"employee"}), 303),
    "GET /propose/{reference}/{section_id}": Row(frozenset({"employee"})),
    "POST /propose/{reference}/check": Row(frozenset({"employee"}), 422),
    "POST /propose/{reference}/{section_id}": Row(frozenset({"employee"}), 422, anonymous=403),
    "GET /uploads/{digest}": Row(frozenset({"employee", "HR"})),
    "GET /registers/{name}": Row(frozenset({"HR elsewhere"}), query="?about=sacramento-it"),
    "POST /registers/{name}": Row(frozenset({"HR elsewhere"}), 403, query="?about=sacramento-it"),
    "GET /registers/{name}/invitation.ics": Row(frozenset()),
    "GET /hours": Row(HR),
    "GET /hours.csv": Row(HR),
    "GET /hours/exceptions": Row(HR),
    "GET /hours/exceptions.csv": Row(HR),
    "GET /hours/recorded": Row(HR),
    "POST /hours/recorded": Row(HR, 403, anonymous=403),
    "GET /people": Row(OF_HR),
    "GET /people/{number}": Row(HR),
    "GET /people/feed": Row(OF_HR),
    "POST /people/feed": Row(OF_HR, 422, anonymous=403),
    "GET /people/feed/{number}": Row(frozenset()),
    "POST /people/feed/{number}": Row(frozenset()),
    "HEAD /live/feed/{number}": Row(frozenset()),
    "GET /extent": Row(OF_EXTENT),
    "GET /extent/list": Row(OF_EXTENT, query="?figure=use:in_force"),
    "GET /extent.csv": Row(OF_EXTENT),
    "GET /extent.xlsx": Row(OF_EXTENT),
    "GET /extent.pdf": Row(OF_EXTENT),
    "GET /extent/statements/{digest}.{kind}": Row(frozenset()),
    "GET /calendars": Row(EVERYBODY),
    "POST /calendars/{shows}": Row(frozenset()),
}
"""For who signed in, by name in the town; for others of them there is no such page.

The draft and the file (a proof of care) are the employee's own; the register is the city's, which
keeps no hours; those of the agency are handed in by its timekeeper alone. Whoever
has not signed in is asked to (303), or may not hand in files (403).
"""

_PILE: dict[str, object] = {"items": [{"reference": "TA-9999-9999", **_MANAGER}]}
CALLS: dict[str, Row] = {
    "GET /api/v1/me": Row(EVERYBODY),
    "GET /api/v1/people": Row(frozenset({"HR"}), query="?agency=comptroller", others=403),
    "GET /api/v1/people/{number}": Row(HR),
    "GET /api/v1/signed": Row(EVERYBODY),
    "GET /api/v1/team": Row(EVERYBODY),
    "GET /api/v1/calendars": Row(EVERYBODY),
    "GET /api/v1/calendars/{shows}": Row(frozenset()),
    "GET /api/v1/people/feed": Row(OF_HR, others=403),
    "GET /api/v1/people/feed/{number}": Row(frozenset()),
    "POST /api/v1/people/feed": Row(OF_HR, 422, fields={"people": [{"a": ""}]}, others=403),
    "POST /api/v1/people/feed/file": Row(OF_HR, 422, others=403),
    "GET /api/v1/programs": Row(EVERYBODY),
    "GET /api/v1/programs/{name}": Row(EVERYBODY),
    "GET /api/v1/registers": Row(EVERYBODY),
    "GET /api/v1/registers/{name}/entries": Row(
        frozenset({"HR elsewhere"}), query="?about=sacramento-it"
    ),
    "POST /api/v1/registers/{name}/entries": Row(
        frozenset({"HR elsewhere"}), 403, fields={"answers": {}}, query="?about=sacramento-it"
    ),
    "GET /api/v1/extent": Row(OF_EXTENT),
    "GET /api/v1/extent/list": Row(OF_EXTENT, query="?figure=use:in_force"),
    "GET /api/v1/hours/planned": Row(HR),
    "GET /api/v1/hours/exceptions": Row(HR),
    "POST /api/v1/hours/recorded": Row(HR, 403),
    "GET /api/v1/arrangements": Row(EVERYBODY),
    "POST /api/v1/arrangements": Row(EVERYBODY, 422, fields={"answers": {}}),
    "GET /api/v1/board": Row(OF_HR),
    "GET /api/v1/approvals": Row(OF_HR),
    "GET /api/v1/many/signatures": Row(EVERYBODY),
    "POST /api/v1/many/signatures": Row(EVERYBODY, 422),
    "POST /api/v1/many/approvals": Row(
        EVERYBODY, fields={"items": [{"reference": "TA-0000-0000", "number": 1}]}
    ),
    "POST /api/v1/many/reviews": Row(EVERYBODY, fields=_PILE),
    "POST /api/v1/many/reminders": Row(OF_HR, fields=_PILE),
    "POST /api/v1/many/replacements": Row(
        OF_HR, fields={**_MANAGER, "person": "1", "reason": "x", "references": ["TA-0000-0000"]}
    ),
    "POST /api/v1/uploads": Row(EVERYBODY, 422),
    "GET /api/v1/uploads/{digest}": Row(frozenset({"employee", "HR"})),
}
"""The same for tokens."""

PUBLIC: dict[str, int] = {
    "GET /openapi.json": 200,
    "GET /healthz": 200,
    "GET /readyz": 200,
    "GET /version": 200,
    "GET /sign-in": 200,
    "POST /sign-in": 403,
    "GET /sign-in/{token}": 200,
    "POST /sign-in/{token}": 403,
    "GET /sign-out": 200,
    "POST /sign-out": 403,
    "POST /csp-reports": 204,
    "GET /t/{token:path}": 404,
    "GET /calendars/feeds/{secret}": 404,
    "GET /mailbox": 404,
    "GET /mailbox/{letter_id}": 404,
    "GET /mailbox/{letter_id}/{number}": 404,
    "POST /links/{link_id}/again": 403,
}
"""What everybody is answered: forms without the token of a form are refused (403)."""
