"""The commands for who writes programs: check a file, and show what a program asks of people."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from policy.outlines.outline import outline
from policy.outlines.wording import Part
from policy.program import Program
from policy.reading.loading import PROGRAMS, Programs, load_agencies, load_programs, problems_of
from policy.reading.tables import ProgramError

app = typer.Typer(no_args_is_help=True, help="The programs: employers' rules as data.")

AGENCIES = PROGRAMS / "agencies"

SHIPPED = "those that ship"

Folder = Annotated[
    Path, typer.Option("--programs", help="The folder of the programs.", show_default=SHIPPED)
]
AgenciesFolder = Annotated[
    Path,
    typer.Option(
        "--agencies",
        envvar="TELECOMMUTE_AGENCIES",
        help="The folder of the agencies.",
        show_default=SHIPPED,
    ),
]


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="The file of a program, or of an agency.")],
    programs: Folder = PROGRAMS,
) -> None:
    """Say what is wrong with a program's or an agency's file, by line; exit 1 if anything is."""
    problems = problems_of(file, programs)
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        raise typer.Exit(1)
    typer.echo(f"{file} is sound.")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="The program's name.")],
    agency: Annotated[str, typer.Option(help="As this agency extends it.")] = "",
    programs: Folder = PROGRAMS,
    agencies: AgenciesFolder = AGENCIES,
) -> None:
    """Show what a person is asked, in order: form, analyses, terms, signatures, deadlines."""
    try:
        program = _wanted(load_programs(programs), name, agency, agencies)
    except ProgramError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    console = Console()
    topic = ""
    for part in outline(program):
        if part.topic != topic:
            console.print(Rule(Text(part.topic), align="left", style="dim"))
        topic = part.topic
        _print(console, part)


def _wanted(programs: Programs, name: str, agency: str, folder: Path) -> Program:
    """The program of that name, plain or as the agency extends it; exit 1 if there is none."""
    if name not in programs:
        _leave(f"There is no program {name}: {', '.join(each.name for each in programs)}.")
    if not agency:
        return programs.get(name)
    known = {
        each.id: each for each in load_agencies(folder, programs).values() if each.program == name
    }
    if agency not in known:
        _leave(f"No agency {agency} uses {name}: {', '.join(known) or 'none does'}.")
    return programs.of(known[agency])


def _leave(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(1)


def _print(console: Console, part: Part) -> None:
    """One part: what is asked on the left, of whom and when on the right."""
    if part.title:
        console.print(Text(part.title, style="bold"))
    if part.note:
        console.print(Text(part.note, style="italic"))
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(width=1)
    table.add_column(ratio=3)
    table.add_column(ratio=2)
    for asked, beside in part.lines:
        table.add_row("-", Text(asked), Text(beside, style="dim"))
    console.print(table)
    console.print()
