"""A reader of docs/api.md who follows it call by call."""

import asyncio
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from string import Template

from httpx2 import AsyncClient, Response
from temporalio.client import Client

from api.calls.told import ArrangementTold
from api.doors.acts import Arrangements
from api.doors.engine import TemporalDoor
from api.parts import Parts, Site
from mail.rendering import MailRenderer
from policy.deadlines import local_date
from tests import people
from tests.watched import PATIENCE
from tests.world import World

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
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while not done(seen := await self.see(who)):
                await asyncio.sleep(0.02)
        return seen


def parts_of(world: World) -> Parts:
    """The web application's parts over that world."""

    async def connected() -> Client:
        return world.client

    tools, door = world.tools, TemporalDoor(connected)
    return Parts(
        site=Site(BASE, b"s" * 32, "telecommute@example.test", "http://127.0.0.1:8233", "1.0"),
        sessions=tools.sessions,
        arrangements=Arrangements(door),
        registers=door,
        hours=door,
        feeds=door,
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
