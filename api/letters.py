"""Letters that no workflow writes: the sign-in link, and a link sent again on request."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from urllib.parse import urlencode

from sqlmodel import Session

from api.parts import Parts
from mail.composing import compose, mailbox_address, message_id
from mail.context import MailContext
from policy.account import Kind
from policy.wording import show_instant
from records import letters, people, tasks
from records.letters import Letter
from records.links import Link, link_id, token
from records.people import Person
from records.tasks import OpenTask
from records.visits import new_sign_in

GOOD_FOR = timedelta(minutes=15)


def post_sign_in_letter(parts: Parts, address: str, next_path: str) -> None:
    """Queue a sign-in link for who has that address; nobody else gets anything.

    At most five within fifteen minutes go to one person, however many ask.
    """
    now = parts.clock()
    with parts.sessions() as session:
        person = people.by_mail(session, address)
        if person is None or person.agency not in parts.agencies:
            return
        if parts.limits.sign_in_mails.take(person.number, now):
            letters.queue(session, [_sign_in_letter(parts, session, person, next_path, now)])
            session.commit()


def _sign_in_letter(
    parts: Parts, session: Session, person: Person, next_path: str, now: datetime
) -> Letter:
    secret = new_sign_in(session, person.number, now)
    key = f"sign-in:{hashlib.sha256(secret.encode()).hexdigest()[:24]}"
    mail = parts.letters.render(Kind.SIGN_IN, _sign_in_words(parts, person, secret, next_path, now))
    message = compose(
        mail,
        key=key,
        at=now,
        sender=parts.site.mail_from,
        recipient_name=person.name,
        recipient=person.mail,
        reply_to="",
        thread="",
    )
    return Letter(
        key=key,
        kind=Kind.SIGN_IN,
        person=person.number,
        address=person.mail,
        subject=mail.subject,
        message=message,
        attachments=[],
        queued_at=now,
        next_attempt_at=now,
    )


def _sign_in_words(
    parts: Parts, person: Person, secret: str, next_path: str, now: datetime
) -> MailContext:
    agency = parts.agencies[person.agency]
    program = parts.programs.get(agency.program)
    query = "" if next_path == "/" else f"?{urlencode({'next': next_path})}"
    return MailContext(
        recipient_name=person.name,
        role_title="",
        program_title=program.title,
        employer=program.employer,
        agency_name=agency.name,
        contact=agency.contact,
        link=f"{parts.site.base_url}/sign-in/{secret}{query}",
        deadline=show_instant(now + GOOD_FOR, agency.time_zone),
        texts=program.texts,
    )


def post_new_link(parts: Parts, session: Session, link: Link) -> None:
    """Send again what still waits for the link's person there, to the address on file now.

    Nothing is sent where nothing waits: the answer on the page is the same.
    """
    recipient = _recipient(parts, session, link.person)
    if recipient is None:
        return
    now = parts.clock()
    for task in tasks.of_arrangement(session, link.reference):
        if task.person == link.person:
            queued = [_again(found, recipient, now) for found in _last(parts, session, task)]
            letters.queue(session, queued)


def _recipient(parts: Parts, session: Session, person: str) -> Address | None:
    """Name and address of a person, or of an agency's liaison, as on file."""
    known = people.find(session, person)
    if known is not None:
        return mailbox_address(known.name, known.mail)
    agency = parts.agencies.get(person.partition(":")[2])
    return mailbox_address(agency.liaison_name, agency.liaison_mail) if agency else None


def _last(parts: Parts, session: Session, task: OpenTask) -> Iterator[Letter]:
    """The newest letter that leads to that task, if one was ever written."""
    name = link_id(task.reference, task.purpose, task.role, task.person, task.about, task.version)
    address = f"/t/{token(parts.site.secret, name)}"
    for letter in reversed(letters.of_arrangement(session, task.reference)):
        if letter.person == task.person and address in _text(letter):
            yield letter
            return


def _text(letter: Letter) -> str:
    body = _opened(letter).get_body(("plain",))
    return str(body.get_content()) if body else ""


def _again(letter: Letter, recipient: Address, now: datetime) -> Letter:
    """The same words as a new mail: its own key, Message-ID and date."""
    key = f"{letter.key}:again:{now:%Y%m%dT%H%M%S}"
    message = _opened(letter)
    _, sender = parseaddr(str(message["From"]))
    for name in ("To", "Date", "Message-ID"):
        del message[name]
    message["To"] = recipient
    message["Date"] = now
    message["Message-ID"] = message_id(key, sender.rpartition("@")[2])
    return Letter(
        key=key,
        reference=letter.reference,
        kind=letter.kind,
        role=letter.role,
        person=letter.person,
        address=recipient.addr_spec,
        subject=letter.subject,
        message=message.as_bytes(),
        attachments=letter.attachments,
        queued_at=now,
        next_attempt_at=now,
    )


def _opened(letter: Letter) -> EmailMessage:
    return message_from_bytes(letter.message, _class=EmailMessage, policy=SMTP)
