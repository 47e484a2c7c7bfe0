"""What a person reads in the terminal when the embedded system serves, and while it starts."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text


@dataclass(frozen=True)
class Visitor:
    """Somebody who may sign in: name, mail, and what they are to others."""

    name: str
    mail: str
    position: str


def show_addresses(
    console: Console, addresses: Sequence[tuple[str, str]], visitors: Sequence[Visitor]
) -> None:
    """Print where everything answers, who may sign in, and how to stop."""
    console.print()
    console.print("Telecommute is up.", style="bold green")
    table = _columns()
    for purpose, address in addresses:
        table.add_row(Text(address), Text(purpose))
    console.print(Padding(table, (1, 2)))
    if visitors:
        _show_visitors(console, visitors)
    console.print("Press Ctrl-C to stop everything. What you did stays.", style="dim")


def _show_visitors(console: Console, visitors: Sequence[Visitor]) -> None:
    console.print("Sign in as one of these; the link comes to the mailbox:")
    table = _columns()
    for visitor in visitors:
        table.add_row(Text(visitor.mail), Text(f"{visitor.name}, {visitor.position}"))
    console.print(Padding(table, (1, 2)))


def _columns() -> Table:
    """Two columns; the first, to be copied or clicked, is never broken or shortened."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="cyan")
    table.add_column(overflow="fold")
    return table
