"""Proposals by version: 0 as submitted, then each version that was frozen for signing."""

from sqlalchemy import Column
from sqlmodel import JSON, Field, Session, SQLModel, col, select

from records.database import given


class ProposalVersion(SQLModel, table=True):
    """The proposal of one version, as JSON of `policy.proposal.Proposal`; fixed once frozen."""

    reference: str = Field(primary_key=True, foreign_key="arrangement.reference")
    version: int = Field(primary_key=True)
    content: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))


_LATEST = (
    select(ProposalVersion)
    .where(*given(reference=ProposalVersion.reference))
    .order_by(col(ProposalVersion.version).desc())
    .limit(1)
)


def of_version(session: Session, reference: str, version: int) -> ProposalVersion | None:
    """The proposal of exactly that version, or None."""
    return session.get(ProposalVersion, (reference, version))


def latest(session: Session, reference: str) -> ProposalVersion | None:
    """The newest version of an arrangement's proposal, or None."""
    return session.exec(_LATEST, params={"reference": reference}).first()
