"""Which stored document belongs to which arrangement: the bytes are in the document store."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from records.database import Instant


class Paper(SQLModel, table=True):
    """One stored document of one version. `state` is frozen (what is signed) or filed (with the
    signatures); `destination` is the copy it was filed for."""

    reference: str = Field(primary_key=True, foreign_key="arrangement.reference")
    version: int = Field(primary_key=True)
    document: str = Field(primary_key=True)
    state: str = Field(primary_key=True)
    destination: str = Field(default="", primary_key=True)
    digest: str = Field(index=True)
    size: int
    pages: int
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
