"""Links in mail: they find a task, sign nothing, and prove nothing."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import quote

import pytest
from sqlalchemy import event
from sqlmodel import SQLModel, select, update

from api.app import create_app
from policy.directory import liaison_of
from policy.identity import KnownBy
from policy.reading.loading import Programs
from policy.tasks import Purpose
from records.links import Link
from records.visits import Visit
from tests.api.browsing import BASE
from tests.api.filing import ask, file
from tests.api.site import REFERENCE, Desk, form_token, link_path
from tests.people import MANAGER, SUPERVISOR

COOKIE = "__Host-telecommute"


def checksum(desk: Desk) -> dict[str, list[str]]:
    """Every row of every table but the sessions."""
    with desk.session() as session:
        connection = session.connection()
        return {
            name: [str(row) for row in connection.execute(table.select())]
            for name, table in SQLModel.metadata.tables.items()
            if name != "visit"
        }


def visits(desk: Desk) -> list[Visit]:
    """Every session."""
    with desk.session() as session:
        return list(session.exec(select(Visit)).all())


def test_a_link_is_exchanged_for_a_session_and_a_clean_address(desk: Desk) -> None:
    file(desk)
    link = ask(desk, SUPERVISOR, "supervisor")
    from_webmail = {"Sec-Fetch-Site": "cross-site"}
    answer = desk.client.get(link_path(link), headers=from_webmail)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/tasks/{link.id}"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert [visit.links for visit in visits(desk)] == [[link.id]]
    assert visits(desk)[0].person == ""
    assert desk.client.get(f"/tasks/{link.id}").status_code == 200


@pytest.mark.parametrize("agent", ["Mozilla/5.0", "HeadlessChrome", "Barracuda", ""])
def test_following_a_link_often_changes_no_record(desk: Desk, agent: str) -> None:
    file(desk)
    link = ask(desk, SUPERVISOR, "supervisor")
    before = checksum(desk)
    for _ in range(5):
        client = desk.browser()
        client.get(link_path(link), headers={"User-Agent": agent})
        client.get(f"/tasks/{link.id}", headers={"User-Agent": agent})
        client.options(link_path(link))
    assert checksum(desk) == before
    assert desk.door.acts == []
    assert desk.client.get(link_path(link)).status_code == 303


def test_looking_ahead_gets_nothing_and_begins_no_session(desk: Desk) -> None:
    file(desk)
    path = link_path(ask(desk, SUPERVISOR, "supervisor"))
    ahead = [
        desk.client.head(path),
        desk.client.get(path, headers={"Sec-Purpose": "prefetch;prerender"}),
        desk.client.get(path, headers={"Purpose": "prefetch"}),
    ]
    assert [(answer.status_code, answer.content) for answer in ahead] == [(204, b"")] * 3
    assert visits(desk) == []
    assert not desk.client.cookies


def test_unknown_and_malformed_tokens_get_the_same_page(desk: Desk) -> None:
    unknown = desk.browser("192.0.2.2").get(f"/t/{'a' * 40}")
    assert unknown.status_code == 404
    for malformed in ("a" * 39, "a" * 41, "x", "%00", "a/b", "ä" * 40, "1" * 40, "a" * 5000):
        answer = desk.browser("192.0.2.3").get(f"/t/{malformed}")
        assert (answer.status_code, answer.text) == (404, unknown.text)
    assert visits(desk) == []


def test_a_link_with_one_letter_changed_is_unknown(desk: Desk) -> None:
    file(desk)
    path = link_path(ask(desk, SUPERVISOR, "supervisor"))
    other = "a" if path[-1] != "a" else "b"
    assert desk.client.get(path[:-1] + other).status_code == 404
    assert desk.client.get(path[:-1]).status_code == 404


def test_what_mail_clients_do_to_a_link_is_forgiven(desk: Desk) -> None:
    file(desk)
    path = link_path(ask(desk, SUPERVISOR, "supervisor"))
    token = path.removeprefix("/t/")
    wrapped = quote(f"https://nam06.safelinks.test/?url={quote(BASE + path, safe='')}&data=05", "")
    spoiled = [token.upper(), f"{token}.", f"{token}%3E", f"{token}%20", f"%3C{token}%3E,", wrapped]
    for each in spoiled:
        assert desk.browser().get(f"/t/{each}").status_code == 303, each


def test_twenty_bad_tokens_a_minute_are_enough(desk: Desk) -> None:
    file(desk)
    good = link_path(ask(desk, SUPERVISOR, "supervisor"))
    answers = [desk.client.get(f"/t/{number:040}").status_code for number in range(22)]
    assert answers == [404] * 20 + [429] * 2
    assert desk.browser("192.0.2.9").get(good).status_code == 303
    desk.clock.pass_by(seconds=61)
    assert desk.client.get(good).status_code == 303


def test_several_links_stay_with_one_browser(desk: Desk) -> None:
    file(desk)
    links = [ask(desk, MANAGER, "manager"), ask(desk, MANAGER, "supervisor")]
    for link in links:
        assert desk.client.get(link_path(link)).status_code == 303
    assert [set(visit.links) for visit in visits(desk)] == [{link.id for link in links}]
    for link in links:
        assert desk.client.get(f"/tasks/{link.id}").status_code == 200


def test_a_task_is_not_found_by_its_address_alone(desk: Desk) -> None:
    file(desk)
    link = ask(desk, SUPERVISOR, "supervisor")
    answer = desk.browser().get(f"/tasks/{link.id}")
    assert answer.status_code == 404
    assert "Rivera" not in answer.text


def test_the_person_of_a_link_needs_no_link_when_signed_in(desk: Desk) -> None:
    file(desk)
    link = ask(desk, SUPERVISOR, "supervisor")
    desk.sign_in(SUPERVISOR)
    assert desk.client.get(f"/tasks/{link.id}").status_code == 200


def test_somebody_else_signed_in_is_turned_away_and_learns_nothing(desk: Desk) -> None:
    file(desk)
    link = ask(desk, SUPERVISOR, "supervisor")
    desk.sign_in(MANAGER)
    answer = desk.client.get(link_path(link))
    assert answer.status_code == 403
    assert "belongs to someone else" in answer.text
    assert "Rivera" not in answer.text
    assert REFERENCE not in answer.text
    assert all(not visit.links for visit in visits(desk))


def test_signing_in_as_somebody_else_afterwards_does_not_open_the_task(desk: Desk) -> None:
    file(desk)
    link = ask(desk, SUPERVISOR, "supervisor")
    desk.client.get(link_path(link))
    desk.sign_in(MANAGER)
    assert desk.client.get(f"/tasks/{link.id}").status_code == 403


def test_unknown_and_malformed_tokens_take_the_same_work(desk: Desk) -> None:
    file(desk)
    work = []
    for sent in ("a" * 40, "x", "%00", "a" * 3000):
        statements: list[str] = []
        with desk.session() as session:
            engine = session.get_bind()

        def note_statement(_c: object, _k: object, statement: str, *_rest: object) -> None:
            statements.append(statement)  # noqa: B023 - removed before the next turn

        event.listen(engine, "before_cursor_execute", note_statement)
        desk.browser().get(f"/t/{sent}")
        event.remove(engine, "before_cursor_execute", note_statement)
        work.append(statements)
    assert len(work[0]) > 0
    assert all(statements == work[0] for statements in work)


def test_links_opened_at_once_all_stay(desk: Desk) -> None:
    file(desk)
    links = [ask(desk, MANAGER, f"role-{number}") for number in range(8)]
    desk.client.get(link_path(links[0]))
    cookie = desk.client.cookies[COOKIE]

    def follow(link: Link) -> int:
        tab = desk.browser()
        tab.cookies.set(COOKIE, cookie)
        return tab.get(link_path(link)).status_code

    with ThreadPoolExecutor(8) as tabs:
        assert set(tabs.map(follow, links)) == {303}
    assert [set(visit.links) for visit in visits(desk)] == [{link.id for link in links}]


def strict(desk: Desk) -> Desk:
    """The same desk under programs that ask their signers for single sign-on."""
    most = KnownBy.SINGLE_SIGN_ON
    programs = [replace(program, signer_identity=most) for program in desk.parts.programs]
    parts = replace(desk.parts, programs=Programs(programs))
    return replace(desk, app=create_app(parts), parts=parts)


def test_who_receives_a_copy_needs_no_more_than_the_link(desk: Desk) -> None:
    """The liaison of an agency is in no directory, and could never sign in."""
    guarded = strict(desk)
    file(guarded)
    liaison = liaison_of("comptroller")
    link = ask(guarded, liaison, "das_liaison", purpose=Purpose.ACKNOWLEDGE)
    client = guarded.browser()
    client.get(link_path(link))
    assert client.get(f"/tasks/{link.id}").status_code == 200


def test_a_program_may_want_more_than_a_link(desk: Desk) -> None:
    guarded = strict(desk)
    file(guarded)
    link = ask(guarded, SUPERVISOR, "supervisor")
    client = guarded.browser()
    client.get(link_path(link))
    there = f"/sign-in?way=account&next=%2Ftasks%2F{link.id}"
    assert client.get(f"/tasks/{link.id}").headers["location"] == there
    assert client.get(f"/documents/{REFERENCE}/1/arrangement.pdf").status_code == 303
    fields = {"csrf": form_token(client.get("/sign-in").text)}
    for act in (f"/tasks/{link.id}/sign", f"/links/{link.id}/again"):
        assert client.post(act, data=fields).headers["location"] == there
    guarded.sign_in(SUPERVISOR, client)
    assert client.get(f"/tasks/{link.id}").headers["location"] == there
    with guarded.session() as session:
        session.exec(update(Visit).values(known_by=KnownBy.SINGLE_SIGN_ON))
        session.commit()
    assert client.get(f"/tasks/{link.id}").status_code == 200
