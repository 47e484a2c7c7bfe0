"""Every program there is: in each of its versions, and as each agency extends it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from policy.agency import AgencyFile
from policy.deadlines import local_date
from policy.in_force import InForce
from policy.program import Agency, Program
from policy.reading.extending import extended
from policy.timekeeping import TimeRule
from policy.wording import show_date


class NotInForce(LookupError):
    """No version of a program applies yet; the message names the day on which the first does."""

    def __init__(self, program: Program, day: date) -> None:
        super().__init__(f"{program.title} applies from {show_date(day)}.")


class Programs:
    """The programs that were loaded, found by name and version or for an agency."""

    def __init__(self, programs: Sequence[Program]) -> None:
        """Of several versions of one name, the one with the highest number is the newest."""
        self._versions: dict[str, list[Program]] = {}
        for program in sorted(programs, key=_age, reverse=True):
            self._versions.setdefault(program.name, []).append(program)
        self._additions: dict[str, AgencyFile] = {}
        self._current: dict[tuple[str, str], AgencyFile] = {}
        self._extended: dict[tuple[str, str], Program] = {}

    def get(self, name: str, version: str | None = None) -> Program:
        """The program of that name: the version asked for, or the newest; KeyError if unknown.

        An agency's extension is a version of its own (2010.1+water.3), as `of` gave it once.
        """
        if version is None:
            return self._versions[name][0]
        plain, _, addition = version.partition("+")
        program = next((each for each in self._versions[name] if each.version == plain), None)
        if program is None:
            raise KeyError(version)
        return self._with(program, self._additions[addition]) if addition else program

    def of(self, agency: Agency, version: str | None = None, on: date | None = None) -> Program:
        """The program as the agency extends it: in that version, or as it applies on that day.

        `on` is the agency's local date of a submission; without it, the newest version counts.
        KeyError for an unknown program or version; NotInForce where none applies yet.
        """
        if version is not None:
            return self.get(agency.program, version)
        program = self._applying(agency.program, on)
        file = self._current.get((agency.id, program.version))
        return program if file is None else self._with(program, file)

    def at(self, agency: Agency, instant: datetime) -> Program | None:
        """The program as it applied to an agency at an instant; None before its first day."""
        try:
            return self.of(agency, on=local_date(instant, agency.time_zone))
        except NotInForce:
            return None

    def timekeeping(self, agency: Agency, instant: datetime) -> TimeRule | None:
        """How an agency keeps time at an instant; None where its program does not say."""
        program = self.at(agency, instant)
        return program.hours if program else None

    def in_force(self, name: str, version: str) -> InForce:
        """What may happen to arrangements that began under this version; KeyError if unknown."""
        return self.get(name, version).in_force

    def in_use(self, name: str) -> tuple[Program, ...]:
        """The versions that a proposal may still be made under, newest first."""
        found: list[Program] = []
        for program in self._versions[name]:
            found.append(program)
            if program.applies_from is None:
                break
        return tuple(found)

    def keep(self, file: AgencyFile) -> None:
        """Find what this file adds again, for the arrangements that began under it."""
        if file.digest:
            self._additions[f"{file.id}.{file.version}"] = file

    def extend(self, program: Program, file: AgencyFile) -> None:
        """From now on the agency has this version of its program as this file extends it."""
        self._current[file.id, program.version] = file

    def __iter__(self) -> Iterator[Program]:
        """The newest version of each program, by name."""
        return (self._versions[name][0] for name in sorted(self._versions))

    def __contains__(self, name: object) -> bool:
        """Whether there is a program of that name."""
        return name in self._versions

    def _applying(self, name: str, on: date | None) -> Program:
        program, *earlier = self._versions[name]
        since = program.applies_from
        while on is not None and since is not None and since > on:
            if not earlier:
                raise NotInForce(program, since)
            program, *earlier = earlier
            since = program.applies_from
        return program

    def _with(self, program: Program, file: AgencyFile) -> Program:
        """The extended program, put together once."""
        key = (program.digest, file.digest)
        if key not in self._extended:
            self._extended[key] = extended(program, file)
        return self._extended[key]


def _age(program: Program) -> tuple[int, ...]:
    return tuple(int(part) for part in program.version.split("."))
