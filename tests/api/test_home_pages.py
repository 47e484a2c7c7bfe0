"""The start page, what I signed, the mailbox, and pages that keep up to date."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from api.app import create_app
from api.routes.live import stamps
from mail.mailbox import Mailbox
from policy.tasks import Purpose
from records.arrangements import stamp_of
from records.entries import TimelineEntry, signed_by
from records.tasks import OpenTask, of_person
from tests import people
from tests.api.browsing import browser
from tests.api.opened import open_form
from tests.api.reading import follow, page_of
from tests.api.seeding import Story
from tests.api.site import Desk
from tests.people import known

NO_TIME = timedelta(0)
CHOSEN_KEY = "a" * 16
MAIL = b"""From: telecommute@example.test\r
To: ana@example.test\r
Subject: Sign by December 1: TA-7K3M-9QXD\r
Message-ID: <one@example.test>\r
\r
Please sign. <script>alert(1)</script>\r
https://telecommute.test/t/abc.\r
"""


class TestStart:
    def test_it_lists_what_waits_with_a_button_to_its_page(self, desk: Desk) -> None:
        story = Story(desk).submit().review().approve()
        story.link(Purpose.SIGN, "manager", "manager")
        desk.sign_in(people.MANAGER)
        page = desk.client.get("/").text
        assert "Sign the arrangement of Ana Rivera, as manager" in page
        assert 'href="/tasks/' in page

    def test_a_decision_is_made_on_the_arrangements_own_page(self, desk: Desk) -> None:
        story = Story(desk).submit().review()
        desk.sign_in(people.COORDINATOR)
        assert f'href="/arrangements/{story.reference}/decide"' in desk.client.get("/").text

    @pytest.mark.parametrize("leader", [people.SUPERVISOR, people.MANAGER, people.CITY_SUPERVISOR])
    def test_who_leads_somebody_finds_the_team_and_nobody_else(
        self, desk: Desk, leader: str
    ) -> None:
        desk.sign_in(leader)
        assert "See everybody you lead" in desk.client.get("/").text
        other = desk.sign_in(people.COLLEAGUE, desk.browser())
        assert "See everybody you lead" not in other.get("/").text

    @pytest.mark.requirement("SA-011")
    def test_a_department_head_is_asked_for_the_guidelines_until_they_are_on_record(
        self, desk: Desk
    ) -> None:
        desk.sign_in(people.CITY_HEAD)
        page = desk.client.get("/").text
        assert "Department guidelines: not on record yet" in page
        assert 'href="/registers/guidelines?about=sacramento-it"' in page
        assert "Nothing waits for you." not in page
        employee = desk.sign_in(people.CITY_EMPLOYEE, desk.browser())
        assert "Department guidelines" not in employee.get("/").text
        open_form(desk)
        assert "Nothing waits for you." in desk.client.get("/").text

    def test_of_very_many_tasks_it_shows_a_hundred(self, desk: Desk) -> None:
        story = Story(desk).submit()
        with desk.session() as session:
            (asked,) = of_person(session, people.SUPERVISOR)
            owed = asked.model_dump(exclude={"id"}) | {"purpose": Purpose.DUTY}
            session.add_all(OpenTask(**owed | {"about": str(each)}) for each in range(100))
            session.commit()
        page = desk.sign_in(people.SUPERVISOR).get("/").text
        assert page.count(f"<small>{story.reference}.") == 100
        assert "The first 100 of 101 are shown, longest waiting first." in page

    def test_with_nothing_to_do_it_says_so(self, desk: Desk) -> None:
        desk.sign_in(people.COLLEAGUE)
        page = desk.client.get("/").text
        assert "Nothing waits for you." in page
        assert "Propose to telecommute" in page

    def test_my_arrangements_say_where_they_stand(self, desk: Desk) -> None:
        Story(desk).submit().review().approve()
        desk.sign_in(people.EMPLOYEE)
        page = desk.client.get("/").text
        assert "December 1, 2026 to August 31, 2027" in page
        assert "Being signed" in page


@pytest.mark.requirement("SA-016")
@pytest.mark.parametrize("path", ["/people", "/sign-many", "/signed", "/people/nobody"])
def test_every_page_says_whom_to_ask(desk: Desk, path: str) -> None:
    desk.sign_in(people.CITY_COORDINATOR)
    page = desk.client.get(path).text
    assert "IT is available to assist you." in page
    assert "Help page" in page
    stranger = desk.browser().get("/sign-in").text
    assert "ask your human resources office" in stranger


class TestTwoDocuments:
    """Who signs several lines was sent one link for all of them."""

    def test_the_second_is_reached_from_the_start_page_and_the_arrangements(
        self, desk: Desk
    ) -> None:
        story = Story.of_city(desk).submit().freeze()
        link = story.link(Purpose.SIGN, "employee", "employee_policy")
        path = desk.browser().get(link).headers["location"]
        story.sign("employee_policy")
        desk.sign_in(people.CITY_EMPLOYEE)
        assert f'href="{path}"' in desk.client.get("/").text
        assert f'href="{path}"' in desk.client.get(f"/arrangements/{story.reference}").text

    def test_they_are_one_thing_to_do_of_ones_own(self, desk: Desk) -> None:
        Story.of_city(desk).submit().freeze()
        desk.sign_in(people.CITY_EMPLOYEE)
        page = desk.client.get("/").text
        assert "Sign your arrangement" in page
        assert "Sign several at once" not in page

    def test_the_page_says_which_one_comes_next_and_what_is_signed_already(
        self, desk: Desk
    ) -> None:
        story = Story.of_city(desk).submit().freeze()
        path, first = follow(desk.client, story.link(Purpose.SIGN, "employee", "employee_policy"))
        assert "After it, the detail justification form waits for your signature." in first
        assert "Sign the Telecommuting Policy and Agreement" in first
        story.sign("employee_policy", key=CHOSEN_KEY)
        second = page_of(desk, f"{path}?act={CHOSEN_KEY}")
        assert "What you read below is not signed yet." in second
        assert "waits for your signature" not in second


def test_what_i_signed_shows_each_signature_with_its_documents(desk: Desk) -> None:
    story = Story(desk).submit().review().approve().sign("supervisor")
    desk.sign_in(people.SUPERVISOR)
    page = desk.client.get("/signed").text
    assert "Ana Rivera" in page
    assert f"/documents/{story.reference}/1/arrangement.pdf" in page
    story.freeze()
    assert "a newer version has replaced it" in desk.client.get("/signed").text


def test_what_i_signed_comes_fifty_a_page(desk: Desk) -> None:
    Story(desk).submit().review().approve().sign("supervisor")
    with desk.session() as session:
        (given,) = signed_by(session, people.SUPERVISOR, 1)[0]
        for number in range(60):
            session.add(TimelineEntry(**given.model_dump(exclude={"id"}) | {"seq": 1000 + number}))
        session.commit()
    client = desk.sign_in(people.SUPERVISOR)
    first, second = client.get("/signed").text, client.get("/signed?page=2").text
    assert "61 signatures, newest first" in first
    assert "Page 1 of 2" in first
    assert [page.count('scope="row"') for page in (first, second)] == [50, 11]
    assert 'href="/signed?page=1"' in second
    assert "Page 2 of 2" in client.get("/signed?page=9").text


class TestMailbox:
    def test_elsewhere_there_is_none(self, desk: Desk) -> None:
        assert desk.client.get("/mailbox").status_code == 404

    def test_in_development_it_shows_mail_as_text_with_links(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        mailbox = Mailbox(tmp_path / "mail")
        found = mailbox.receive(MAIL)
        client = browser(create_app(replace(desk.parts, mailbox=mailbox)))
        assert "Sign by December 1" in client.get("/mailbox?q=ana sign").text
        assert "No mail matches" in client.get("/mailbox?q=nobody").text
        page = client.get(f"/mailbox/{found}").text
        assert '<a href="https://telecommute.test/t/abc">' in page
        assert "<script>alert" not in page
        assert client.get("/mailbox/unknown").status_code == 404
        assert client.get(f"/mailbox/{found}/0").status_code == 404

    def test_mail_came_at_the_recipient_s_own_time_with_its_zone(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        mailbox = Mailbox(tmp_path / "mail")
        with desk.session() as session:
            ana, lee = (known(session, it).mail for it in (people.EMPLOYEE, people.CITY_EMPLOYEE))
        liaison = desk.parts.agencies["comptroller"].liaison_mail
        client = browser(create_app(replace(desk.parts, mailbox=mailbox)))
        zones = ((ana.upper(), "E[SD]T"), (lee, "P[SD]T"), (liaison, "E[SD]T"), ("x@y.test", "UTC"))
        for number, (mail, zone) in enumerate(zones):
            written = MAIL.replace(b"ana@example.test", f"Somebody <{mail}>".encode())
            found = mailbox.receive(written.replace(b"<one@", f"<{number}@".encode()))
            assert re.search(f"[ap]m {zone}<", client.get(f"/mailbox/{found}").text)
            assert re.search(f"{mail}.* [ap]m {zone}<", client.get(f"/mailbox?q={mail}").text)


class TestLive:
    async def test_a_stamp_is_sent_at_once_and_when_it_changes(self) -> None:
        looks = iter(["1.0", "1.0", "2.0"])
        sent = [event async for event in stamps(lambda: next(looks), NO_TIME, most=3)]
        assert [event for event in sent if "stamp" in event] == [
            "id: 1.0\nevent: stamp\ndata: 1.0\n\n",
            "id: 2.0\nevent: stamp\ndata: 2.0\n\n",
        ]

    async def test_a_quiet_stream_keeps_its_heart_beating(self) -> None:
        sent = [event async for event in stamps(lambda: "1", NO_TIME, most=7, beat=3)]
        assert sent.count(": still here\n\n") == 2

    async def test_it_ends_with_the_session(self) -> None:
        looks = iter(["1", ""])
        sent = [event async for event in stamps(lambda: next(looks), NO_TIME)]
        assert sent[-1].startswith("event: over")

    def test_the_page_carries_the_stamp_it_was_made_with(self, desk: Desk) -> None:
        story = Story(desk).submit()
        desk.sign_in(people.EMPLOYEE)
        with desk.session() as session:
            now = stamp_of(session, story.reference)
        page = desk.client.get(f"/arrangements/{story.reference}").text
        assert f'data-live="/live/arrangements/{story.reference}" data-stamp="{now}"' in page
        assert f'<a href="/arrangements/{story.reference}">Refresh this page</a>' in page
