"""The directory: people, who leads whom, and designees with dates."""

from datetime import date

from sqlmodel import Field, SQLModel


class Person(SQLModel, table=True):
    """One employee. Other people are named by employee number."""

    number: str = Field(primary_key=True)
    name: str
    mail: str = Field(index=True)
    agency: str = Field(index=True)
    unit: str = ""
    title: str = ""
    bargaining_unit: str = ""
    duty_station: str = ""
    phone: str = ""
    supervisor: str = Field(default="", index=True)
    manager: str = Field(default="", index=True)
    hr_representative: str = Field(default="", index=True)
    agency_head: str = Field(default="", index=True)


class Designation(SQLModel, table=True):
    """`designee` may sign in `principal`'s place from `starts_on` to `ends_on`, both included."""

    principal: str = Field(primary_key=True)
    designee: str = Field(primary_key=True)
    starts_on: date
    ends_on: date
