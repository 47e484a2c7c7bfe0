"""Letters that no workflow writes: the sign-in link, and a link sent again on request."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlencode

from sqlmodel import Session

from activities.posting import Recipient
from activities.writing import Correspondent
from api.parts import Parts
from api.visits import may_sign_in
from mail.composing import is_usable
from mail.context import MailContext
from policy.concerns import ConcernKind
from policy.deadlines import day_ended, local_date
from policy.notices import REMINDERS, Kind, Notice
from policy.tasks import OF_A_CONCERN, Purpose
from policy.wording import show_date, show_instant
from records import arrangements, concerns, letters, people, proposals, tasks
from records.letters import Letter
from records.links import Link
from records.people import Person
from records.tasks import OpenTask
from records.visits import new_sign_in

GOOD_FOR = timedelta(minutes=15)


def post_sign_in_letter(parts: Parts, address: str, next_path: str) -> None:
    """Queue a sign-in link for who has that address; nobody else gets anything, nor who has left.

    At most five within fifteen minutes go to one person, however many ask.
    """
    now = parts.clock()
    with parts.sessions() as session:
        person = people.by_mail(session, address)
        if person is None or not is_usable(person.mail):
            return
        if not may_sign_in(session, parts, person):
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
    to = Recipient(person.name, person.mail, person.number)
    return parts.site.office.letter(Kind.SIGN_IN, mail, to, key=key, at=now)


def _sign_in_words(
    parts: Parts, person: Person, secret: str, next_path: str, now: datetime
) -> MailContext:
    agency = parts.agencies[person.agency]
    program = parts.programs.of(agency)
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
    """Send anew the link of whatever still waits for the link's person there.

    It goes to the address on file now and to no other. Nothing is sent where nothing waits, or
    for a copy, which arrives once only: the answer on the page is the same.
    """
    arrangement = arrangements.find(session, link.reference)
    proposal = proposals.tabled(session, link.reference)
    if arrangement is None or proposal is None:
        return
    office = parts.site.office
    correspondent = Correspondent(office, parts.letters, parts.programs, parts.agencies)
    now, starts_on = parts.clock(), arrangement.starts_on
    matter = correspondent.matter(session, arrangement, proposal, starts_on, now)
    for notice in _notices(session, link, now, matter.agency.time_zone):
        letter, _ = correspondent.write(session, matter, notice)
        letters.queue(session, [letter])


def _notices(session: Session, link: Link, now: datetime, zone: str) -> Iterator[Notice]:
    """A reminder of each role's first open task of the link's person, and of each concern's."""
    told: set[tuple[str, str, str]] = set()
    for task in tasks.of_arrangement(session, link.reference):
        about = task.about if task.purpose in OF_A_CONCERN else ""
        name = (task.purpose, task.role, about)
        kind = REMINDERS.get(Purpose(task.purpose))
        if kind is None or task.person != link.person or name in told:
            continue
        told.add(name)
        yield Notice(
            key=f"{link.reference}/again/{link.id}/{task.role}{about}/{now:%Y%m%dT%H%M%S}",
            kind=kind,
            role=task.role,
            person=task.person,
            at=now,
            purpose=Purpose(task.purpose),
            about=task.about,
            version=task.version,
            facts=_facts(session, task, zone) if about else {},
        )


def _facts(session: Session, task: OpenTask, zone: str) -> dict[str, str]:
    """What a reminder of a request or a duty says of it."""
    concern = concerns.find(session, task.reference, int(task.about))
    if concern is None:
        return {}
    last_day = day_ended if concern.kind is ConcernKind.DUTY else local_date
    due = concern.due_at and show_date(last_day(concern.due_at, zone))
    known = {
        "rule": concern.rule,
        "on": show_date(concern.on) if concern.on else "",
        "due": due or "",
        "subject": concern.subject,
    }
    return {name: value for name, value in known.items() if value}
