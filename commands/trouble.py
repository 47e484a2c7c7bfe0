"""What all commands share: trouble told in words, and an end at once."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer
from rich.table import Table
from sqlalchemy.exc import OperationalError

from embedded.holding import AlreadyRunning
from embedded.ports import PortsTaken
from embedded.supervisor import PartFailed
from engine import NamespaceProblem, NoEngine
from environment import SettingsProblem
from policy.reading.loading import ProgramError
from records.roster import BadRow, NotUtf8

EXPECTED = (
    SettingsProblem,
    AlreadyRunning,
    PortsTaken,
    PartFailed,
    NamespaceProblem,
    NoEngine,
    ProgramError,
    NotUtf8,
)
UNREADABLE = (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError)
"""Files that a person named, and that cannot be read."""


@contextmanager
def plainly() -> Iterator[None]:
    """Say what is wrong in words, without a traceback, where a person can set it right."""
    try:
        yield
    except EXPECTED as error:
        typer.echo(str(error), err=True)
        if isinstance(error, NoEngine | NamespaceProblem):
            leave(1)  # the engine's client was at work
        raise typer.Exit(1) from None
    except UNREADABLE as error:
        typer.echo(f"{error.filename} cannot be read: {error.strerror}.", err=True)
        raise typer.Exit(1) from None
    except OperationalError as error:
        reason = f"The database cannot be used: {error.orig}. Has `telecommute setup` run?"
        typer.echo(reason, err=True)
        raise typer.Exit(1) from None


def leave(code: int = 0) -> None:
    """End at once: the engine's client may crash an interpreter that takes itself apart slowly."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def bad_rows(bad: Sequence[BadRow]) -> Table:
    """What is wrong with a file, as a table."""
    table = Table("Line", "Column", "Reason")
    for row in bad:
        table.add_row(str(row.line), row.column, row.reason)
    return table
