"""Which tests carry which requirement: `make requirements` runs them and prints the table.

`python -m tests.tracing` runs the marked tests; `--page` writes docs/requirements.md from what is
collected, and `--check` fails where that page is not what it would write.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

DOCS = Path(__file__).parent.parent / "docs"
LIST, PAGE = DOCS / "requirements.csv", DOCS / "requirements.md"

HEAD = """# Requirements, and the tests that carry them

Every statement of the two source texts that this project carries out, with its section, and the
tests that show it. `make requirements` runs these tests and says which of them pass; this page is
written by `make requirements-page` from the marks in the tests, and CI refuses an outdated one.

| ID | Section | What it says here | Tests |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Requirement:
    """One row of the list: what the text demands, in which section."""

    id: str
    section: str
    behavior: str


@dataclass(eq=False)
class Tracing:
    """A pytest plugin: notes every marked test as it is collected, and what became of it."""

    carried: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    failed: set[str] = field(default_factory=set)
    _of_item: dict[str, str] = field(default_factory=dict)

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Note the requirements of one test, under the test's name without its parameters."""
        name = item.nodeid.partition("[")[0]
        self._of_item[item.nodeid] = name
        for mark in item.iter_markers("requirement"):
            for requirement in mark.args:
                self.carried[str(requirement)].add(name)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that did not pass, whatever part of it failed."""
        if not report.passed:
            self.failed.add(self._of_item.get(report.nodeid, report.nodeid))

    def state(self, requirement: Requirement) -> str:
        """What to say of one requirement."""
        tests = self.carried.get(requirement.id)
        if not tests:
            return "no test"
        return "failed" if tests & self.failed else "passed"


def requirements() -> tuple[Requirement, ...]:
    """The list, in its order."""
    with LIST.open(encoding="utf-8", newline="") as rows:
        return tuple(
            Requirement(row["id"], row["section"], row["behavior"]) for row in csv.DictReader(rows)
        )


def page(tracing: Tracing) -> str:
    """The list with the tests that carry each row, in Markdown."""
    return HEAD + "".join(
        f"| {each.id} | {each.section} | {each.behavior} | {_tests(tracing, each)} |\n"
        for each in requirements()
    )


def untraced(tracing: Tracing) -> list[str]:
    """What keeps the list from being carried: rows without a test, and marks without a row."""
    known = {each.id for each in requirements()}
    bare = [f"{each.id}: no test" for each in requirements() if tracing.state(each) == "no test"]
    return bare + [f"{name}: no such row" for name in sorted(set(tracing.carried) - known)]


def main(arguments: list[str]) -> int:
    """Run or collect the marked tests; returns the exit code."""
    tracing = Tracing()
    only_look = bool({"--page", "--check"} & set(arguments))
    chosen = ["--collect-only", "-qq", "--no-header"] if only_look else ["-q"]
    code = pytest.main([*chosen, "tests", "-m", "requirement and not storm"], [tracing])
    if "--page" in arguments:
        PAGE.write_text(page(tracing), encoding="utf-8")
    if not only_look:
        _print(tracing)
    missing = untraced(tracing)
    if "--check" in arguments and PAGE.read_text(encoding="utf-8") != page(tracing):
        missing.append("docs/requirements.md is outdated: run make requirements-page")
    sys.stderr.writelines(f"{line}\n" for line in missing)
    return int(code) or bool(missing)


def _tests(tracing: Tracing, requirement: Requirement) -> str:
    return ", ".join(_link(name) for name in sorted(tracing.carried.get(requirement.id, ())))


def _link(name: str) -> str:
    path, _, test = name.partition("::")
    return f"[{test.removeprefix('test_').replace('_', ' ')}](../{path})"


def _print(tracing: Tracing) -> None:
    table = Table("ID", "Section", "Tests", "State", title="Requirements")
    for each in requirements():
        names = tracing.carried.get(each.id, ())
        table.add_row(each.id, each.section, "\n".join(_short(names)), tracing.state(each))
    Console().print(table)


def _short(names: Iterable[str]) -> list[str]:
    return sorted(name.removeprefix("tests/") for name in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
