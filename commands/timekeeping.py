"""The commands for who keeps time: planned hours, recorded hours, and what speaks against them."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from api.doors.acts import Refused, Unavailable
from api.doors.engine import TemporalDoor
from api.overviews.timekeeping import Books
from commands.trouble import bad_rows, leave, plainly
from documents.store import FolderStore
from engine import connect
from installation import records_of, rules_of
from policy.acts import Attribution
from policy.deadlines import local_date
from policy.forms.problem import cited
from policy.forms.typed import read_date
from policy.hours.handing_in import HoursHandedIn, HoursKept
from policy.identity import KnownBy
from policy.timekeeping import period_of
from records.timesheets import read_file, write_planned
from settings import Settings, load_settings

app = typer.Typer(no_args_is_help=True, help="Hours: planned, recorded, and exceptions.")
console = Console()

AgencyId = Annotated[str, typer.Argument(help="The agency's ID.")]
Day = Annotated[str, typer.Option(help="Any day of the pay period; today unless given.")]


@app.command()
def planned(agency: AgencyId, on: Day = "") -> None:
    """Print the hours planned for a pay period, as CSV for the time system."""
    with plainly(), opened(load_settings(), agency, on) as books:
        typer.echo(write_planned(books.rule, books.planned), nl=False)


@app.command()
def exceptions(agency: AgencyId, on: Day = "") -> None:
    """List what speaks against the hours recorded in a pay period; exit 1 if anything does."""
    with plainly(), opened(load_settings(), agency, on) as books:
        program = books.programs.of(books.agency)
        found = [*books.exceptions, *books.earlier]
        for each in found:
            section, day = cited(program, each.rule.citation), each.day.isoformat()
            where = f"{day} {each.employee} {each.reference or 'no arrangement'}"
            typer.echo(f"{where}: {each.rule.title}: {each.detail} ({section})")
    if found:
        raise typer.Exit(1)
    typer.echo("Nothing speaks against the hours recorded.")


@app.command("import")
def import_hours(
    agency: AgencyId,
    file: Annotated[Path, typer.Argument(help="The CSV file of the time system.")],
    timekeeper: Annotated[str, typer.Option(help="Who hands it in: an employee number.")],
) -> None:
    """Hand in a file of recorded hours: all of it, or nothing and a list of what is wrong."""
    with plainly():
        settings, content = load_settings(), file.read_bytes()
        with opened(settings, agency, "") as books:
            now = datetime.now(UTC)
            _, bad = read_file(books.session, books.rule, books.agency, content, now)
            keeps = (agency,) if timekeeper in books.agency.timekeepers else ()
        if bad:
            console.print(bad_rows(bad))
            stop("Nothing was taken in.")
        digest = FolderStore(settings.documents).put(content)
        by = Attribution(timekeeper, secrets.token_hex(16), now, KnownBy.COMMAND_LINE)
        hand_in(settings, agency, HoursHandedIn(digest, keeps, by))
    leave()


def hand_in(settings: Settings, agency: str, act: HoursHandedIn) -> None:
    """Hand a file to the agency's workflow and say what came of it."""
    door = TemporalDoor(partial(connect, settings))
    try:
        kept: HoursKept = asyncio.run(door.hand_in(agency, act))
    except (Refused, Unavailable) as error:
        typer.echo(str(error) or "Temporal does not answer. Try again later.", err=True)
        leave(1)
    else:
        typer.echo(f"{kept.added} new, {kept.changed} changed, {kept.unchanged} as before.")


@contextmanager
def opened(settings: Settings, agency: str, on: str) -> Iterator[Books]:
    """The hours of an agency in the pay period of a day; exit 1 where it keeps none."""
    programs, agencies = rules_of(settings)
    known, now = agencies.get(agency), datetime.now(UTC)
    rule = programs.timekeeping(known, now) if known else None
    if known is None or rule is None:
        stop(f"No agency {agency} keeps hours: {', '.join(sorted(agencies))} are known.")
    day = read_date(on) if on else local_date(now, known.time_zone)
    if not isinstance(day, date):
        stop(day)
    with records_of(settings)() as session:
        yield Books(session, programs, known, rule, period_of(rule, day))


def stop(reason: str) -> NoReturn:
    """Say why nothing more is done; exit 1."""
    typer.echo(reason, err=True)
    raise typer.Exit(1)
