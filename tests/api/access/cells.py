"""The table of routes about an arrangement: who gets to each, and what they get in each state."""

from tests.api.access.rows import (
    ASK,
    ASKED,
    CONCERNED,
    COORDINATE,
    EMPLOYEE,
    END,
    MANAGER,
    REPORT,
    REVIEWER,
    RULE,
    SEE,
    Row,
    only_in,
)

BEFORE_SIGNING = ("review", "decision", "completing")
_LINE: dict[str, object] = {"line": "manager", "version": 1, "reason": "The hours do not fit."}
ARRANGEMENT_PAGES: dict[str, Row] = {
    "GET /arrangements/{reference}": Row(SEE),
    "GET /arrangements/{reference}/proposal": Row(SEE),
    "GET /arrangements/{reference}/timeline": Row(SEE),
    "GET /arrangements/{reference}/readings": Row(END),
    "HEAD /live/arrangements/{reference}": Row(SEE),
    "GET /documents/{reference}/{version}/{document}.pdf": Row(
        SEE, by_state=only_in(404, *BEFORE_SIGNING), query="?as=frozen"
    ),
    "GET /arrangements/{reference}/closing.pdf": Row(SEE, 404),
    "GET /arrangements/{reference}/review": Row(COORDINATE),
    "GET /arrangements/{reference}/decide": Row(COORDINATE),
    "GET /arrangements/{reference}/accommodate": Row(
        COORDINATE, by_state=only_in(404, "review", "decision")
    ),
    "GET /arrangements/{reference}/amend": Row(COORDINATE),
    "GET /arrangements/{reference}/replace": Row(COORDINATE, query="?role=supervisor"),
    "GET /arrangements/{reference}/ask-again": Row(COORDINATE, query="?role=supervisor"),
    "GET /arrangements/{reference}/end": Row(END),
    "POST /arrangements/{reference}/decide": Row(
        COORDINATE, 409, only_in(422, "review", "decision")
    ),
    "POST /arrangements/{reference}/accommodate": Row(COORDINATE, 404),
    "POST /arrangements/{reference}/amend": Row(COORDINATE, 422, only_in(409, "ended")),
    "POST /arrangements/{reference}/remind": Row(COORDINATE, 303, fields=MANAGER),
    "POST /arrangements/{reference}/replace": Row(
        COORDINATE, 200, only_in(422, "review", "decision", "completing", "signing"), fields=MANAGER
    ),
    "POST /arrangements/{reference}/ask-again": Row(
        COORDINATE, 422, only_in(409, "ended"), fields=MANAGER
    ),
    "POST /arrangements/{reference}/end": Row(
        END,
        303,
        only_in(409, "ended"),
        fields={"reason": "It is over.", "because": "performance"},
    ),
    "GET /arrangements/{reference}/modify": Row(END),
    "GET /arrangements/{reference}/modify/check": Row(END),
    "GET /arrangements/{reference}/modify/{section_id}": Row(END),
    "POST /arrangements/{reference}/modify/check": Row(END, 409, only_in(422, "active")),
    "POST /arrangements/{reference}/modify/{section_id}": Row(END, 409, only_in(422, "active")),
    "GET /arrangements/{reference}/close-modification": Row(END),
    "POST /arrangements/{reference}/close-modification": Row(END, 409),
    "GET /arrangements/{reference}/withdraw-notice": Row(END),
    "POST /arrangements/{reference}/withdraw-notice": Row(END, 409),
    "GET /arrangements/{reference}/renew": Row(frozenset({EMPLOYEE})),
    "POST /arrangements/{reference}/renew": Row(frozenset({EMPLOYEE}), 409),
    "GET /arrangements/{reference}/ask/{rule}": Row(ASK),
    "POST /arrangements/{reference}/ask/{rule}": Row(ASK, 422),
    "GET /arrangements/{reference}/report/{rule}": Row(REPORT),
    "POST /arrangements/{reference}/report/{rule}": Row(REPORT, 422),
    "GET /arrangements/{reference}/concerns.csv": Row(SEE),
    "GET /arrangements/{reference}/concerns/{number}": Row(CONCERNED),
    "POST /arrangements/{reference}/concerns/{number}/withdraw": Row(END, 303),
    "GET /arrangements/{reference}/concerns/{number}/do": Row(COORDINATE),
    "POST /arrangements/{reference}/concerns/{number}/do": Row(COORDINATE, 422),
}
"""Who may see it and not do that is told so (403); for others it does not exist (404).

Nothing that these pages take is a favor of the web: what is too early or too late is refused by
the workflow too. No accommodation is offered where nothing blocks (404).
"""
_A = "/api/v1/arrangements/{reference}"
ARRANGEMENT_CALLS: dict[str, Row] = {
    f"GET {_A}": Row(SEE),
    f"GET {_A}/closing": Row(SEE, 404),
    f"GET {_A}/readings": Row(END),
    f"GET {_A}/documents/{{version}}/{{document}}": Row(
        SEE, by_state=only_in(404, *BEFORE_SIGNING), query="?as=frozen"
    ),
    f"GET {_A}/review": Row(COORDINATE | {REVIEWER}),
    f"POST {_A}/review": Row(
        ASKED, 422, only_in(202, "review"), fields={"role": "manager", "supports": True}
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
    f"POST {_A}/reminder": Row(COORDINATE, 202, fields=MANAGER),
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
    "GET /tasks/{link_id}": Row(frozenset(), by_state=only_in(303, "decision")),
    "POST /tasks/{link_id}/sign": Row(frozenset(), 303, only_in(422, "signing"), fields=_LINE),
    "GET /tasks/{link_id}/decline": Row(
        frozenset(), 303, only_in(200, "signing"), query="?line=manager"
    ),
    "POST /tasks/{link_id}/decline": Row(frozenset(), 303, fields=_LINE),
    "POST /tasks/{link_id}/acknowledge": Row(frozenset(), 303, fields={"agree": "yes"}),
    "POST /tasks/{link_id}/provide": Row(
        frozenset(), 303, only_in(422, "completing"), anonymous=403
    ),
    "POST /tasks/{link_id}/review": Row(frozenset(), 303, only_in(422, "review")),
    "GET /tasks/{link_id}/review/check": Row(frozenset(), 303, only_in(200, "review")),
    "GET /tasks/{link_id}/review/{step}": Row(frozenset(), 303, only_in(200, "review")),
    "POST /tasks/{link_id}/review/{step}": Row(frozenset(), 303, only_in(422, "review")),
    "POST /tasks/{link_id}/approve": Row(frozenset(), 303),
    "POST /tasks/{link_id}/duty": Row(frozenset(), 303, anonymous=403),
    "GET /links/{link_id}": Row(frozenset()),
}
"""For who came by the link, and for its person; for everybody else there is no such link.

A task that is not open leads back to its page (303). A browser without any session may not even
hand in files (403), whatever the link.
"""
