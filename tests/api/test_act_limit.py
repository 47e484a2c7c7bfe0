"""How many acts one person may send within a minute."""

from dataclasses import replace

import pytest

from api.app import create_app
from api.parts import Limits, acts_limit
from tests.api.browsing import browser
from tests.api.calling import send
from tests.api.filing import ask, file
from tests.api.site import REFERENCE, Desk, form_token, link_path, post
from tests.people import COORDINATOR, EMPLOYEE, SUPERVISOR

MOST = 3


@pytest.fixture
def strict(desk: Desk) -> Desk:
    """An installation that takes three acts a minute from each."""
    parts = replace(desk.parts, limits=Limits(acts=acts_limit(MOST)))
    app = create_app(parts)
    return replace(desk, app=app, parts=parts, client=browser(app))


def test_a_program_that_floods_is_told_when_to_send_again(strict: Desk) -> None:
    file(strict)
    sent = {"role": "supervisor"}
    keys = [f"a-key-number-{number}" for number in range(MOST + 1)]
    answers = [send(strict, COORDINATOR, f"/{REFERENCE}/reminder", sent, key) for key in keys]
    assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
    assert answers[-1].headers["retry-after"] == "60"
    assert answers[-1].json()["type"] == "urn:telecommute:problem:too-many"
    assert len(strict.door.acts) == MOST
    strict.clock.pass_by(minutes=1)
    assert send(strict, COORDINATOR, f"/{REFERENCE}/reminder", sent, keys[-1]).status_code == 202


def test_reading_is_not_counted_and_nobody_else_is_held_up(strict: Desk) -> None:
    client = strict.sign_in(EMPLOYEE)
    for _ in range(MOST):
        assert post(client, "/propose").status_code == 303
    refused = post(client, "/propose")
    assert refused.status_code == 429
    assert "Too many tries" in refused.text
    assert all(client.get("/").status_code == 200 for _ in range(9))
    other = strict.sign_in(SUPERVISOR, strict.browser())
    assert post(other, "/propose").status_code == 303


def test_who_comes_by_a_link_is_counted_too(strict: Desk) -> None:
    file(strict)
    link = ask(strict, SUPERVISOR, "supervisor")
    path = strict.client.get(link_path(link)).headers["location"]
    form = {"csrf": form_token(strict.client.get(path).text), "line": "supervisor"}
    sent = [strict.client.post(f"{path}/sign", data=form) for _ in range(MOST + 1)]
    assert sent[-1].status_code == 429
