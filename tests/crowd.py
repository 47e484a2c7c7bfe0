"""Everybody of an agency, each at a program of their own: an act is sent until answered."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from httpx2 import AsyncClient, HTTPError, Response
from temporalio.client import Client

from api.calls.told import ActTold, ArrangementTold
from records.visits import new_token
from tests.system import LOOK, PATIENCE, System

EMPLOYEE, COORDINATOR = "200201", "200230"
EVERYBODY = (EMPLOYEE, "200210", "200220", COORDINATOR, "200240")
"""One agency in which nobody has a designee: five people for five signatures."""
ANSWERED = {200, 202}


class Crowd:
    """The people of one agency, each with a bearer token of the JSON API."""

    def __init__(self, system: System, web: AsyncClient, temporal: Client) -> None:
        self.system = system
        self.web = web
        self.temporal = temporal
        now = datetime.now(UTC)
        with system.sessions() as session:
            self._tokens = {each: new_token(session, each, "faults", now) for each in EVERYBODY}
            session.commit()

    @property
    def bearer_tokens(self) -> set[str]:
        """What lets programs in as these people."""
        return set(self._tokens.values())

    async def act(self, person: str, path: str, key: str, sent: object) -> ActTold:
        """Do something; where no answer comes, send the same again with the same key."""
        headers = self._headers(person) | {"Idempotency-Key": key}
        address = f"{self.system.web}/api/v1/arrangements{path}"
        answer = await persist(lambda: self.web.post(address, json=sent, headers=headers))
        assert answer.status_code in ANSWERED, answer.text
        return ActTold.model_validate(answer.json())

    async def see(self, person: str, reference: str) -> ArrangementTold:
        """An arrangement as one person sees it."""
        address = f"{self.system.web}/api/v1/arrangements/{reference}"
        answer = await persist(lambda: self.web.get(address, headers=self._headers(person)))
        return ArrangementTold.model_validate(answer.json())

    def _headers(self, person: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens[person]}"}


async def persist(send: Callable[[], Awaitable[Response]]) -> Response:
    """Send until somebody answers anything but "not now"."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                answer = await send()
            except HTTPError:
                await asyncio.sleep(LOOK)
                continue
            if answer.status_code != 503:
                return answer
            assert answer.headers["Retry-After"]
            await asyncio.sleep(LOOK)
