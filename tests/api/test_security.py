"""Limits, tokens and paths as plain values."""

from datetime import UTC, datetime, timedelta

import pytest

from api.limits import Limit
from api.parts import Site
from api.security import form_token, local_path, plain_token, same_token
from api.visits import cookie_name

NOW = datetime(2026, 11, 23, tzinfo=UTC)
GOOD = "abcdefghijklmnopqrstuvwxyz234567abcdefgh"


def test_a_limit_counts_within_its_window_only() -> None:
    limit = Limit(2, timedelta(minutes=1))
    assert [limit.take("a", NOW) for _ in range(3)] == [True, True, False]
    assert limit.take("b", NOW)
    assert limit.spent("a", NOW + timedelta(seconds=59))
    assert not limit.spent("a", NOW + timedelta(seconds=60))
    assert limit.take("a", NOW + timedelta(seconds=60))


def test_a_limit_keeps_ten_thousand_names_at_most() -> None:
    limit = Limit(1, timedelta(hours=1))
    for number in range(10_050):
        limit.take(str(number), NOW)
    assert not limit.spent("0", NOW)
    assert limit.spent("10049", NOW)
    assert len(limit) == 10_000


def test_of_too_many_names_those_that_tried_last_are_kept() -> None:
    limit = Limit(2, timedelta(hours=1))
    for name in ("again", "once", "again", *map(str, range(9_999))):
        limit.take(name, NOW)
    assert limit.spent("again", NOW)
    assert len(limit) == 10_000


@pytest.mark.parametrize("path", ["/", "/signed", "/arrangements?tile=mine&page=2", "/t%C3%A9"])
def test_a_path_of_this_site_is_kept(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "signed",
        "//x",
        "///x",
        "/\\x",
        "\\\\x",
        "/%5Cx",
        "/%2Fx",
        "/%252Fx",
        "/%0Ax",
        "/\u00e9",
        "https://x",
        "/\n/x",
    ],
)
def test_anything_else_leads_to_the_start_page(path: str) -> None:
    assert local_path(path) == "/"


def test_a_form_token_belongs_to_one_cookie_and_one_installation() -> None:
    assert same_token(form_token(b"a", "cookie"), form_token(b"a", "cookie"))
    assert not same_token(form_token(b"a", "cookie"), form_token(b"a", "other"))
    assert not same_token(form_token(b"a", "cookie"), form_token(b"b", "cookie"))
    assert not same_token("", form_token(b"a", "cookie"))


@pytest.mark.parametrize(
    "sent",
    [GOOD, GOOD.upper(), f"<{GOOD}>", f"{GOOD}.", f" {GOOD} ", f"x%2Ft%2F{GOOD}%26data%3D05"],
)
def test_a_token_is_found_in_what_was_made_of_it(sent: str) -> None:
    assert plain_token(sent) == GOOD


@pytest.mark.parametrize("sent", [GOOD[:-1], GOOD + "a", "", "1" * 40])
def test_what_is_no_token_becomes_none(sent: str) -> None:
    assert plain_token(sent) != GOOD


def test_the_cookie_is_bound_to_the_host_where_people_come_by_https() -> None:
    def site(base: str) -> Site:
        return Site(base, b"", "", "", "")

    assert cookie_name(site("https://x.test")) == "__Host-telecommute"
    assert cookie_name(site("http://127.0.0.1:8000")) == "telecommute"


@pytest.mark.parametrize(
    ("base", "origin"),
    [
        ("https://x.test:8443", "https://x.test:8443"),
        ("https://Telecommute.Example.gov:443", "https://telecommute.example.gov"),
        ("http://localhost:80", "http://localhost"),
        ("https://[2001:DB8::1]", "https://[2001:db8::1]"),
    ],
)
def test_the_site_is_named_as_browsers_name_it(base: str, origin: str) -> None:
    """A form is refused where the Origin that sent it differs by a letter."""
    assert Site(base, b"", "", "", "").host == origin
