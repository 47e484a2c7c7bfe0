"""The table of what is about no arrangement: signed in, in calls, and public."""

from tests.api.access.rows import EVERYBODY, HR, MANAGER, OF_EXTENT, OF_HR, Row

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
    "POST /propose/{reference}/{section_id}": Row(frozenset({"employee"}), 422),
    "GET /uploads/{digest}": Row(frozenset({"employee", "HR"})),
    "GET /registers/{name}": Row(frozenset({"HR elsewhere"}), query="?about=sacramento-it"),
    "POST /registers/{name}": Row(frozenset({"HR elsewhere"}), 403, query="?about=sacramento-it"),
    "GET /registers/{name}/invitation.ics": Row(frozenset()),
    "GET /hours": Row(HR),
    "GET /hours.csv": Row(HR),
    "GET /hours/exceptions": Row(HR),
    "GET /hours/exceptions.csv": Row(HR),
    "GET /hours/recorded": Row(HR),
    "POST /hours/recorded": Row(HR, 403),
    "GET /people": Row(OF_HR),
    "GET /people/{number}": Row(HR),
    "GET /people/feed": Row(OF_HR),
    "POST /people/feed": Row(OF_HR, 422),
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
_PILE: dict[str, object] = {"items": [{"reference": "TA-9999-9999", **MANAGER}]}
CALLS: dict[str, Row] = {
    "GET /api/v1/me": Row(EVERYBODY),
    "GET /api/v1/people": Row(frozenset({"HR"}), query="?agency=comptroller"),
    "GET /api/v1/people/{number}": Row(HR),
    "GET /api/v1/signed": Row(EVERYBODY),
    "GET /api/v1/team": Row(EVERYBODY),
    "GET /api/v1/calendars": Row(EVERYBODY),
    "GET /api/v1/calendars/{shows}": Row(frozenset()),
    "GET /api/v1/people/feed": Row(OF_HR),
    "GET /api/v1/people/feed/{number}": Row(frozenset()),
    "POST /api/v1/people/feed": Row(OF_HR, 422, fields={"people": [{"a": ""}]}),
    "POST /api/v1/people/feed/file": Row(OF_HR, 422),
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
        OF_HR, fields={**MANAGER, "person": "1", "reason": "x", "references": ["TA-0000-0000"]}
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
    "GET /sign-in/account": 404,
    "GET /sign-in/account/back": 404,
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
