"""Few requests work at once, and one that only waits makes room for another."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pytest
from anyio.to_thread import current_default_thread_limiter
from starlette.testclient import TestClient

from api.app import create_app
from api.doors.acts import Act, Arrangements, Signal
from api.threads import MOST, allow, giving_way
from demonstration.favorable import CERTIFICATE
from policy.tasks import Purpose
from tests.api.browsing import BASE
from tests.api.doors import NotingDoor
from tests.api.proposer import Proposer
from tests.api.reading import follow
from tests.api.seeding import Story
from tests.api.site import Desk
from tests.api.test_files_of_forms import attach
from tests.api.test_task_pages import signed_with

LONG = 10.0


async def test_one_that_only_waits_makes_room_for_another_and_takes_it_back() -> None:
    limiter = current_default_thread_limiter()
    allow(2)
    with giving_way(), giving_way():
        assert limiter.total_tokens == 4
    assert limiter.total_tokens == 2


async def test_however_many_wait_there_is_an_end_to_the_threads() -> None:
    limiter = current_default_thread_limiter()
    allow(MOST)
    with giving_way():
        assert limiter.total_tokens == MOST
    assert limiter.total_tokens == MOST


async def test_room_is_taken_back_where_the_wait_fails() -> None:
    limiter = current_default_thread_limiter()
    allow(1)
    with pytest.raises(TimeoutError), giving_way():
        raise TimeoutError
    assert limiter.total_tokens == 1


@dataclass
class SlowDoor(NotingDoor):
    """A door that answers once the test says so."""

    knocked: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    async def signal(self, reference: str, signal: Signal, act: Act) -> None:
        self.knocked.set()
        await asyncio.to_thread(self.opened.wait, LONG)
        await super().signal(reference, signal, act)


@dataclass(frozen=True)
class SlowScanner:
    """A scanner that finds nothing, once the test says so."""

    knocked: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    def scan(self, content: bytes) -> str:
        self.knocked.set()
        if not self.opened.wait(LONG):
            raise TimeoutError
        return ""


def test_pages_are_served_while_the_file_of_a_form_is_looked_at(desk: Desk) -> None:
    scanner = SlowScanner()
    parts = replace(desk.parts, scanner=scanner, threads=1)
    with (
        TestClient(create_app(parts), base_url=BASE, follow_redirects=False) as client,
        ThreadPoolExecutor(1) as aside,
    ):
        proposer = Proposer(replace(desk, client=client))
        field = "insurance_certificate"
        sending = aside.submit(attach, proposer, field, CERTIFICATE.read_bytes())
        try:
            assert scanner.knocked.wait(LONG)
            assert client.get("/sign-in").status_code == 200
            assert not sending.done()
        finally:
            scanner.opened.set()
        assert sending.result(LONG).status_code == 303


def test_pages_are_served_while_the_engine_is_waited_for(desk: Desk) -> None:
    story = Story(desk).submit().review().approve().sign("employee", "supervisor")
    link = story.link(Purpose.SIGN, "agency_head", "agency_head")
    door = SlowDoor()
    parts = replace(desk.parts, arrangements=Arrangements(door), threads=1)
    with (
        TestClient(create_app(parts), base_url=BASE, follow_redirects=False) as client,
        ThreadPoolExecutor(1) as aside,
    ):
        path, _ = follow(client, link)
        slow = replace(desk, client=client)
        signing = aside.submit(signed_with, slow, path, agree="yes", name="Dario Castellano")
        try:
            assert door.knocked.wait(LONG)
            assert client.get(path).status_code == 200
            assert not signing.done()
        finally:
            door.opened.set()
        assert signing.result(LONG).status_code == 303
