"""Loads the programs from their TOML files; what does not fit is refused by name."""

import hashlib
from pathlib import Path

from policy.agencies import load_agencies, load_agency
from policy.catalog import Programs
from policy.layout import read_program
from policy.program import Program
from policy.soundness import check_program
from policy.tables import ProgramError, file_bytes, read_table

__all__ = [
    "ProgramError",
    "Programs",
    "load_agencies",
    "load_agency",
    "load_program",
    "load_programs",
]


def load_program(path: Path) -> Program:
    """The program in one file; ProgramError names file, line, key and rule."""
    content = file_bytes(path)
    table = read_table(path, content)
    program = read_program(table, digest=hashlib.sha256(content).hexdigest())
    check_program(program, table.source)
    return program


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
