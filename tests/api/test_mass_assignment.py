"""Whoever sends more than a form asks for, by any name that a record has, changes nothing by it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest
from httpx2 import Client

from policy.tasks import Purpose
from tests.api.completing import MEASURES
from tests.api.every_act import PAGE, completing, decision, delivered, signing
from tests.api.overposting import KEY_OF_FORM, harmful, on_record
from tests.api.proposer import Proposer, sent
from tests.api.reviewer import Reviewer
from tests.api.seeding import Story
from tests.api.site import Desk, post
from tests.people import (
    COLLEAGUE,
    COORDINATOR,
    EMPLOYEE,
    NAMES,
    SUPERVISOR,
)


@dataclass(frozen=True)
class Form:
    """A form that a person or a link reaches, filled in well."""

    state: Callable[[Desk], Story]
    path: str
    page: str = ""
    person: str = COORDINATOR
    link: tuple[Purpose, str, str] | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


FORMS = {
    "deny": Form(decision, "/decide", fields={"outcome": "denied", "reason": "No."}),
    "remind": Form(signing, "/remind", "/sign-out", fields={"role": "manager"}),
    "end": Form(signing, "/end", fields={"reason": "It is over."}),
    "amend": Form(
        signing, "/amend", fields={"version": "1", "reason": "Shorter.", "ends_on": "5/31/2027"}
    ),
    "replace": Form(
        signing,
        "/replace",
        "/sign-out",
        fields={"role": "manager", "person": COLLEAGUE, "reason": "Away."},
    ),
    "ask again": Form(
        decision, "/ask-again", "/sign-out", fields={"role": "manager", "line": "", "reason": "?"}
    ),
    "decline": Form(
        signing,
        "/decline",
        "/sign-out",
        link=(Purpose.SIGN, "manager", "manager"),
        fields={"line": "manager", "reason": "The hours do not fit."},
    ),
    "acknowledge": Form(
        delivered,
        "/acknowledge",
        "/sign-out",
        link=(Purpose.ACKNOWLEDGE, "das_liaison", "das"),
        fields={"agree": "yes"},
    ),
    "complete": Form(
        completing,
        "/provide",
        "/sign-out",
        link=(Purpose.PROVIDE, "supervisor", ""),
        fields={**MEASURES, "partly": "yes"},
    ),
    "sign": Form(signing, "/sign", link=(Purpose.SIGN, "supervisor", "supervisor")),
}


def reached(desk: Desk, form: Form, story: Story) -> tuple[Client, str]:
    """A browser at the form, and the path of what it is about."""
    if form.link is None:
        return desk.sign_in(form.person), PAGE
    return desk.client, desk.client.get(story.link(*form.link)).headers["location"]


def asked_on(client: Client, path: str) -> dict[str, str]:
    """What the form on a page would send once it is filled in."""
    page = client.get(path).text
    found = dict(re.findall(r'<input[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"', page))
    return {**found, "name": NAMES[SUPERVISOR]}


@pytest.mark.parametrize("name", FORMS)
def test_no_form_takes_more_than_it_asks_for(desk: Desk, name: str) -> None:
    form = FORMS[name]
    client, base = reached(desk, form, form.state(desk))
    fields = dict(form.fields) or {k: v for k, v in asked_on(client, base).items() if k != "csrf"}
    fields["key"] = KEY_OF_FORM
    of_program = {item.id for item in desk.parts.programs.get("connecticut").fields}
    known = {"csrf", "agent", *fields, *(of_program if name in {"deny", "amend"} else ())}
    before = on_record(desk)
    page = form.page or (base if form.link else "")
    for extra in ({}, harmful(known)):
        answer = post(client, f"{base}{form.path}", page, **extra, **fields)
        assert answer.status_code == 303, answer.text
    (_, plain), (_, crowded) = desk.door.acts
    assert crowded == plain
    assert on_record(desk) == before


def test_no_proposal_takes_more_than_it_asks_for(desk: Desk) -> None:
    proposer = Proposer(desk)
    of_program = {item.id for item in proposer.program.fields}
    before = on_record(desk)
    proposer.fill_all(**harmful({*of_program, *proposer.typed, "csrf", "key"}))
    found = sent(proposer)
    assert (found.reference, found.agency) == (proposer.reference, "comptroller")
    assert (found.by.person, found.opened_by) == (EMPLOYEE, {})
    assert set(found.proposal.answers) <= of_program
    assert COLLEAGUE not in found.proposal.answers.values()
    assert on_record(desk) == before


def test_no_step_of_a_review_keeps_more_than_it_asks_for(desk: Desk) -> None:
    reviewer = Reviewer(desk)
    before, given = on_record(desk), {"supports": "yes", "comment": "It fits the work."}
    kept = []
    for extra in ({}, harmful({*given, "csrf", "key"})):
        reviewer.save("overall", **extra, **given)
        kept.append(desk.drafts())
    assert kept[0] == kept[1]
    assert kept[0]
    assert on_record(desk) == before
