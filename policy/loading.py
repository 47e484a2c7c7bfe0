"""Loads the programs and agencies from their TOML files; what does not fit is refused by name."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from policy.layout import read, read_program
from policy.program import Agency, Holder, Program
from policy.soundness import check_program
from policy.tables import ProgramError, Table, read_table

__all__ = ["ProgramError", "Programs", "load_agencies", "load_program", "load_programs"]


class Programs:
    """Every program that was loaded, in every version of it."""

    def __init__(self, programs: Sequence[Program]) -> None:
        """Of several versions of one name, the one with the highest number is the newest."""
        self._versions: dict[str, list[Program]] = {}
        for program in sorted(programs, key=_age):
            self._versions.setdefault(program.name, []).append(program)

    def get(self, name: str, version: str | None = None) -> Program:
        """The program of that name: the version asked for, or the newest; KeyError if unknown."""
        for program in reversed(self._versions[name]):
            if version in (None, program.version):
                return program
        raise KeyError(version)

    def __iter__(self) -> Iterator[Program]:
        """The newest version of each program, by name."""
        return (self._versions[name][-1] for name in sorted(self._versions))

    def __contains__(self, name: object) -> bool:
        """Whether there is a program of that name."""
        return name in self._versions


def load_program(path: Path) -> Program:
    """The program in one file; ProgramError names file, line, key and rule."""
    content = _bytes(path)
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


def load_agencies(folder: Path, programs: Programs) -> dict[str, Agency]:
    """The agencies by ID, one a file named after it, each with a loaded program and a real zone."""
    agencies = {path.stem: _agency(path, programs) for path in sorted(folder.glob("*.toml"))}
    if not agencies:
        raise ProgramError(folder, "", "holds no agency (*.toml)")
    return agencies


def _agency(path: Path, programs: Programs) -> Agency:
    table = read_table(path, _bytes(path))
    agency = read(Agency, table)
    _check_agency(agency, table, programs)
    return agency


def _check_agency(agency: Agency, table: Table, programs: Programs) -> None:
    if agency.id != table.source.path.stem:
        raise table.error("id", f"must be the file's name, {table.source.path.stem}")
    if agency.program not in programs:
        raise table.error("program", f"there is no program {agency.program}")
    if not _is_zone(agency.time_zone):
        raise table.error("time_zone", f"{agency.time_zone} is no IANA zone (America/New_York)")
    if _needs_liaison(programs.get(agency.program)) and "@" not in agency.liaison_mail:
        raise table.error("liaison_mail", "must be a mail address: the program mails a liaison")


def _needs_liaison(program: Program) -> bool:
    return any(role.holder is Holder.LIAISON for role in program.roles)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ProgramError(path, "", f"cannot be read: {error.strerror}") from error


def _age(program: Program) -> tuple[int, ...]:
    return tuple(int(part) for part in program.version.split("."))
