"""Makes letters for the outbox: a mail in its words, to somebody, from this installation."""

from dataclasses import dataclass
from datetime import UTC, datetime

from mail.composing import UnusableAddress, compose
from mail.rendering import RenderedMail
from policy.notices import Kind
from records.letters import REFUSED, Letter

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""Due since ever: a letter is tried as soon as it is in the outbox."""


@dataclass(frozen=True)
class Recipient:
    """Who gets a mail; `person` is their number, blank for who is not in the directory."""

    name: str
    address: str
    person: str
    role: str = ""


@dataclass(frozen=True)
class Calendar:
    """A calendar file that goes with a mail, and what calendars are to do with it."""

    content: bytes = b""
    method: str = ""


@dataclass(frozen=True)
class Office:
    """How this installation writes: where its pages are, who sends, and what links derive from."""

    base_url: str
    sender: str
    secret: bytes

    def letter(  # noqa: PLR0913 - a letter says that much
        self,
        kind: Kind,
        mail: RenderedMail,
        to: Recipient,
        *,
        key: str,
        at: datetime,
        thread: str = "",
        reply_to: str = "",
        calendar: Calendar = Calendar(),
    ) -> Letter:
        """The letter that brings a mail; refused already where its address cannot be used.

        So it shows on the board as somebody's work instead of being lost. The same values give the
        same bytes. Mails of one `thread` stand together.
        """
        letter = _unwritten(kind, mail.subject, to, key, at)
        try:
            letter.message = compose(
                mail,
                key=key,
                at=at,
                sender=self.sender,
                recipient_name=to.name,
                recipient=to.address,
                reply_to=reply_to,
                thread=thread,
                calendar=calendar.content,
                method=calendar.method,
            )
        except UnusableAddress as error:
            letter.state, letter.problem = REFUSED, str(error)
        return letter


def _unwritten(kind: Kind, subject: str, to: Recipient, key: str, at: datetime) -> Letter:
    """A letter without its message."""
    return Letter(
        key=key,
        kind=kind.value,
        role=to.role,
        person=to.person,
        address=to.address,
        subject=subject,
        message=b"",
        attachments=[],
        queued_at=at,
        next_attempt_at=AT_ONCE,
    )
