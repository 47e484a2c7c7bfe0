"""What no workflow knows: sessions, sign-in links, API tokens, and drafts.

Secrets are 200 random bits or more; only their SHA-256 is stored. Every function leaves the
commit to its caller.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Column
from sqlmodel import JSON, Field, Session, SQLModel, col, delete, select, update

from policy.identity import KnownBy
from records.database import Instant, in_parts, plain
from records.links import of_ids
from records.secret import digest_of, new_secret

LONGEST_VISIT = timedelta(hours=12)
SIGN_IN_WITHIN = timedelta(minutes=15)
TOUCH_EVERY = timedelta(minutes=1)


class Visit(SQLModel, table=True):
    """A server-side session. `digest` is the SHA-256 of the cookie's value.

    A visit belongs to a person who signed in (`person`), or to whoever followed links (`links`:
    IDs of the links this browser has exchanged), or to both. `known_by` is how they signed in.
    """

    digest: str = Field(primary_key=True)
    person: str = ""
    known_by: str = Field(
        default=KnownBy.SESSION, sa_column_kwargs={"server_default": KnownBy.SESSION}
    )
    links: list[str] = Field(sa_column=Column(JSON, nullable=False))
    csrf: str
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    seen_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class SignIn(SQLModel, table=True):
    """A sign-in link that was mailed: works once, for fifteen minutes."""

    digest: str = Field(primary_key=True)
    person: str
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class ApiToken(SQLModel, table=True):
    """A bearer token of the JSON API, made by the command line; acts as `person`."""

    digest: str = Field(primary_key=True)
    person: str
    label: str
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class Draft(SQLModel, table=True):
    """A proposal not yet submitted. Its reference becomes the arrangement's.

    What a reviewer has entered and not sent is kept in the same way, under the ID of their link as
    reference and person: whoever may use the link goes on with it.
    """

    reference: str = Field(primary_key=True)
    person: str = Field(index=True)
    answers: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    changed_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    submitted_at: datetime | None = Field(default=None, sa_column=Column(Instant))


def start_visit(session: Session, now: datetime) -> tuple[str, Visit]:
    """A visit of nobody yet, and the cookie value that finds it again."""
    raw, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    visit = Visit(digest=digest_of(raw), links=[], csrf=csrf, made_at=now, seen_at=now)
    session.add(visit)
    return raw, visit


def is_over(visit: Visit, now: datetime, idle: timedelta) -> bool:
    """Whether a visit was idle for `idle` or is twelve hours old: `presence` finds it no more."""
    return now - visit.seen_at >= idle or now - visit.made_at >= LONGEST_VISIT


def touch(visit: Visit, now: datetime) -> None:
    """Note that the visit is in use; written once a minute, so that reading stays reading."""
    if now - visit.seen_at >= TOUCH_EVERY:
        visit.seen_at = now


def rotate(
    session: Session,
    visit: Visit,
    now: datetime,
    person: str,
    known_by: KnownBy = KnownBy.SESSION,
) -> tuple[str, Visit]:
    """Go on as a new visit with new secrets once a person signed in; what links it had stay.

    The old cookie is void from then on, and the twelve hours start anew.
    """
    raw, successor = start_visit(session, now)
    successor.person, successor.known_by = person, known_by
    successor.links = list(visit.links)
    session.exec(delete(Visit).where(col(Visit.digest) == visit.digest))
    return raw, successor


def end_visit(session: Session, raw: str) -> None:
    """Sign out: the cookie finds nothing any more."""
    session.exec(delete(Visit).where(col(Visit.digest) == digest_of(raw)))


def new_sign_in(session: Session, person: str, now: datetime) -> str:
    """The token of a sign-in link for `person`: good once, within fifteen minutes."""
    raw = new_secret()
    session.add(SignIn(digest=digest_of(raw), person=person, made_at=now))
    return raw


def use_sign_in(session: Session, token: str, now: datetime) -> str | None:
    """Whom a sign-in link signs in; None if it is unknown, too old or used before."""
    usable = update(SignIn).where(
        col(SignIn.digest) == digest_of(token),
        col(SignIn.used_at).is_(None),
        col(SignIn.made_at) > now - SIGN_IN_WITHIN,
    )
    if not session.exec(usable.values(used_at=now)).rowcount:
        return None
    return session.exec(select(SignIn.person).where(SignIn.digest == digest_of(token))).one()


def new_token(session: Session, person: str, label: str, now: datetime) -> str:
    """A bearer token that acts as `person`; shown once, to whoever made it."""
    raw = secrets.token_urlsafe(32)
    session.add(ApiToken(digest=digest_of(raw), person=person, label=label, made_at=now))
    return raw


def token_person(session: Session, raw: str) -> str | None:
    """Whom a bearer token acts as; None if it is unknown or revoked."""
    token = session.get(ApiToken, digest_of(raw))
    return None if token is None or token.revoked_at is not None else token.person


def revoke_token(session: Session, person: str, label: str, now: datetime) -> int:
    """Revoke a person's tokens of that label; how many there were."""
    theirs = (col(ApiToken.person) == person, col(ApiToken.label) == label)
    revoke = update(ApiToken).where(*theirs, col(ApiToken.revoked_at).is_(None))
    return session.exec(revoke.values(revoked_at=now)).rowcount


def shut_out(session: Session, persons: Sequence[str], now: datetime) -> None:
    """End the sessions of who has left, also by links in mail, their sign-in links and tokens."""
    _end_by_links(session, frozenset(persons))
    for some in in_parts(persons):
        session.exec(delete(Visit).where(col(Visit.person).in_(some)))
        session.exec(delete(SignIn).where(col(SignIn.person).in_(some)))
        theirs = update(ApiToken).where(col(ApiToken.person).in_(some))
        session.exec(theirs.where(col(ApiToken.revoked_at).is_(None)).values(revoked_at=now))


def save_draft(
    session: Session, reference: str, person: str, answers: Mapping[str, str], now: datetime
) -> Draft:
    """Keep what was entered so far; a submitted draft, or somebody else's, stays as it is."""
    draft = session.get(Draft, plain(reference))
    if draft is None:
        draft = Draft(reference=reference, person=person, answers={}, changed_at=now)
    if draft.person == person and draft.submitted_at is None:
        draft.answers, draft.changed_at = dict(answers), now
        session.add(draft)
    return draft


def hold_draft(session: Session, draft: Draft, now: datetime) -> None:
    """Have a draft say what it says now, and nobody else change it until the commit.

    So that two sections that are saved at the same moment both stay.
    """
    session.exec(
        update(Draft).where(col(Draft.reference) == draft.reference).values(changed_at=now)
    )
    session.refresh(draft)


def find_draft(session: Session, reference: str, person: str) -> Draft | None:
    """The person's own draft of that reference, or None."""
    draft = session.get(Draft, plain(reference))
    return draft if draft is not None and draft.person == person else None


def drafts_of(session: Session, person: str) -> list[Draft]:
    """A person's drafts that are not yet submitted, latest change first."""
    open_drafts = select(Draft).where(Draft.person == person, col(Draft.submitted_at).is_(None))
    latest_first = (col(Draft.changed_at).desc(), Draft.reference)
    return list(session.exec(open_drafts.order_by(*latest_first)).all())


def mark_submitted(session: Session, reference: str, now: datetime) -> None:
    """The draft became an arrangement; the first time counts."""
    submit = update(Draft).where(col(Draft.reference) == reference)
    session.exec(submit.where(col(Draft.submitted_at).is_(None)).values(submitted_at=now))


def forget_old(session: Session, now: datetime) -> None:
    """Delete visits past their twelve hours and sign-in links past their fifteen minutes."""
    session.exec(delete(Visit).where(col(Visit.made_at) <= now - LONGEST_VISIT))
    session.exec(delete(SignIn).where(col(SignIn.made_at) <= now - SIGN_IN_WITHIN))


def _end_by_links(session: Session, persons: Collection[str]) -> None:
    """End the sessions that began with a link of one of these persons, and nothing else."""
    begun = session.exec(select(Visit).where(Visit.person == "")).all() if persons else ()
    followed = of_ids(session, (link_id for visit in begun for link_id in visit.links))
    theirs = {link.id for link in followed if link.person in persons}
    for visit in begun:
        if not theirs.isdisjoint(visit.links):
            session.delete(visit)
