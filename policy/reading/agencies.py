"""Loads the agencies from their TOML files, each with what it adds to its program."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from policy.agency import ADDITIONS, AgencyFile
from policy.program import Agency, Holder, Program
from policy.reading.catalog import Programs
from policy.reading.faults import Fault
from policy.reading.layout import read
from policy.reading.loosening import agency_faults
from policy.reading.tables import ProgramError, Source, Table, file_bytes, read_table

Sourced = tuple[AgencyFile, Source]
"""An agency's file as values, and where each key of it stands."""


def load_agencies(folder: Path, programs: Programs) -> dict[str, Agency]:
    """Every agency of the folder by its ID, and `programs` as they extend them; or ProgramError.

    `water.toml` is the agency as it is now. `water-2.toml` keeps what version 2 of it added, for
    the arrangements that began under that.
    """
    files: dict[str, list[Sourced]] = {}
    for path in sorted(folder.glob("*.toml")):
        agency, source = _agency(path, programs)
        files.setdefault(agency.id, []).append((agency, source))
    if not files:
        raise ProgramError(folder, "", "holds no agency (*.toml)")
    for versions in files.values():
        versions.sort(key=_age, reverse=True)
        _extend(programs, versions)
    return {name: versions[0][0] for name, versions in files.items()}


def load_agency(path: Path, programs: Programs) -> Agency:
    """The agency in one file, fit for its program; or ProgramError."""
    agency, source = _agency(path, programs)
    _extend(programs, [(agency, source)])
    return agency


def _agency(path: Path, programs: Programs) -> Sourced:
    table = read_table(path, file_bytes(path))
    agency = read(AgencyFile, table, digest=_additions(table))
    for key, reason in _agency_faults(agency, path, programs):
        raise table.error(key, reason)
    return agency, table.source


def _additions(table: Table) -> str:
    """The digest of what the file adds to the program, whoever its liaison is; blank for none."""
    added = {key: value for key, value in table.content.items() if key in ADDITIONS}
    content = json.dumps(added, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest() if added else ""


def _agency_faults(agency: AgencyFile, path: Path, programs: Programs) -> Iterator[Fault]:
    if path.stem not in (agency.id, f"{agency.id}-{agency.version}"):
        kept = f"-{agency.version or 1}"
        yield "id", f"must be as the file is called, {path.stem}, without the {kept} of a kept one"
    if not re.fullmatch("[0-9]{0,9}", agency.version):
        yield "version", "must be a whole number in quotes"
    if not _is_zone(agency.time_zone):
        yield "time_zone", f"{agency.time_zone} is no IANA zone (America/New_York)"
    yield from _strays(agency)
    if agency.program in programs:
        yield from _fitting(agency, programs.get(agency.program))
    else:
        yield "program", f"there is no program {agency.program}"


def _strays(agency: Agency) -> Iterator[Fault]:
    """What is no web address: it becomes a link on every page."""
    for key, address in (("site", agency.site), ("help_page", agency.help_page)):
        if address and not address.startswith(("https://", "http://")):
            yield key, f"{address} is no web address (https://...)"


def _fitting(agency: Agency, program: Program) -> Iterator[Fault]:
    if _needs_liaison(program) and "@" not in agency.liaison_mail:
        yield "liaison_mail", "must be a mail address: the program mails a liaison"
    if program.branches and agency.branch not in program.branches:
        known = " or ".join(program.branches)
        out = f"{agency.branch} is out of the program's scope: {known}"
        yield "branch", out if agency.branch else f"is missing: {known}"


def _extend(programs: Programs, versions: Sequence[Sourced]) -> None:
    """Find which of an agency's files, the present one first, extends which program version.

    The present one has to fit the newest version. Where it does not fit an earlier one that may
    still be proposed under, the agency's file from before does.
    """
    _check_versions(versions)
    for at, program in enumerate(programs.in_use(versions[0][0].program)):
        programs.extend(program, _extending(program, versions if at else versions[:1]))
    for file, _ in versions:
        programs.keep(file)


def _check_versions(versions: Sequence[Sourced]) -> None:
    present, source = versions[0]
    if source.path.stem != present.id:
        raise ProgramError(source.path, "id", f"there is no {present.id}.toml as it is now")
    seen = {present.version}
    for file, earlier in versions[1:]:
        if file.version in seen:
            raise earlier.error("version", f"{file.version or 'none'} is there twice")
        seen.add(file.version)


def _extending(program: Program, versions: Sequence[Sourced]) -> AgencyFile:
    """The first of the files that fits the program; the error of the very first if none does."""
    fits = (file for file, _ in versions if not any(agency_faults(program, file)))
    for file in fits:
        return file
    present, source = versions[0]
    raise source.error(*next(agency_faults(program, present)))


def _age(sourced: Sourced) -> tuple[bool, int]:
    """The file named after the agency is the present one; of the others, the highest version."""
    file, source = sourced
    return source.path.stem == file.id, int(file.version or 0)


def _needs_liaison(program: Program) -> bool:
    return any(role.holder is Holder.LIAISON for role in program.roles)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
