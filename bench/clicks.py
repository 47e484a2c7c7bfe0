"""Signatures from click to recorded: through the JSON API, one after another and fifty at once."""

import asyncio
import json
import secrets
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from urllib.parse import urlsplit

from bench.installation import Installation
from bench.lives import AT_A_TIME, LOOK, act_on, open_tasks, submitted
from policy.tasks import Purpose
from records import entries
from records.tasks import OpenTask
from records.visits import new_token

IDLE_ARRANGEMENTS, BUSY_ARRANGEMENTS = 8, AT_A_TIME
RECORDED, RECEIVED = 200, 202
PATIENCE = 30.0
LOOK_FOR_RECORD = 0.004
"""Seconds between two looks at the timeline: little beside what is measured."""


async def ready_to_sign(place: Installation, count: int) -> list[OpenTask]:
    """Bring `count` arrangements to their signatures; the tasks of all signers."""
    living = {await submitted(place) for _ in range(count)}
    handled: set[tuple[str, str, str, str]] = set()
    while True:
        asked = open_tasks(place.tools.sessions, living)
        signing = [task for task in asked if task.purpose == Purpose.SIGN]
        if len({task.reference for task in signing}) == count:
            first = {(task.reference, task.about): task for task in reversed(signing)}
            return list(first.values())
        await act_on(place, [task for task in asked if task not in signing], handled)
        await asyncio.sleep(LOOK)


async def clicks(place: Installation, tasks: Sequence[OpenTask], at_once: int) -> list[float]:
    """Sign every line, `at_once` at a time; how long each took to be recorded, in milliseconds."""
    tokens = _tokens(place, {task.person for task in tasks})
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(at_once) as people:
        return await asyncio.gather(
            *(
                loop.run_in_executor(people, _click, place, task, tokens[task.person])
                for task in tasks
            )
        )


def in_rounds(tasks: Sequence[OpenTask]) -> list[OpenTask]:
    """The first line of every arrangement, then the second: fifty clicks hit fifty arrangements."""
    return sorted(tasks, key=lambda task: (task.about, task.reference))


def _tokens(place: Installation, persons: set[str]) -> dict[str, str]:
    with place.tools.sessions() as session:
        now = datetime.now(UTC)
        tokens = {number: new_token(session, number, "bench", now) for number in persons}
        session.commit()
    return tokens


def _click(place: Installation, task: OpenTask, token: str) -> float:
    signature = place.everybody.acts.signature(task)
    body = {
        "line": signature.line,
        "version": signature.version,
        "documents": list(signature.digests),
        "statement": signature.statement,
        "name": signature.name,
        "acknowledged": list(signature.acknowledged),
    }
    began = time.monotonic()
    status, key = _post(place.url, f"/api/v1/arrangements/{task.reference}/signature", token, body)
    while status != RECORDED and not _is_recorded(place, task.reference, key, began):
        time.sleep(LOOK_FOR_RECORD)
    return 1000 * (time.monotonic() - began)


def _post(url: str, path: str, token: str, body: dict[str, object]) -> tuple[int, str]:
    """Send one act: whether it is recorded or received, and how the timeline names it."""
    headers = {
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": secrets.token_hex(16),
        "Content-Type": "application/json",
    }
    with closing(HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)) as connection:
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        told = answer.read()
    if answer.status not in {RECORDED, RECEIVED}:
        raise RuntimeError(answer.status, told)
    return answer.status, str(json.loads(told)["key"])


def _is_recorded(place: Installation, reference: str, key: str, since: float) -> bool:
    """Whether the timeline has the act; TimeoutError when it takes too long."""
    if time.monotonic() - since > PATIENCE:
        raise TimeoutError(reference)
    with place.tools.sessions() as session:
        return entries.by_key(session, reference, key) is not None
