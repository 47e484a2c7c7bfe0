"""SMTP servers that misbehave on purpose."""

import asyncio
import socket
import ssl
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.ports import free_port

TAKES = {"silent": None, "slow": 1.2}
"""Seconds over each mail; for ever."""


class Relay:
    """A relay in one mode, with what it took, (recipient, message), and the good-byes it heard.

    ok; recipient-451, recipient-550, sender-550, message-451, message-554: that answer;
    drop: takes the mail, then hangs up; silent: takes the mail, then never answers;
    slow: takes its time over each mail; brief: takes the mail, then ends the conversation;
    rude: takes the mail, then answers good-bye with an error.
    """

    def __init__(self, mode: str, tls: ssl.SSLContext | None) -> None:
        self.mode = mode
        self.port = free_port()
        self.taken: list[tuple[str, bytes]] = []
        self.callers: set[object] = set()
        self.logins: list[tuple[str, str]] = []
        self.goodbyes = 0
        self._released = threading.Event()
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            server_hostname="relay",
            tls_context=tls,
            require_starttls=tls is not None,
            authenticator=self._login,
        )

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._released.set()
        self._controller.stop()

    def _login(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"right", handled=False)

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.callers.add(session.peer)
        if self.mode == "sender-550":
            return "550 5.7.1 we do not know this sender"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mode.startswith("recipient-"):
            return f"{self.mode[-3:]} 5.1.1 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.mode.startswith("message-"):
            return f"{self.mode[-3:]} 5.6.0 we do not want it"
        assert isinstance(envelope.content, bytes)
        self.taken.append((envelope.rcpt_tos[0], envelope.content))
        if self.mode == "drop":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        if self.mode == "brief":
            assert isinstance(server.transport, asyncio.Transport)
            asyncio.get_running_loop().call_soon(server.transport.close)
        if self.mode in TAKES:
            await asyncio.to_thread(self._released.wait, TAKES[self.mode])
        return "250 taken"

    async def handle_QUIT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.goodbyes += 1
        return "421 go away" if self.mode == "rude" else "221 Bye"


class DrippingServer:
    """Greets for ever, one short line at a time, each well within any answer's time limit."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._drip)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        self._thread.join()
        self._listener.close()

    def _drip(self) -> None:
        connection, _ = self._listener.accept()
        with connection, suppress(OSError):
            while not self._stopped.wait(0.02):
                connection.sendall(b"220-wait\r\n")
