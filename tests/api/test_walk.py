"""The walk in docs/api.md, call by call, on a real engine, with records, documents and mail."""

import asyncio
import os
import re
import shlex
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from string import Template

import pytest
from httpx2 import ASGITransport, AsyncClient, Response
from temporalio.client import Client

from api.app import create_app
from api.calls.told import ActTold, ArrangementTold, LineTold
from api.doors.acts import Arrangements
from api.doors.engine import TemporalDoor
from api.doors.feeding import Feeds
from api.doors.handing_in import Hours
from api.doors.registering import Registers
from api.parts import Parts, Site
from mail.rendering import MailRenderer
from policy.deadlines import local_date
from records.visits import new_token
from tests import people
from tests.world import World, a_world

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```(bash|python)\n(.*?)```", re.DOTALL)
BASE = "http://127.0.0.1:8000"
TIMES = 50

STATE = ("EMPLOYEE", "SUPERVISOR", "MANAGER", "HEAD")
CITY = ("CITY_EMPLOYEE", "CITY_SUPERVISOR", "CITY_HEAD")
NUMBERS = {name: str(getattr(people, name)) for name in STATE + CITY} | {"HR": people.COORDINATOR}


@dataclass
class Reader:
    """Somebody who reads the page and does what it says."""

    client: AsyncClient
    folder: Path
    known: dict[str, str] = field(default_factory=dict)

    async def follow(self, kind: str, block: str) -> Response | None:
        """Run one block of the page."""
        if kind == "python":
            subprocess.run(  # noqa: S603 - our own page
                [sys.executable, "-c", block],
                cwd=self.folder,
                env=os.environ | self.known,
                check=True,
            )
            return None
        return await self.curl(block)

    async def curl(self, command: str) -> Response:
        """One call as `curl` would make it."""
        line, _, rest = command.replace("\\\n", " ").partition("<<END\n")
        typed = rest.partition("END")[0]
        words = shlex.split(Template(line).substitute(self.known))
        assert words.pop(0) == "curl"
        options = {"--json": "", "--output": "", "-F": "", "-H": ""}
        headers: dict[str, str] = {}
        address = words.pop(0)
        while words:
            option, value = words.pop(0), words.pop(0)
            options[option] = value
            if option == "-H":
                name, _, content = value.partition(": ")
                headers[name] = content
        if options["-F"]:
            return await self.upload(address, headers, options["-F"])
        if not options["--json"]:
            answer = await self.client.get(address, headers=headers)
        else:
            body = self.body(options["--json"], typed)
            headers["Content-Type"] = "application/json"
            answer = await self.client.post(address, content=body, headers=headers)
        if options["--output"]:
            (self.folder / options["--output"]).write_bytes(answer.content)
        return answer

    async def upload(self, address: str, headers: dict[str, str], part: str) -> Response:
        """Send a file as a part of a form."""
        name, _, path = part.partition("=@")
        sent = {name: ("certificate.pdf", (self.folder / path).read_bytes())}
        return await self.client.post(address, files=sent, headers=headers)

    def body(self, given: str, typed: str) -> str:
        """What is sent: as given, from a file, or typed below."""
        if given == "@-":
            return Template(typed).substitute(self.known)
        return (self.folder / given[1:]).read_text() if given.startswith("@") else given

    def bearer(self, who: str) -> dict[str, str]:
        """The header that says who calls."""
        return {"Authorization": f"Bearer {self.known[who]}"}

    async def see(self, who: str) -> ArrangementTold:
        """The arrangement as one person sees it."""
        address = f"{BASE}/api/v1/arrangements/{self.known['REFERENCE']}"
        answer = await self.client.get(address, headers=self.bearer(who))
        return ArrangementTold.model_validate(answer.json())

    async def until(self, who: str, done: Callable[[ArrangementTold], bool]) -> ArrangementTold:
        """Look again until it is so."""
        async with asyncio.timeout(20):
            while not done(seen := await self.see(who)):
                await asyncio.sleep(0.02)
        return seen


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Time-skipping engine, records, documents and mail."""
    async with a_world(tmp_path) as found:
        yield found


def parts_of(world: World) -> Parts:
    """The web application's parts over that world."""

    async def connected() -> Client:
        return world.client

    tools, door = world.tools, TemporalDoor(connected)
    return Parts(
        site=Site(BASE, b"s" * 32, "telecommute@example.test", "http://127.0.0.1:8233", "1.0"),
        sessions=tools.sessions,
        arrangements=Arrangements(door),
        registers=Registers(door),
        hours=Hours(door),
        feeds=Feeds(door),
        programs=tools.programs,
        agencies=tools.agencies,
        store=tools.store,
        typesetter=tools.typesetter,
        letters=MailRenderer(),
        mailbox=None,
        clock=tools.clock,
        patience=timedelta(seconds=10),
    )


def known_of(world: World) -> dict[str, str]:
    """What the page's variables stand for, but for tokens and files."""
    tools = world.tools
    starts_on = tools.clock().date() + timedelta(days=14)
    tuesday = starts_on + timedelta(days=8 - starts_on.weekday())
    return {
        "BASE": BASE,
        "NUMBER": people.CITY_EMPLOYEE,
        "STARTS_ON": starts_on.isoformat(),
        "NAME": people.NAMES[people.EMPLOYEE],
        "PERSON": people.EMPLOYEE,
        "ENDS_ON": (starts_on + timedelta(days=180)).isoformat(),
        "LAST_DAY": (starts_on + timedelta(days=90)).isoformat(),
        "TODAY": local_date(tools.clock(), tools.agencies["comptroller"].time_zone).isoformat(),
        "DAY": tuesday.isoformat(),
        "OTHER_DAY": (tuesday + timedelta(days=1)).isoformat(),
    }


@pytest.fixture
async def reader(world: World, tmp_path: Path) -> AsyncIterator[Reader]:
    """A reader with a token of each person the page speaks of."""
    tools = world.tools
    known = known_of(world) | {"PROPOSAL": str(tmp_path / "elsewhere" / "proposal.json")}
    with tools.sessions() as session:
        session.merge(people.on_file(people.EMPLOYEE))
        for name, number in NUMBERS.items():
            known[name] = new_token(session, number, "walk", tools.clock())
        session.commit()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    async with AsyncClient(transport=ASGITransport(create_app(parts_of(world)))) as client:
        yield Reader(client, tmp_path, known)


async def test_the_walk_in_the_documentation_holds(reader: Reader) -> None:
    calls = 0
    for kind, block in BLOCK.findall((ROOT / "docs" / "api.md").read_text()):
        if "$STATEMENT" in block:
            await take_digests(reader, "EMPLOYEE")
        if "$REFERENCE/concerns" in block:
            await the_others_sign(reader)
        answer = await reader.follow(kind, block)
        if answer is not None:
            assert answer.status_code == (201 if "-F" in block else 200), (block, answer.text)
            await go_on(reader, block, answer)
            calls += 1
    assert calls > 15
    assert (reader.folder / "arrangement.pdf").read_bytes().startswith(b"%PDF")
    told = await reader.until("HR", lambda seen: seen.status == "ended" and filed(seen))
    assert told.ending == "ended_by_employee"
    assert {entry.kind for entry in told.timeline} >= {"authorized", "reminded", "declined"}


def filed(seen: ArrangementTold) -> bool:
    """Whether the signed documents are filed."""
    return any(document.state == "filed" for document in seen.documents)


async def go_on(reader: Reader, block: str, answer: Response) -> None:
    """What a reader takes from an answer, or waits for, before the next call."""
    if "proposal-1" in block:
        reader.known["REFERENCE"] = ActTold.model_validate(answer.json()).reference
    elif "/uploads" in block:
        reader.known["CERTIFICATE"] = str(answer.json()["answer"])
    for act, done in AFTERWARDS.items():
        if act in block:
            await reader.until("HR", done)


async def take_digests(reader: Reader, who: str) -> LineTold:
    """Note what the arrangement says a signature has to name."""
    (line,) = (await reader.see(who)).to_sign
    reader.known["DOCUMENT"] = '", "'.join(line.documents)
    reader.known["STATEMENT"] = line.statement_digest
    reader.known["TERMS"] = ", ".join(f'"{each.id}"' for each in line.terms)
    return line


async def the_others_sign(reader: Reader) -> None:
    """Everybody but the employee signs with their own token, many times at once."""
    for who in ("SUPERVISOR", "MANAGER", "HR", "HEAD"):
        line = await take_digests(reader, who)
        sent = {
            "line": line.line,
            "version": line.version,
            "documents": line.documents,
            "statement": line.statement_digest,
            "name": people.NAMES[NUMBERS[who]],
            "acknowledged": [each.id for each in line.terms],
        }
        address = f"{BASE}/api/v1/arrangements/{reader.known['REFERENCE']}/signature"
        headers = reader.bearer(who) | {"Idempotency-Key": f"signature-{who}"}
        posted = [reader.client.post(address, json=sent, headers=headers) for _ in range(TIMES)]
        answers = await asyncio.gather(*posted)
        assert {(answer.status_code, answer.text) for answer in answers} == {(200, answers[0].text)}
    await reader.until("HR", lambda seen: len(seen.signed) == 5 and seen.status != "signing")


def asks(seen: ArrangementTold, role: str) -> bool:
    """Whether a role is asked to review."""
    return any((task.purpose, task.role) == ("review", role) for task in seen.tasks)


def asked(seen: ArrangementTold, purpose: str) -> int:
    """How many people are asked for that."""
    return sum(task.purpose == purpose for task in seen.tasks)


AFTERWARDS: dict[str, Callable[[ArrangementTold], bool]] = {
    "proposal-1": lambda seen: asks(seen, "supervisor"),
    "review-by-supervisor": lambda seen: asks(seen, "manager"),
    "review-by-manager": lambda seen: asks(seen, "agency_head"),
    "review-by-agency-head": lambda seen: seen.status == "decision",
    "decision-1": lambda seen: asked(seen, "provide") == len(("employee", "supervisor")),
    "completion-by-supervisor": lambda seen: asked(seen, "sign") == 5,
    "request-1": lambda seen: asked(seen, "approve") == 1,
    "report-1": lambda seen: asked(seen, "duty") == 1,
    "disposition-1": lambda seen: asked(seen, "duty") == 0 and filed(seen),
}
"""What has come of an act before the next call of the page is made."""
