"""A browser that hands each request to the application, in one loop for the whole process."""

import asyncio
from functools import cache
from threading import Thread

from fastapi import FastAPI
from httpx2 import ASGITransport, BaseTransport, Client, Request, Response

BASE = "https://telecommute.test"
AGENT = "a-browser/1.0"


def browser(app: FastAPI, peer: str = "192.0.2.1") -> Client:
    """A browser at that address, without cookies, that follows no redirects by itself."""
    headers = {"User-Agent": AGENT}
    return Client(transport=_Directly(app, peer), base_url=BASE, headers=headers)


class _Directly(BaseTransport):
    """From a test to the application and back.

    Starlette's client starts a loop and threads for each request, which takes longer than most
    answers do.
    """

    def __init__(self, app: FastAPI, peer: str) -> None:
        self._application = ASGITransport(app, client=(peer, 50000))

    def handle_request(self, request: Request) -> Response:
        """Send a request; what breaks in the application breaks here."""
        return asyncio.run_coroutine_threadsafe(self._answer(request), _loop()).result()

    async def _answer(self, request: Request) -> Response:
        answer = await self._application.handle_async_request(request)
        return Response(answer.status_code, headers=answer.headers, content=await answer.aread())


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Where the application runs until the process ends, beside the loops of tests."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, daemon=True).start()
    return loop
