"""An outbox with its sender, and a relay that answers as told."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from temporalio.client import Client

from activities.delivering import Delivering
from documents.store import FolderStore
from mail.mailer import Conversation, Mailer
from policy.notices import Kind
from records import letters
from records.database import Sessions
from records.letters import Letter
from tests.clock import Clock

Answer = Exception | None


class Fussy(Mailer):
    """A relay that answers each address as told, one answer an attempt, then takes everything."""

    def __init__(self, **answers: Iterable[Answer]) -> None:
        super().__init__("127.0.0.1", 9)
        self.taken: list[str] = []
        self._answers = {name: iter(each) for name, each in answers.items()}

    @contextmanager
    def conversation(self) -> Iterator[Conversation]:
        """Every mail is answered by this relay itself."""
        yield Answered(self)

    def send(self, message: bytes, recipient: str) -> None:
        """Answer as told; take the mail where there is nothing to say."""
        answer = next(self._answers.get(recipient.partition("@")[0], iter(())), None)
        if answer is not None:
            raise answer
        self.taken.append(recipient.partition("@")[0])


class Answered(Conversation):
    """A conversation with a fussy relay."""

    def __init__(self, relay: Fussy) -> None:
        self._fussy = relay

    def send(self, message: bytes, recipient: str) -> None:
        """Hand the mail over."""
        self._fussy.send(message, recipient)


class Office:
    """An outbox and its sender."""

    def __init__(self, sessions: Sessions, folder: Path, clock: Clock, client: Client) -> None:
        self.sessions, self.clock, self.client = sessions, clock, client
        self.store = FolderStore(folder / "documents")
        self.folder = folder / "documents"

    def queue(
        self,
        *names: str,
        attachments: list[list[str]] | None = None,
        kind: Kind = Kind.TERM_ENDING,
    ) -> None:
        """Put a mail to each into the outbox, a second apart."""
        for name in names:
            self.clock.pass_by(seconds=1)
            with self.sessions() as session:
                letters.queue(session, [self._letter(name, attachments or [], kind)])
                session.commit()

    def sender(self, mailer: Mailer) -> Delivering:
        """The activity, through this relay."""
        return Delivering(self.sessions, self.store, mailer, self.client, self.clock)

    async def deliver(self, mailer: Mailer) -> None:
        """Send all that is due now."""
        sender = self.sender(mailer)
        while await sender.deliver_due():
            pass

    def letter(self, name: str) -> Letter:
        """The mail to somebody, as it stands."""
        with self.sessions() as session:
            return session.get_one(Letter, f"TA-TEST-0001/{name}")

    def _letter(self, name: str, attachments: list[list[str]], kind: Kind) -> Letter:
        address = f"{name}@example.test"
        message = f"From: a@example.test\r\nMessage-ID: <{name}@x>\r\nTo: {address}\r\n\r\n{name}"
        return Letter(
            key=f"TA-TEST-0001/{name}",
            reference="TA-TEST-0001",
            kind=kind,
            role=name,
            address=address,
            subject="",
            message=message.encode(),
            attachments=attachments,
            queued_at=self.clock.now,
            next_attempt_at=self.clock.now,
        )
