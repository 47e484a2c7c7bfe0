"""What browsers report about broken page rules: heard, bounded, and without addresses of pages."""

import json

import pytest
from structlog.testing import capture_logs

from api.security import CONTENT_POLICY, REPORTS
from tests.api.site import Desk

OLD = {
    "csp-report": {
        "document-uri": "https://telecommute.test/t/abcdefgh",
        "effective-directive": "script-src",
        "blocked-uri": "https://evil.test/x.js?who=ana",
    }
}
NEW = [
    {
        "type": "csp-violation",
        "url": "https://telecommute.test/t/abcdefgh",
        "body": {"effectiveDirective": "script-src", "blockedURL": "inline"},
    }
]


def send(desk: Desk, content: object) -> int:
    """One report, as a browser sends it."""
    return desk.client.post(REPORTS, content=json.dumps(content)).status_code


@pytest.mark.parametrize(("sent", "blocked"), [(OLD, "https://evil.test"), (NEW, "inline")])
def test_a_broken_rule_is_logged_without_the_page_s_address(
    desk: Desk, sent: object, blocked: str
) -> None:
    with capture_logs() as logs:
        assert send(desk, sent) == 204
    [line] = logs
    assert (line["rule"], line["blocked"]) == ("script-src", blocked)
    assert "abcdefgh" not in str(logs)


@pytest.mark.parametrize(
    "sent",
    [b"", b"no json", b"[1, 2]", b'{"body": 3}', b"[" * 9000, b"\xff", b" " * 20_000 + b"{}"],
)
def test_what_is_no_report_is_ignored(desk: Desk, sent: bytes) -> None:
    with capture_logs() as logs:
        assert desk.client.post(REPORTS, content=sent).status_code == 204
    assert logs == []


def test_twenty_reports_a_minute_are_heard_and_five_violations_of_each(desk: Desk) -> None:
    with capture_logs() as logs:
        send(desk, NEW * 9)
        assert len(logs) == 5
        for _ in range(30):
            assert send(desk, NEW) == 204
        assert len(logs) == 5 + 19


def test_every_page_says_where_to_report(desk: Desk) -> None:
    headers = desk.client.get("/sign-in").headers
    assert headers["reporting-endpoints"] == f'csp="{REPORTS}"'
    assert CONTENT_POLICY.endswith(f"report-uri {REPORTS}; report-to csp")
