"""Proposals by version: 0 as submitted, then each version that was fixed for signing."""

from collections.abc import Iterable

from sqlalchemy import Column, and_, bindparam
from sqlmodel import JSON, Field, Session, SQLModel, col, select

from policy.coding import proposal_from_json
from policy.proposal import Proposal
from records.arrangements import Arrangement
from records.database import in_parts


class ProposalVersion(SQLModel, table=True):
    """The proposal of one version, as JSON of `policy.proposal.Proposal`; fixed once frozen."""

    reference: str = Field(primary_key=True, foreign_key="arrangement.reference")
    version: int = Field(primary_key=True)
    content: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))


_ON_THE_TABLE = and_(
    col(Arrangement.reference) == col(ProposalVersion.reference),
    col(Arrangement.version) == col(ProposalVersion.version),
)
"""A modification that came to nothing leaves its version behind, which nobody reads any more."""

_TABLED = (
    select(ProposalVersion)
    .join(Arrangement, _ON_THE_TABLE)
    .where(col(ProposalVersion.reference).in_(bindparam("references", expanding=True)))
)


def of_version(session: Session, reference: str, version: int) -> Proposal | None:
    """The proposal of exactly that version, or None."""
    kept = session.get(ProposalVersion, (reference, version))
    return proposal_from_json(kept.content) if kept else None


def tabled(session: Session, reference: str) -> Proposal | None:
    """The proposal of the version that is on the table, or None."""
    return tabled_of(session, [reference]).get(reference)


def tabled_of(session: Session, references: Iterable[str]) -> dict[str, Proposal]:
    """The same for several arrangements, by reference; read together."""
    found = dict[str, Proposal]()
    for some in in_parts(sorted(references)):
        rows = session.exec(_TABLED, params={"references": some})
        found |= {row.reference: proposal_from_json(row.content) for row in rows}
    return found
