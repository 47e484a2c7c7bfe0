"""Who may see and do what: every cell of the table, on pages and in the API."""

import pytest
from sqlalchemy import event
from sqlmodel import select

from api.rights.access import MAY, WHEN, Doing, Relation, arrangement_for
from api.who import Acting, acting
from policy.account import Happening
from policy.identity import KnownBy
from policy.tasks import Purpose
from records import people
from records.tasks import OpenTask
from tests.api.filing import OTHER_REFERENCE, ask, close, file
from tests.api.seeding import Story
from tests.api.site import REFERENCE, Desk, post
from tests.people import (
    CITY_COORDINATOR,
    CITY_EMPLOYEE,
    COLLEAGUE,
    COORDINATOR,
    DESIGNEE,
    EMPLOYEE,
    HEAD,
    MANAGER,
    NAMES,
    SUPERVISOR,
)

ACTS: dict[Doing, tuple[str, dict[str, object]]] = {
    Doing.REVIEW: ("review", {"role": "manager", "supports": True}),
    Doing.DECIDE: ("decision", {"outcome": "denied", "reason": "No."}),
    Doing.PROVIDE: (
        "completion",
        {"role": "supervisor", "answers": {"own_measures": "Accounts a week."}},
    ),
    Doing.SIGN: (
        "signature",
        {
            "line": "nobody",
            "version": 1,
            "documents": [],
            "statement": "0" * 64,
        },
    ),
    Doing.DECLINE: ("refusal", {"line": "manager", "version": 1, "reason": "No."}),
    Doing.ACKNOWLEDGE: ("acknowledgment", {"copy": "das", "version": 1}),
    Doing.ASK_AGAIN: ("reconsideration", {"line": "manager", "reason": "Please."}),
    Doing.REPLACE: ("replacement", {"role": "manager", "person": COLLEAGUE, "reason": "Away."}),
    Doing.REMIND: ("reminder", {"role": "manager"}),
    Doing.END: ("end", {"reason": "It is over."}),
    Doing.CLOSE_MODIFICATION: ("modification/closing", {"reason": "Too far."}),
    Doing.WITHDRAW_ENDING: ("notice/withdrawal", {"reason": "The need is gone."}),
}
READ = {Doing.SEE, Doing.READ_DOCUMENTS}
SAY = {Doing.ASK_APPROVAL, Doing.REPORT}
ASKED = {
    Doing.REVIEW,
    Doing.PROVIDE,
    Doing.SIGN,
    Doing.DECLINE,
    Doing.ACKNOWLEDGE,
    Doing.DECIDE_APPROVAL,
    Doing.DO_DUTY,
}
CHANGE = {Doing.MODIFY, Doing.CLOSE_MODIFICATION, Doing.END, Doing.WITHDRAW_ENDING}
EXPECTED = {
    EMPLOYEE: READ | ASKED | SAY | CHANGE | {Doing.SEE_READINGS, Doing.RENEW},
    SUPERVISOR: READ | SAY,
    MANAGER: READ | SAY,
    HEAD: READ | SAY,
    COORDINATOR: set(Doing) - {Doing.RENEW},
    DESIGNEE: READ | ASKED | SAY,
    COLLEAGUE: set(),
    CITY_EMPLOYEE: set(),
    CITY_COORDINATOR: set(),
}


def holder(desk: Desk, number: str) -> Acting:
    """Somebody, with the agencies they coordinate."""
    with desk.session() as session:
        person = people.find(session, number)
        assert person is not None
        return acting(session, desk.parts, person, KnownBy.SESSION)


def allowed(desk: Desk, number: str, doing: Doing) -> bool:
    """What the table says."""
    with desk.session() as session:
        try:
            arrangement_for(session, desk.parts, holder(desk, number), REFERENCE, doing)
        except Exception:
            return False
    return True


def test_every_relation_stands_in_the_table() -> None:
    assert set(MAY) == set(Relation)


def test_everything_that_can_be_done_has_its_states() -> None:
    assert set(WHEN) == set(Doing)


def test_each_may_do_what_the_table_says(desk: Desk) -> None:
    file(desk)
    ask(desk, DESIGNEE, "agency_head")
    found = {
        number: {doing for doing in Doing if allowed(desk, number, doing)} for number in EXPECTED
    }
    assert found == EXPECTED


def test_who_is_asked_to_decide_and_does_not_coordinate_does_nothing_else_of_it(desk: Desk) -> None:
    Story(desk).submit().review()
    with desk.session() as session:
        (task,) = session.exec(select(OpenTask)).all()
        task.person = HEAD
        session.add(task)
        session.commit()
    assert task.purpose == Purpose.DECIDE
    found = {doing for doing in Doing if allowed(desk, HEAD, doing)}
    assert found == READ | ASKED | SAY | {Doing.SEE_FINDINGS, Doing.DECIDE}


def test_nobody_decides_on_their_own_whoever_is_asked(desk: Desk) -> None:
    Story(desk).submit().review()
    with desk.session() as session:
        (task,) = session.exec(select(OpenTask)).all()
        task.person = EMPLOYEE
        session.commit()
    assert not allowed(desk, EMPLOYEE, Doing.DECIDE)


@pytest.mark.parametrize("number", EXPECTED)
def test_the_api_lets_nobody_do_more(desk: Desk, number: str) -> None:
    file(desk)
    ask(desk, DESIGNEE, "agency_head")
    bearer = desk.bearer(number)
    for doing, (path, body) in ACTS.items():
        headers = bearer | {"Idempotency-Key": f"key-{doing}"}
        before = len(desk.door.acts)
        own = {"name": NAMES.get(number, "A")} if doing is Doing.SIGN else {}
        answer = desk.client.post(
            f"/api/v1/arrangements/{REFERENCE}/{path}", json={**body, **own}, headers=headers
        )
        through = len(desk.door.acts) > before
        assert through == (doing in EXPECTED[number]), (number, doing, answer.text)
        hidden = not EXPECTED[number]
        assert answer.status_code == (202 if through else 404 if hidden else 403)


def test_somebody_elses_arrangement_does_not_exist(desk: Desk) -> None:
    file(desk)
    for path in (
        f"/api/v1/arrangements/{REFERENCE}",
        f"/api/v1/arrangements/{REFERENCE}/documents/1/arrangement",
        "/api/v1/arrangements/TA-0000-0000",
        "/api/v1/arrangements/' OR 1=1 --",
        "/api/v1/arrangements/..%2f..%2fetc",
    ):
        assert desk.client.get(path, headers=desk.bearer(COLLEAGUE)).status_code == 404, path


def test_a_page_of_somebody_else_does_not_exist(desk: Desk) -> None:
    file(desk)
    desk.sign_in(COLLEAGUE)
    for path in (f"/arrangements/{REFERENCE}", f"/documents/{REFERENCE}/1/arrangement.pdf"):
        assert desk.client.get(path).status_code == 404


def test_who_signed_keeps_seeing_what_they_signed(desk: Desk) -> None:
    file(desk)
    link = ask(desk, DESIGNEE, "agency_head")
    close(desk, link, kind=Happening.SIGNED)
    assert allowed(desk, DESIGNEE, Doing.SEE)


def test_nobody_coordinates_their_own_arrangement(desk: Desk) -> None:
    file(desk, employee=COORDINATOR)
    assert not allowed(desk, COORDINATOR, Doing.DECIDE)
    assert allowed(desk, COORDINATOR, Doing.SEE)


def test_a_list_holds_what_concerns_the_caller_and_nothing_else(desk: Desk) -> None:
    file(desk)
    file(desk, OTHER_REFERENCE, employee=COLLEAGUE)
    seen = {
        number: {
            row["reference"]
            for row in desk.client.get("/api/v1/arrangements", headers=desk.bearer(number)).json()[
                "arrangements"
            ]
        }
        for number in (EMPLOYEE, COLLEAGUE, SUPERVISOR, COORDINATOR, CITY_COORDINATOR)
    }
    both = {REFERENCE, OTHER_REFERENCE}
    assert seen == {
        EMPLOYEE: {REFERENCE},
        COLLEAGUE: {OTHER_REFERENCE},
        SUPERVISOR: both,
        COORDINATOR: both,
        CITY_COORDINATOR: set(),
    }


def test_a_role_taken_away_is_gone_at_the_next_request(desk: Desk) -> None:
    file(desk)
    bearer = desk.bearer(COORDINATOR)
    assert desk.client.get("/api/v1/board", headers=bearer).status_code == 200
    with desk.session() as session:
        for person in session.exec(select(people.Person)).all():
            person.hr_representative = ""
            session.add(person)
        session.commit()
    assert desk.client.get("/api/v1/board", headers=bearer).status_code == 404


@pytest.mark.parametrize("path", ["/arrangements/{reference}", "/tasks/{link}", "/propose/{draft}"])
def test_no_stranger_has_the_site_wait_for_an_act(desk: Desk, path: str) -> None:
    file(desk)
    link = ask(desk, SUPERVISOR, "supervisor")
    draft = desk.sign_in(EMPLOYEE)
    proposed = post(draft, "/propose").headers["location"].removeprefix("/propose/")
    named = path.format(reference=REFERENCE, link=link.id, draft=f"{proposed}/sent")
    stranger = desk.sign_in(COLLEAGUE, desk.browser())
    asked: list[str] = []

    def note_question(_c: object, _k: object, statement: str, *_rest: object) -> None:
        asked.append(statement.partition("WHERE")[2])

    with desk.session() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note_question)
    for client in (stranger, desk.browser()):
        assert client.get(f"{named}?act={'a' * 16}").status_code in {303, 404}
    event.remove(engine, "before_cursor_execute", note_question)
    assert asked
    assert not [question for question in asked if "key = " in question.replace('"', "")]
