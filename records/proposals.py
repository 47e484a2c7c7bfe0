"""Proposals by version: 0 as submitted, then each version that was fixed for signing."""

from sqlalchemy import Column, and_
from sqlmodel import JSON, Field, Session, SQLModel, col, select

from records.arrangements import Arrangement
from records.database import given


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


def of_version(session: Session, reference: str, version: int) -> ProposalVersion | None:
    """The proposal of exactly that version, or None."""
    return session.get(ProposalVersion, (reference, version))


def latest(session: Session, reference: str) -> ProposalVersion | None:
    """The version of an arrangement's proposal that is on the table, or None."""
    return session.exec(_LATEST, params={"reference": reference}).first()
