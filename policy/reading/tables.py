"""Reading TOML strictly: each key asked for by name and type, and none left over."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\-]+)\s*\]")
_KEY = re.compile(r"\s*([\w.\-]+)\s*=")
_SYNTAX_LINE = re.compile(r"at line (\d+)")


class ProgramError(ValueError):
    """A program or agency file that cannot be used: names the file, the key and the rule broken.

    `line` counts from 1; 0 when the file does not say where.
    """

    def __init__(self, path: Path, key: str, reason: str, line: int = 0) -> None:
        where = f"{path}:{line}" if line else str(path)
        super().__init__(f"{where}: {key}: {reason}" if key else f"{where}: {reason}")
        self.path, self.key, self.reason, self.line = path, key, reason, line


@dataclass(frozen=True)
class Source:
    """A file as read: its path, and where each dotted key stands (`signing.lines[2].stage`)."""

    path: Path
    lines: Mapping[str, int]

    def error(self, key: str, reason: str) -> ProgramError:
        """The error for `key`, with the line of the key or of what holds it."""
        holder = key
        while holder and holder not in self.lines:
            holder = holder.rpartition(".")[0] if "." in holder else ""
        return ProgramError(self.path, key, reason, self.lines.get(holder, 0))


@dataclass
class Table:
    """One table of a file. Ask for every key it may hold, then `close` it to refuse the rest."""

    source: Source
    content: Mapping[str, object]
    name: str = ""
    asked: set[str] = field(default_factory=set)

    def error(self, key: str, reason: str) -> ProgramError:
        """The error for one key of this table."""
        return self.source.error(self.path_of(key), reason)

    def path_of(self, key: str) -> str:
        """The dotted name of `key` in the file."""
        return f"{self.name}.{key}" if self.name else key

    def holds(self, key: str) -> bool:
        """Whether the key is there; from now on it is one this table may hold."""
        self.asked.add(key)
        return key in self.content

    def text(self, key: str) -> str:
        """Text, not blank."""
        value = self._value(key)
        if not isinstance(value, str):
            raise self.error(key, "must be text in quotes")
        if not value.strip():
            raise self.error(key, "must not be blank")
        return value.strip()

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._value(key)
        if not isinstance(value, bool):
            raise self.error(key, "must be true or false")
        return value

    def count(self, key: str) -> int:
        """A whole number, zero or more."""
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.error(key, "must be a whole number, zero or more")
        return value

    def day(self, key: str) -> date:
        """A date, without a time of day."""
        value = self._value(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.error(key, "must be a date without quotes, such as 2027-01-01")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none blank."""
        items = self._items(key)
        found = tuple(item.strip() for item in items if isinstance(item, str))
        if len(found) != len(items) or not all(found):
            raise self.error(key, "must be a list of texts, none of them blank")
        return found

    def counts(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers of days, each at least 1."""
        items = self._items(key)
        found = tuple(
            item for item in items if isinstance(item, int) and not isinstance(item, bool)
        )
        if len(found) != len(items) or not all(item > 0 for item in found):
            raise self.error(key, "must be a list of whole numbers, each at least 1")
        return found

    def table(self, key: str) -> "Table":
        """A table inside this one."""
        value = self._value(key)
        if not isinstance(value, dict):
            raise self.error(key, "must be a table")
        return Table(self.source, value, self.path_of(key))

    def tables(self, key: str) -> tuple["Table", ...]:
        """A list of tables (`[[key]]`), at least one."""
        items = self._items(key)
        found = [item for item in items if isinstance(item, dict)]
        if len(found) != len(items) or not found:
            raise self.error(key, "must be one or more tables")
        path = self.path_of(key)
        return tuple(Table(self.source, item, f"{path}[{at}]") for at, item in enumerate(found, 1))

    def close(self) -> None:
        """Refuse every key that nothing asked for."""
        for key in self.content:
            if key not in self.asked:
                known = ", ".join(sorted(self.asked))
                raise self.error(key, f"is not a key this table may hold ({known})")

    def _value(self, key: str) -> object:
        if not self.holds(key):
            raise self.error(key, "is missing")
        return self.content[key]

    def _items(self, key: str) -> list[object]:
        value = self._value(key)
        if not isinstance(value, list):
            raise self.error(key, "must be a list")
        return value


def file_bytes(path: Path) -> bytes:
    """What a file holds; ProgramError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ProgramError(path, "", f"cannot be read: {error.strerror}") from error


def read_table(path: Path, content: bytes) -> Table:
    """The whole file as a table; ProgramError when it is not UTF-8 or not TOML."""
    try:
        text = content.decode("utf-8")
        parsed = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ProgramError(path, "", "is not UTF-8 text", line) from error
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX_LINE.search(str(error))
        raise ProgramError(
            path, "", f"is not TOML: {error}", int(found[1]) if found else 0
        ) from error
    return Table(Source(path, _lines(text)), parsed)


def _lines(text: str) -> dict[str, int]:
    """Where each key stands: headers and `key =` lines, outside multi-line strings and lists."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table, quoted = "", False
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header and not quoted:
            table = _numbered(header[2], counts, repeated=header[1] == "[[")
            lines[table] = number
        elif key and not quoted:
            lines[f"{table}.{key[1]}" if table else key[1]] = number
        quoted ^= line.count('"""') % 2 == 1
    return lines


def _numbered(name: str, counts: dict[str, int], *, repeated: bool) -> str:
    """The header's name with the number of each list item: `sections[2].fields[1]`."""
    holder, _, last = name.rpartition(".")
    prefix = f"{_latest(holder, counts)}." if holder else ""
    if not repeated:
        return f"{prefix}{last}"
    counts[f"{prefix}{last}"] = counts.get(f"{prefix}{last}", 0) + 1
    return f"{prefix}{last}[{counts[f'{prefix}{last}']}]"


def _latest(name: str, counts: dict[str, int]) -> str:
    """`name` with the number of the list item that a header below it belongs to."""
    path = ""
    for part in name.split("."):
        path = f"{path}.{part}" if path else part
        path = f"{path}[{counts[path]}]" if path in counts else path
    return path
