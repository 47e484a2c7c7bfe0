"""Whoever sends more than a form asks for, by any name that a record has, changes nothing by it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from policy.tasks import Purpose
from records.visits import Draft
from tests.api.calling import KEY, answers, send
from tests.api.coming_up import DAY_CHANGE
from tests.api.completing import MEASURES
from tests.api.opened import TALKED
from tests.api.overposting import harmful, on_record
from tests.api.proposer import Proposer, sent
from tests.api.reviewer import Reviewer
from tests.api.seeding import Story, full_answers
from tests.api.site import REFERENCE, Desk, post
from tests.people import (
    CITY_EMPLOYEE,
    CITY_SUPERVISOR,
    COLLEAGUE,
    COORDINATOR,
    EMPLOYEE,
    NAMES,
    SUPERVISOR,
)

KEY_OF_FORM = "a-key-of-mine"
PAGE = f"/arrangements/{REFERENCE}"


def proposed(desk: Desk) -> Story:
    """A whole proposal."""
    return Story(desk, answers=full_answers(desk, "connecticut")).submit()


def decision(desk: Desk) -> Story:
    """One that waits for its decision."""
    return proposed(desk).review()


def completing(desk: Desk) -> Story:
    """One that waits for what signing needs."""
    return decision(desk).complete("employee", "supervisor")


def signing(desk: Desk) -> Story:
    """One that waits for signatures."""
    return decision(desk).approve()


def delivered(desk: Desk) -> Story:
    """One that is signed by all."""
    return signing(desk).sign().deliver()


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


def reached(desk: Desk, form: Form, story: Story) -> tuple[TestClient, str]:
    """A browser at the form, and the path of what it is about."""
    if form.link is None:
        return desk.sign_in(form.person), PAGE
    return desk.client, desk.client.get(story.link(*form.link)).headers["location"]


def asked_on(client: TestClient, path: str) -> dict[str, str]:
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
        with desk.session() as session:
            kept.append([draft.answers for draft in session.exec(select(Draft)).all()])
    assert kept[0] == kept[1]
    assert kept[0]
    assert on_record(desk) == before


def test_no_register_takes_more_than_it_asks_for(desk: Desk) -> None:
    client = desk.sign_in(CITY_SUPERVISOR)
    path = f"/registers/eligibility?about={CITY_EMPLOYEE}"
    known = {"csrf", "key", *TALKED}
    for key, extra in (("a-first-key", {}), ("a-second-key", harmful(known))):
        answer = post(client, path, key=key, **TALKED, **extra)
        assert answer.status_code == 303, answer.text
    (_, plain), (_, crowded) = desk.keeping.acts
    assert (crowded.answers, crowded.subject) == (plain.answers, plain.subject)
    assert (crowded.by.person, crowded.roles, crowded.holds) == (
        plain.by.person,
        plain.roles,
        plain.holds,
    )


CALLS: dict[str, tuple[str, dict[str, object]]] = {
    "": (EMPLOYEE, {"answers": answers()}),
    "/review": (SUPERVISOR, {"role": "supervisor", "supports": True}),
    "/decision": (COORDINATOR, {"outcome": "denied", "reason": "No."}),
    "/accommodation": (COORDINATOR, {"outcome": "granted", "reason": "A disability."}),
    "/completion": (SUPERVISOR, {"role": "supervisor", "answers": MEASURES}),
    "/signature": (
        SUPERVISOR,
        {"line": "supervisor", "version": 1, "documents": [], "statement": "0" * 64, "name": "A"},
    ),
    "/refusal": (SUPERVISOR, {"line": "supervisor", "version": 1, "reason": "No."}),
    "/acknowledgment": (SUPERVISOR, {"copy": "das", "version": 1}),
    "/amendment": (COORDINATOR, {"answers": {}, "reason": "Shorter."}),
    "/reconsideration": (COORDINATOR, {"line": "manager", "reason": "Please."}),
    "/replacement": (COORDINATOR, {"role": "manager", "person": COLLEAGUE, "reason": "Away."}),
    "/reminder": (COORDINATOR, {"role": "manager"}),
    "/end": (COORDINATOR, {"reason": "It is over."}),
    "/modification": (COORDINATOR, {"answers": {"location_address": "9 Oak"}, "reason": "Moved."}),
    "/modification/closing": (COORDINATOR, {"reason": "Too far."}),
    "/notice/withdrawal": (COORDINATOR, {"reason": "The need is gone."}),
    "/approvals": (EMPLOYEE, {"rule": "day_change", "answers": DAY_CHANGE}),
    "/approvals/{number}/decision": (SUPERVISOR, {"approved": True}),
    "/approvals/{number}/withdrawal": (EMPLOYEE, {}),
    "/reports": (EMPLOYEE, {"rule": "new_phone", "answers": {"location_phone": "860-555-0199"}}),
    "/duties/{number}": (SUPERVISOR, {"answers": {"disposition": "Accrued leave"}}),
}


def test_every_act_of_the_api_is_tried(desk: Desk) -> None:
    described = desk.client.get("/openapi.json").json()["paths"]
    base = "/api/v1/arrangements"
    acts = {
        path.removeprefix(base).removeprefix("/{reference}")
        for path, methods in described.items()
        if path.startswith(base) and "post" in methods
    }
    assert acts == set(CALLS)


@pytest.mark.parametrize("act", CALLS)
def test_no_act_of_the_api_takes_more_than_it_asks_for(desk: Desk, act: str) -> None:
    """It names each field that it does not know, and does nothing."""
    signing(desk)
    before = on_record(desk)
    person, body = CALLS[act]
    optional = {"role", "line"} if act == "/reconsideration" else set[str]()
    if act in {"/review", "/decision"}:
        optional = {"comment", "findings", "answers", "modified", "reason"}
    if act == "/signature":
        optional = {"acknowledged"}
    if act in {"/approvals", "/reports"}:
        optional = {"role"}
    if act.endswith("/{number}/decision"):
        optional = {"reason"}
    if act == "/end":
        optional = {"because", "last_day", "details"}
    extra = harmful({*body, *optional})
    path = f"/{REFERENCE}{act}".replace("{number}", "1") if act else ""
    answer = send(desk, person, path, {**body, **extra}, KEY["Idempotency-Key"])
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json()["errors"]} == set(extra)
    assert desk.door.acts == []
    assert on_record(desk) == before
