"""The walk in docs/api.md, call by call, on a real engine, with records, documents and mail."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from httpx2 import ASGITransport, AsyncClient, Response

from api.app import create_app
from api.calls.told import ActTold, ArrangementTold, LineTold
from records.visits import new_token
from tests import people
from tests.api.walking import BASE, BLOCK, NUMBERS, ROOT, TIMES, Reader, known_of, parts_of
from tests.world import World


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
