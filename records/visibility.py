"""Whom an arrangement concerns, across tables: by being theirs, by leading, by having a part."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Text, cast, exists, or_
from sqlmodel import Session, col, select

from records.arrangements import Arrangement
from records.concerns import ConcernRow
from records.database import given
from records.entries import TimelineEntry
from records.paging import page_of
from records.people import Person
from records.proposals import ProposalVersion
from records.tasks import OpenTask

_IS_ASKED = exists().where(*given(reference=OpenTask.reference, person=OpenTask.person))
_HAS_ACTED = exists().where(*given(reference=TimelineEntry.reference, person=TimelineEntry.person))
_TOOK_PART = select(or_(_IS_ASKED, _HAS_ACTED))


def took_part(session: Session, person: str, reference: str) -> bool:
    """Whether somebody is asked to do something for an arrangement, or ever did."""
    asked = {"person": person, "reference": reference}
    return bool(session.exec(_TOOK_PART, params=asked).one())


def seen_by(
    session: Session, person: str, agencies: frozenset[str], page: int
) -> tuple[list[Arrangement], int]:
    """A page (from 1) of what concerns somebody or is in `agencies`, newest first; and how many."""
    led = select(Person.number).where(
        or_(
            col(Person.supervisor) == person,
            col(Person.manager) == person,
            col(Person.agency_head) == person,
        )
    )
    asked = select(OpenTask.reference).where(OpenTask.person == person)
    acted = select(TimelineEntry.reference).where(TimelineEntry.person == person)
    concerned = or_(
        col(Arrangement.employee) == person,
        col(Arrangement.employee).in_(led),
        col(Arrangement.reference).in_(asked.union(acted)),
        col(Arrangement.agency).in_(agencies),
    )
    newest_first = (col(Arrangement.submitted_at).desc(), col(Arrangement.reference))
    return page_of(session, select(Arrangement).where(concerned).order_by(*newest_first), page)


def naming(session: Session, digest: str, owners: Collection[str]) -> list[ProposalVersion]:
    """The proposals that name an uploaded file, of arrangements that its owners had a part in."""
    theirs = select(Arrangement.reference).where(col(Arrangement.employee).in_(owners))
    acted = select(TimelineEntry.reference).where(col(TimelineEntry.person).in_(owners))
    named = select(ProposalVersion).where(
        col(ProposalVersion.reference).in_(theirs.union(acted)),
        cast(ProposalVersion.content, Text).contains(digest, autoescape=True),
    )
    by_age = (ProposalVersion.reference, col(ProposalVersion.version).desc())
    return list(session.exec(named.order_by(*by_age)).all())


def brought_up(session: Session, digest: str, owners: Collection[str]) -> list[ConcernRow]:
    """The requests, reports and duties in which one of the owners named an uploaded file."""
    named = select(ConcernRow).where(
        or_(
            _holds(ConcernRow.answers, digest) & col(ConcernRow.person).in_(owners),
            _holds(ConcernRow.closing, digest) & col(ConcernRow.closed_by).in_(owners),
        )
    )
    by_age = (ConcernRow.reference, col(ConcernRow.number).desc())
    return list(session.exec(named.order_by(*by_age)).all())


def _holds(answers: object, digest: str) -> ColumnElement[bool]:
    return cast(col(answers), Text).contains(digest, autoescape=True)
