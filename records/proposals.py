"""Proposals by version: 0 as submitted, then each version that was fixed for signing."""

from collections.abc import Iterable

from sqlalchemy import Column, and_, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import JSON, Field, Session, SQLModel, col, func, select

from records.arrangements import Arrangement
from records.database import given, in_parts


class ProposalVersion(SQLModel, table=True):
    """The proposal of one version, as JSON of `policy.proposal.Proposal`; fixed once frozen."""

    reference: str = Field(primary_key=True, foreign_key="arrangement.reference")
    version: int = Field(primary_key=True)
    content: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))


_ON_THE_TABLE = and_(
    col(Arrangement.reference) == col(ProposalVersion.reference),
    col(ProposalVersion.version) <= col(Arrangement.version),
)
"""A modification that came to nothing leaves its version behind, which nobody reads any more."""

_LATEST = (
    select(ProposalVersion)
    .join(Arrangement, _ON_THE_TABLE)
    .where(*given(reference=ProposalVersion.reference))
    .order_by(col(ProposalVersion.version).desc())
    .limit(1)
)
_OTHER = aliased(ProposalVersion)
_NEWEST = (
    select(func.max(col(_OTHER.version)))
    .where(
        col(_OTHER.reference) == col(Arrangement.reference),
        col(_OTHER.version) <= col(Arrangement.version),
    )
    .scalar_subquery()
)
_LATEST_OF = (
    select(ProposalVersion)
    .join(Arrangement, _ON_THE_TABLE)
    .where(
        col(ProposalVersion.reference).in_(bindparam("references", expanding=True)),
        col(ProposalVersion.version) == _NEWEST,
    )
)


def of_version(session: Session, reference: str, version: int) -> ProposalVersion | None:
    """The proposal of exactly that version, or None."""
    return session.get(ProposalVersion, (reference, version))


def latest(session: Session, reference: str) -> ProposalVersion | None:
    """The version of an arrangement's proposal that is on the table, or None."""
    return session.exec(_LATEST, params={"reference": reference}).first()


def latest_of(session: Session, references: Iterable[str]) -> dict[str, ProposalVersion]:
    """The same for several arrangements, by reference; read together."""
    found = dict[str, ProposalVersion]()
    for some in in_parts(sorted(references)):
        rows = session.exec(_LATEST_OF, params={"references": some})
        found |= {row.reference: row for row in rows}
    return found
