"""The commands for who keeps the directory: its first people, and every file after that."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table
from temporalio.client import Client
from temporalio.service import RPCError

from activities.concerned import Rules
from activities.foreseeing import Foreseen
from api.overviews.feeds import FeedSender, hand_over, look_ahead, staged
from commands.trouble import bad_rows, leave, plainly
from engine import connect
from installation import records_of, rules_of
from records import feed as feeds
from records.comparing import Change
from records.database import Sessions
from records.feed import Feed, FeedState
from records.importing import ImportResult, import_people
from records.people import everybody
from records.roster import BadRow, decode
from settings import Settings, load_settings
from workflows.starting import apply_feed

app = typer.Typer(no_args_is_help=True, help="The directory of people.")
console = Console()
APPLIED_WITHIN = 60.0
"""Seconds to wait for the worker; who waits longer for it is told that it was received."""

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what it would change.")]


TheFile = Annotated[Path, typer.Argument(help="The HR system's file of people, as CSV.")]


@app.command("import")
def import_csv(file: TheFile) -> None:
    """Fill an empty directory from a CSV file; any other is fed, as `feed` does."""
    with plainly():
        settings = load_settings()
        result = first_import(settings, file)
        if result is None:
            feed_file(settings, file)
            return
    if result.bad:
        refuse(result.bad)
    typer.echo(f"{result.added} added, {result.changed} changed, {result.unchanged} as before.")


@app.command("feed")
def feed_csv(file: TheFile, dry_run: DryRun = False) -> None:
    """Feed the directory from a CSV file: all of it, or nothing and a list of what is wrong."""
    with plainly():
        feed_file(load_settings(), file, dry_run=dry_run)


def first_import(settings: Settings, file: Path) -> ImportResult | None:
    """Fill an empty directory in one transaction; None where somebody is in it already."""
    known = frozenset(rules_of(settings)[1])
    text = decode(file.read_bytes())
    with records_of(settings)() as session:
        if everybody(session, 1):
            return None
        result = import_people(session, text, known)
        if not result.bad:
            feeds.keep_first(session, text, known, result.added, datetime.now(UTC))
        session.commit()
    return result


def first_people(settings: Settings) -> ImportResult | None:
    """Import the people that the settings name, where nobody is in the directory yet."""
    return first_import(settings, settings.people) if settings.people.is_file() else None


def feed_file(settings: Settings, file: Path, *, dry_run: bool = False) -> None:
    """Say what a file would change; unless that is all, have it applied and say what came of it.

    It is an operator's: people of every agency may be in it.
    """
    sessions, text = records_of(settings), decode(file.read_bytes())
    sender = FeedSender("", frozenset(), datetime.now(UTC))
    with sessions() as session:
        foreseen = look_ahead(session, Rules(*rules_of(settings)), sender, text)
    found = foreseen.found
    if found is None:
        refuse(foreseen.bad)
    for warning in foreseen.warnings:
        typer.echo(warning, err=True)
    if dry_run:
        console.print(changed(found.changes))
    if dry_run or not foreseen.changes_something:
        say(found.counts, len(foreseen.news), "would be told")
        return
    feed = asyncio.run(apply(settings, sessions, sender, text, foreseen))
    leave(tell(feed, len(foreseen.news)))


async def apply(
    settings: Settings, sessions: Sessions, sender: FeedSender, text: str, foreseen: Foreseen
) -> Feed:
    """Stage a file, hand it over, and wait for it; nothing is staged where no engine answers."""
    client = await connect(settings)
    with sessions() as session:
        feed = staged(session, sender, secrets.token_hex(16), text, foreseen.agencies)
        session.commit()
    number = feed.number or 0
    try:
        await hand_over(sessions, _Door(client), number, sender.at, APPLIED_WITHIN)
    except RPCError:
        typer.echo("Temporal does not answer any more. Try again later.", err=True)
        leave(1)
    with sessions() as session:
        return session.get_one(Feed, number)


def tell(feed: Feed, told: int) -> int:
    """Say what came of a feed; returns the exit code."""
    if feed.state == FeedState.REFUSED:
        console.print(
            bad_rows([BadRow(int(it["line"]), it["column"], it["reason"]) for it in feed.bad])
        )
        typer.echo("Nothing was changed.", err=True)
        return 1
    if feed.state == FeedState.STAGED:
        typer.echo(f"Feed {feed.number} is received. It is applied as soon as a worker runs.")
        return 0
    say((feed.added, feed.changed, feed.unchanged), told, "are told")
    return 0


def say(counts: tuple[int, int, int], told: int, what: str) -> None:
    """Say what a file changes, in a line."""
    added, changed_, unchanged = counts
    typer.echo(f"{added} added, {changed_} changed, {unchanged} as before.")
    if told:
        typer.echo(f"Arrangements that {what}: {told}.")


def refuse(bad: Sequence[BadRow]) -> NoReturn:
    """List what is wrong with a file; exit 1."""
    console.print(bad_rows(bad))
    typer.echo("Nothing was imported.", err=True)
    raise typer.Exit(1)


def changed(changes: Sequence[Change]) -> Table:
    """What a file would change, as a table."""
    table = Table("Line", "Number", "Column", "Before", "After")
    for each in changes:
        table.add_row(str(each.line), each.number, each.column, each.old, each.new)
    return table


@dataclass(frozen=True)
class _Door:
    """The engine of this installation, already connected."""

    client: Client

    async def apply_feed(self, number: int) -> None:
        """Have a staged feed applied."""
        await apply_feed(self.client, number)
