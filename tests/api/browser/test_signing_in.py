"""Signing in with one's work account, in a real browser and at a provider that others wrote."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from api.app import create_app
from api.single_sign_on import Provider, SingleSignOn
from tests.api.browser.site import NARROW, WIDE, Site
from tests.api.site import a_desk
from tests.people import COLLEAGUE, EMPLOYEE
from tests.ports import free_port
from tests.served import served

KNOWN = {"ana": EMPLOYEE, "sam": COLLEAGUE, "somebody": "of another employer"}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """The employer's provider, which writes everybody's number where this one writes it."""
    port = free_port()
    users = (json.dumps({"sub": name, "staff_no": number}) for name, number in KNOWN.items())
    claims = [part for user in users for part in ("--user-claims", user)]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *claims]
    with subprocess.Popen(  # noqa: S603 - our own command line
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stderr is not None
        assert any("running on" in line for line in process.stderr)
        yield Provider(f"http://127.0.0.1:{port}", "telecommute", "of both", "staff_no")
        process.kill()


@pytest.fixture
def joined(site: Site, provider: Provider, tmp_path: Path, settled: Path) -> Iterator[Site]:
    """An application whose people sign in there, and by no link in mail."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with a_desk(tmp_path, settled) as desk:
        parts = replace(
            desk.parts,
            site=replace(desk.parts.site, base_url=address),
            single_sign_on=SingleSignOn(provider, address),
            signs_in_by_mail=False,
        )
        app = create_app(parts)
        with served(app, port):
            yield Site(replace(desk, app=app, parts=parts), address, site.browser)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_person_signs_in_with_their_work_account_and_comes_to_where_they_were_going(
    joined: Site, width: int
) -> None:
    with joined.visitor(width=width) as visitor:
        page = visitor.open("/signed")
        assert visitor.violations() == []
        assert visitor.spill() == 0
        assert visitor.complaints == []
        page.get_by_role("link", name="Sign in with your work account").click()
        page.get_by_role("button", name="ana").click()
        expect(page).to_have_url(f"{joined.address}/signed")
        expect(page.get_by_text("Ana Rivera").first).to_be_visible()


def test_whoever_is_turned_away_is_told_why_and_can_try_again(joined: Site) -> None:
    with joined.visitor() as visitor:
        page = visitor.open("/sign-in/account")
        page.get_by_role("button", name="somebody").click()
        expect(page.get_by_role("heading", name="We do not know you here")).to_be_visible()
        page.get_by_role("link", name="Sign in").last.click()
        page.get_by_role("link", name="Sign in with your work account").click()
        page.get_by_role("button", name="sam").click()
        expect(page.get_by_text("Sam Okafor").first).to_be_visible()
