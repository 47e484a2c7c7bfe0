"""Proposals by version: 0 as submitted, then each version that was frozen for signing."""

from sqlalchemy import Column
from sqlmodel import JSON, Field, SQLModel


class ProposalVersion(SQLModel, table=True):
    """The proposal of one version, as JSON of `policy.proposal.Proposal`; never updated."""

    reference: str = Field(primary_key=True, foreign_key="arrangement.reference")
    version: int = Field(primary_key=True)
    content: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
