"""A demonstration: two arrangements from proposal to their end, with the clock skipped."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from rich.console import Console
from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from api.views.concern_words import ABOUT_CONCERNS, named
from api.views.signatures import signed_on
from demonstration.certificates import keep_certificate
from demonstration.everybody import Everybody
from demonstration.everyday import Everyday
from documents.store import Store
from embedded.ports import HOST, free_port
from embedded.temporal_server import TemporalServer, running
from engine import prepare_namespace
from mail.mailbox import Mailbox, MailboxServer
from payloads import converter_with
from policy.account import Happening
from policy.acts import Submission
from policy.deadlines import A_DAY
from policy.program import Program
from policy.reading.loading import Programs
from policy.wording import listed, sentence
from records import concerns, entries, letters, papers, people
from records.database import Sessions
from records.entries import TimelineEntry
from records.importing import import_people
from records.migrating import upgrade
from settings import Settings
from worker import make_worker, tools_of
from workflows.starting import start_delivery

PEOPLE = Path(__file__).parents[1] / "examples" / "people.csv"
EMPLOYEES = ("100101", "300301")
STARTS_IN = timedelta(days=21)
RETENTION = timedelta(days=3650)
HALF_A_YEAR = timedelta(days=182)
A_WEEK = timedelta(days=7)
OTHER_DAYS = ("monday", "thursday")
LOOK = 0.05


@dataclass(frozen=True)
class Show:
    """What the demonstration plays on and prints to."""

    console: Console
    skipper: TimeSkipper
    sessions: Sessions
    programs: Programs
    everybody: Everybody


async def demonstrate(folder: Path, console: Console) -> None:
    """Play both arrangements; their mails and PDFs stay in `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = _settings(folder)
    upgrade(settings.database_url)
    tools = tools_of(settings)
    with tools.sessions() as session:
        import_people(session, PEOPLE.read_text(encoding="utf-8"))
        session.commit()
    server = TemporalServer(free_port(), folder / "temporal.db", time_skipping=True)
    with _mailbox(folder / "mailbox", settings.smtp_port):
        async with running(server):
            converter = converter_with(settings.keys)
            client = await Client.connect(server.address, data_converter=converter)
            await prepare_namespace(client, RETENTION)
            async with make_worker(client, tools):
                await start_delivery(client)
                everybody = Everybody(client, tools.sessions, tools.programs, dict(tools.agencies))
                skipper = TimeSkipper(client, config=TimeSkippingConfig(enabled=False))
                keep_certificate(tools.sessions, tools.store, EMPLOYEES)
                show = Show(console, skipper, tools.sessions, tools.programs, everybody)
                for number in EMPLOYEES:
                    await _play(show, number)
                    await _mail_is_out(tools.sessions)
    _leave_papers(folder, tools.sessions, tools.store)
    _leave_mails(folder, console)


async def _play(show: Show, number: str) -> None:
    """One arrangement: people act, the clock is skipped, the timeline is printed as it grows."""
    starts_on = datetime.now(UTC).date() + STARTS_IN
    submission = await show.everybody.submit(number, starts_on)
    program = show.programs.get(submission.plan.program, submission.plan.version)
    show.console.rule(f"{submission.reference} · {program.title}")
    over = asyncio.Event()
    printing = asyncio.create_task(_print_timeline(show, submission, program, over))
    await show.everybody.act_until_authorized(submission.reference)
    await show.everybody.act_once(submission.reference)
    await _live_out(show, submission, program)
    over.set()
    await printing


async def _live_out(show: Show, submission: Submission, program: Program) -> None:
    """Skip to the last day; where there is none, the employee ends it after half a year.

    Then every item is brought back.
    """
    handle = show.everybody.handle(submission.reference)
    last_day = submission.proposal.ends_on
    if last_day is None:
        await show.skipper.fast_forward(handle, HALF_A_YEAR)
        await show.everybody.end(submission.reference, submission.by.person)
    else:
        today = await _begin(show, submission, program)
        await show.skipper.fast_forward(handle, last_day + A_DAY * 2 - today)
    await show.everybody.bring_back(submission.reference)


async def _begin(show: Show, submission: Submission, program: Program) -> date:
    """The first weeks: a written approval, a report, and other days, signed anew by everybody.

    Returns the day it is then.
    """
    handle = show.everybody.handle(submission.reference)
    everyday = Everyday(show.everybody, show.sessions, submission, program)
    today = submission.proposal.starts_on + A_DAY
    await show.skipper.fast_forward(handle, today - datetime.now(UTC).date())
    await everyday.ask(today)
    await show.skipper.fast_forward(handle, A_WEEK)
    await everyday.report(today + A_WEEK, at=1)
    await show.skipper.fast_forward(handle, A_WEEK)
    await everyday.modify(*OTHER_DAYS)
    return today + 2 * A_WEEK


async def _print_timeline(
    show: Show, submission: Submission, program: Program, over: asyncio.Event
) -> None:
    printed = 0
    while True:
        is_last = over.is_set()
        with show.sessions() as session:
            timeline = entries.timeline(session, submission.reference)
        for entry in timeline[printed:]:
            _print_entry(show, entry, submission, program)
        printed = len(timeline)
        if is_last:
            return
        await asyncio.sleep(LOOK)


def _print_entry(
    show: Show, entry: TimelineEntry, submission: Submission, program: Program
) -> None:
    title = submission.plan.titles.get(entry.role, "")
    asked = entry.evidence.get("asked", "")
    title = f"{title} ({_named(show, asked)})" if asked else title
    about = _about(show, entry, program)
    words = sentence(Happening(entry.kind), title, about, entry.note, who=entry.about)
    at = entry.at.astimezone(ZoneInfo(submission.plan.time_zone))
    show.console.print(f"[dim]{at:%Y-%m-%d %H:%M %Z}[/dim]  {words}", highlight=False)


def _named(show: Show, numbers: str) -> str:
    """The names of people by their numbers: who is asked beside a designee is told apart."""
    with show.sessions() as session:
        known = people.of_numbers(session, numbers.split())
    return listed([known[number].name for number in numbers.split()])


def _about(show: Show, entry: TimelineEntry, program: Program) -> str:
    """What an entry concerns, in the program's words."""
    if entry.kind in ABOUT_CONCERNS and entry.about.isdecimal():
        with show.sessions() as session:
            concern = concerns.find(session, entry.reference, int(entry.about))
        return named(program, concern) if concern else entry.about
    if entry.kind == Happening.SIGNED:
        return signed_on(program, program.line(entry.about))
    return next((rule.title for rule in program.copies if rule.id == entry.about), entry.about)


async def _mail_is_out(sessions: Sessions) -> None:
    """Wait until the outbox is empty."""
    while True:
        with sessions() as session:
            if letters.oldest_queued(session) is None:
                return
        await asyncio.sleep(LOOK)


def _leave_papers(folder: Path, sessions: Sessions, store: Store) -> None:
    """Every document under a name that people can read."""
    (folder / "papers").mkdir()
    with sessions() as session:
        for paper in papers.every(session):
            state = "-".join(part for part in (paper.state, paper.destination) if part)
            name = f"{paper.reference}-v{paper.version}-{paper.document}-{state}.pdf"
            (folder / "papers" / name).write_bytes(store.get(paper.digest))


def _leave_mails(folder: Path, console: Console) -> None:
    """Every mail as text, in the order received."""
    (folder / "mails").mkdir()
    mails = list(reversed(Mailbox(folder / "mailbox").letters()))
    for number, mail in enumerate(mails, 1):
        text = f"To: {mail.recipient}\nSubject: {mail.subject}\n\n{mail.text}"
        (folder / "mails" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    console.rule("What is left to read")
    for what, where in ((f"{len(mails)} mails", "mails"), ("The PDFs", "papers")):
        console.print(f"{what} are in {folder / where}", soft_wrap=True, highlight=False)


def _settings(folder: Path) -> Settings:
    return Settings(
        data=folder,
        smtp_host=HOST,
        smtp_port=free_port(),
        mail_from="Telecommute <telecommute@demo.example>",
        secret=SecretStr("of this demonstration alone: 0123456789"),
        payload_keys=SecretStr("of its payloads alone: 0123456789 0123456789"),
    )


@contextmanager
def _mailbox(folder: Path, port: int) -> Iterator[None]:
    server = MailboxServer(folder, HOST, port)
    server.start()
    try:
        yield
    finally:
        server.stop()
