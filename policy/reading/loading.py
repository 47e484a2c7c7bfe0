"""Loads the programs from their TOML files; what does not fit is refused by name."""

import hashlib
from pathlib import Path

from policy.program import Program
from policy.reading.agencies import load_agencies, load_agency
from policy.reading.catalog import Programs
from policy.reading.layout import read
from policy.reading.soundness import program_problems
from policy.reading.tables import ProgramError, Source, file_bytes, read_table

__all__ = [
    "PROGRAMS",
    "ProgramError",
    "Programs",
    "load_agencies",
    "load_agency",
    "load_program",
    "load_programs",
    "problems_of",
]

PROGRAMS = Path(__file__).parents[1] / "programs"
"""The folder of the programs that ship, with their agencies inside it."""


def load_program(path: Path) -> Program:
    """The program in one file; ProgramError names file, line, key and rule."""
    program, source = _read(path)
    for problem in program_problems(program, source):
        raise problem
    return program


def problems_of(path: Path, folder: Path) -> tuple[ProgramError, ...]:
    """All that is wrong with a program's file, or with an agency's for a program of the folder."""
    try:
        if "time_zone" in read_table(path, file_bytes(path)).content:
            load_agency(path, load_programs(folder))
            return ()
        return tuple(program_problems(*_read(path)))
    except ProgramError as problem:
        return (problem,)


def _read(path: Path) -> tuple[Program, Source]:
    content = file_bytes(path)
    table = read_table(path, content)
    return read(Program, table, digest=hashlib.sha256(content).hexdigest()), table.source


def load_programs(folder: Path) -> Programs:
    """Every `*.toml` of the folder; the same name and version twice is refused."""
    found: dict[tuple[str, str], Program] = {}
    for path in sorted(folder.glob("*.toml")):
        program = load_program(path)
        if (program.name, program.version) in found:
            raise ProgramError(path, "version", f"{program.name} {program.version} is there twice")
        found[program.name, program.version] = program
    if not found:
        raise ProgramError(folder, "", "holds no program (*.toml)")
    return Programs(list(found.values()))
