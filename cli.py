"""The command line: run the system or one part of it, set it up, and what operators need."""

from embedded.parent import PARENT

# isort: split
import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from commands import directory, programs, serving, timekeeping
from commands.trouble import bad_rows, leave, plainly
from demonstration.demo import demonstrate
from embedded.greeting import show_addresses
from embedded.ports import HOST
from embedded.system import Layout, run_system
from installation import (
    agencies_of,
    embedded_settings,
    layout_of,
    program_troubles,
    records_of,
    set_up,
    unscanned,
    visitors,
    worker_waits,
)
from records.people import find
from records.uploads import waits_for_scanner
from records.visits import new_token, revoke_token
from settings import Settings, load_settings
from workflows.visibility import HELD_UP

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
tokens = typer.Typer(no_args_is_help=True, help="Bearer tokens of the JSON API.")
app.add_typer(directory.app, name="people")
app.add_typer(tokens, name="tokens")
app.add_typer(programs.app, name="program")
app.add_typer(timekeeping.app, name="hours")

console = Console()
DEMO = Path("var/demo")
WORKER = Path(__file__).with_name("worker.py")
"""Run as a program of its own: without what the other commands load, it takes 30 MB less."""


@app.command()
def up() -> None:
    """Run the whole system on this machine, until Ctrl-C."""
    with plainly():
        settings = embedded_settings()
        agencies_of(settings)
        layout = layout_of(settings)
        asyncio.run(
            run_system(
                layout, lambda: prepare(settings), lambda: greet(settings, layout), say, PARENT
            )
        )
    leave()


@app.command()
def worker() -> None:
    """Run the worker alone, until SIGTERM."""
    command = (sys.executable, str(WORKER))
    os.execv(command[0], command)  # noqa: S606 - our own command line


@app.command()
def api() -> None:
    """Run the web application alone, until SIGTERM."""
    with plainly():
        settings = load_settings()
        agencies_of(settings)  # what is wrong with them is said once, and in words
        command = serving.command(settings)
    os.execv(command[0], command)  # noqa: S606 - our own command line


@app.command()
def setup() -> None:
    """Prepare Temporal's namespace and the database; safe to repeat, also while the system runs."""
    with plainly():
        settings = load_settings()
        asyncio.run(set_up(settings))
        found = program_troubles(settings)
    typer.echo("\n".join(found) or "The namespace and the database are ready.", err=bool(found))
    leave(1 if found else 0)


@app.command()
def check_worker() -> None:
    """Say whether a worker waits for work, and what holds arrangements up; exit 1 without one."""
    with plainly():
        settings = load_settings()
        waits, held_up = asyncio.run(worker_waits(settings))
        late = unscanned(settings)
    typer.echo("A worker waits for work." if waits else "No worker waits for work.")
    for what, count in held_up.items():
        typer.echo(f"{count} held up: {HELD_UP[what]}")
    if late:
        typer.echo(waits_for_scanner(late))
    leave(0 if waits else 1)


@app.command()
def check_config() -> None:
    """Say what is wrong with the settings and programs; nothing is changed."""
    with plainly():
        settings = load_settings()
        agencies, found = agencies_of(settings), program_troubles(settings)
    if found:
        typer.echo("\n".join(found), err=True)
        raise typer.Exit(1)
    typer.echo(f"The settings are good. Agencies: {', '.join(sorted(agencies))}.")


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where mails and PDFs are left.")] = DEMO,
) -> None:
    """Take two arrangements from proposal to their end, with the clock skipped."""
    with plainly():
        asyncio.run(demonstrate(folder, console))
    leave()


@tokens.command("make")
def make_token(
    number: Annotated[str, typer.Argument(help="Whose acts it does: an employee number.")],
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
) -> None:
    """Make a bearer token that acts as one person; it is shown this once."""
    with plainly(), records_of(load_settings())() as session:
        if find(session, number) is None:
            typer.echo(f"Nobody in the directory has the number {number}.", err=True)
            raise typer.Exit(1)
        token = new_token(session, number, label, datetime.now(UTC))
        session.commit()
    typer.echo(token)


@tokens.command("revoke")
def end_token(number: str, label: str) -> None:
    """Revoke a person's tokens of one label."""
    with plainly(), records_of(load_settings())() as session:
        ended = revoke_token(session, number, label, datetime.now(UTC))
        session.commit()
    typer.echo(f"{ended} revoked.")


async def prepare(settings: Settings) -> None:
    """Set up, and fill an empty directory."""
    await set_up(settings)
    for trouble in await asyncio.to_thread(program_troubles, settings):
        say(trouble)
    imported = await asyncio.to_thread(directory.first_people, settings)
    if imported is not None:
        say(f"{imported.added} people from {settings.people} are in the directory.")
    if imported is not None and imported.bad:
        console.print(bad_rows(imported.bad))


def greet(settings: Settings, layout: Layout) -> None:
    """Say where everything answers and who may sign in."""
    addresses = (
        ("pages", settings.base_url),
        ("mailbox", f"{settings.base_url}/mailbox"),
        ("Temporal UI", settings.temporal_ui_url),
        ("where mail is received", f"smtp://{HOST}:{settings.smtp_port}"),
        ("data and logs", str(layout.data.absolute())),
    )
    show_addresses(console, addresses, visitors(settings))


def say(line: str) -> None:
    """Tell the person in front of the terminal."""
    console.print(line, style="dim", highlight=False)


if __name__ == "__main__":
    app()
