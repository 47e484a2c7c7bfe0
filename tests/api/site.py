"""A web application for a test: real records and documents, a clock to set, a door that notes."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from html import unescape
from pathlib import Path

from fastapi import FastAPI
from httpx2 import Client, Response
from sqlmodel import Session, select

from activities.concerned import Rules
from activities.feeding import Feeding
from activities.inviting import Inviter
from activities.posting import Office
from activities.timekeeping import Timekeeping
from api.doors.acts import Arrangements
from api.parts import Parts, Site
from documents.rendering import Typesetter
from documents.store import FolderStore
from mail.rendering import MailRenderer
from records import letters
from records.database import connect, sessions_of
from records.letters import Letter
from records.links import Link, token
from records.migrating import upgrade
from records.people import Person
from records.visits import Draft, new_token
from tests import people
from tests.api.browsing import BASE, browser
from tests.api.doors import FeedingDoor, HoursDoor, KeepingDoor, NotingDoor
from tests.api.shared import Shared
from tests.clock import Clock
from tests.policy.samples import AGENCIES, PROGRAMS

SECRET = b"s" * 32
REFERENCE = "TA-7K3M-9QXD"


@dataclass
class Desk:
    """One web application with what a test looks at behind it."""

    app: FastAPI
    parts: Parts
    clock: Clock
    door: NotingDoor
    client: Client
    keeping: KeepingDoor
    hours: HoursDoor
    feeds: FeedingDoor

    def browser(self, peer: str = "192.0.2.1") -> Client:
        """Another browser, without cookies, at that address."""
        return browser(self.app, peer)

    def session(self) -> Session:
        """A session of the records."""
        return self.parts.sessions()

    def mails(self, person: str = "") -> list[Letter]:
        """What is in the outbox, oldest first; less what a clock turned back has still ahead."""
        until = self.clock.now + timedelta(days=1)
        with self.session() as session:
            found = [each for each in letters.due(session, until, 100) if each.queued_at <= until]
        return [letter for letter in found if person in ("", letter.person)]

    def drafts(self) -> list[dict[str, str]]:
        """What is kept of what people began."""
        with self.session() as session:
            return [dict(draft.answers) for draft in session.exec(select(Draft)).all()]

    def bearer(self, person: str) -> dict[str, str]:
        """The header of a token that acts as `person`."""
        with self.session() as session:
            raw = new_token(session, person, "test", self.clock.now)
            session.commit()
        return {"Authorization": f"Bearer {raw}"}

    def sign_in(self, person: str, client: Client | None = None) -> Client:
        """Sign somebody in through their mail."""
        client = client or self.client
        with self.session() as session:
            found = session.get(Person, person)
        assert found is not None
        self.clock.pass_by(seconds=1)
        post(client, "/sign-in", mail=found.mail)
        address = link_in(self.mails(person)[-1])
        answer = post(client, address)
        assert answer.status_code == 303
        return client


TYPESETTER = Typesetter()
LETTERS = MailRenderer()


def settle(file: Path) -> None:
    """Make a database with everybody of the directory, and what is on file of who proposes."""
    upgrade(f"sqlite:///{file}")
    engine = connect(f"sqlite:///{file}")
    with sessions_of(engine)() as session:
        people.settle(session)
        for number in (people.EMPLOYEE, people.COLLEAGUE, people.SUPERVISOR):
            session.add(people.on_file(number))
        session.commit()
    engine.dispose()


@contextmanager
def a_desk(folder: Path, settled: Path, shared: Shared | None = None) -> Iterator[Desk]:
    """A whole web application over a copy of a settled database.

    What is `shared` serves one desk at a time: a desk that stays open has its own.
    """
    shared = shared or Shared()
    shutil.copyfile(settled, folder / "records.db")
    engine = shared.engine(folder / "records.db")
    sessions = sessions_of(engine)
    clock, door = Clock(), NotingDoor()
    keeping = KeepingDoor(sessions, clock)
    store = FolderStore(folder / "documents")
    office = Office(BASE, "telecommute@example.test", SECRET)
    inviter = Inviter(office, MailRenderer(), PROGRAMS, AGENCIES)
    rules = Rules(PROGRAMS, AGENCIES)
    feeding = Feeding(sessions, rules, inviter)
    feeds = FeedingDoor(feeding, clock)
    hours = HoursDoor(clock, Timekeeping(sessions, store, PROGRAMS, AGENCIES))
    parts = Parts(
        site=Site(BASE, SECRET, "telecommute@example.test", "http://127.0.0.1:8233", "1.0"),
        sessions=sessions,
        arrangements=Arrangements(door),
        registers=keeping,
        hours=hours,
        feeds=feeds,
        programs=PROGRAMS,
        agencies=AGENCIES,
        store=store,
        typesetter=TYPESETTER,
        letters=LETTERS,
        mailbox=None,
        clock=clock,
        patience=timedelta(0),
    )
    app = shared.app(parts)
    yield Desk(app, parts, clock, door, browser(app), keeping, hours, feeds)
    engine.dispose()


def form_token(page: str) -> str:
    """The form token in a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, page
    return unescape(found.group(1))


def post(client: Client, path: str, page: str = "", **fields: str) -> Response:
    """Send the form of a page (by default at the same path) as a browser would."""
    values = {"csrf": form_token(client.get(page or path).text), **fields}
    return client.post(path, data=values, headers={"Sec-Fetch-Site": "same-origin"})


def text_of(letter: Letter) -> str:
    """The plain text of a letter."""
    for part in message_from_bytes(letter.message).walk():
        if part.get_content_type() == "text/plain":
            content = part.get_payload(decode=True)
            return content.decode() if isinstance(content, bytes) else ""
    return ""


def link_in(letter: Letter) -> str:
    """The path of the one link in a letter."""
    found = re.search(rf"{BASE}(\S+)", text_of(letter))
    assert found, letter.subject
    return found.group(1)


def link_path(link: Link) -> str:
    """The path of a link as it stands in mail."""
    return f"/t/{token(SECRET, link.id)}"
