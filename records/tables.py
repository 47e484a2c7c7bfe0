"""Every table, imported once: what migrations compare the database with."""

from sqlmodel import SQLModel

from records.arrangements import Arrangement
from records.calendars import CalendarAddress
from records.claims import Claim
from records.concerns import ConcernRow
from records.entries import TimelineEntry
from records.facts import EmployeeFacts
from records.feed import Feed
from records.findings import FindingRow
from records.hours import HoursFile, RecordedHours
from records.letters import Letter
from records.links import Link
from records.papers import Paper
from records.people import Designation, Person
from records.piles import Pile
from records.proposals import ProposalVersion
from records.readings import Reading
from records.registers import RegisterRow
from records.statements import WrittenStatement
from records.tasks import OpenTask
from records.tellings import HoldersTold, Telling
from records.uploads import Upload
from records.visits import ApiToken, Draft, SignIn, Visit

TABLES: tuple[type[SQLModel], ...] = (
    ApiToken,
    Arrangement,
    CalendarAddress,
    Claim,
    ConcernRow,
    Designation,
    Draft,
    EmployeeFacts,
    Feed,
    FindingRow,
    HoldersTold,
    HoursFile,
    Letter,
    Link,
    OpenTask,
    Paper,
    Person,
    Pile,
    ProposalVersion,
    Reading,
    RecordedHours,
    RegisterRow,
    SignIn,
    Telling,
    TimelineEntry,
    Upload,
    Visit,
    WrittenStatement,
)

METADATA = SQLModel.metadata
"""Describes the tables above."""
