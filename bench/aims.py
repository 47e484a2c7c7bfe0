"""What is aimed at, and whether it was met."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from rich.table import Table


@dataclass(frozen=True)
class Finding:
    """One aim beside what was measured, both in words."""

    subject: str
    aim: str
    measured: str
    met: bool


def below(subject: str, limit: float, measured: float, unit: str) -> Finding:
    """A value that should stay below `limit`."""
    return Finding(subject, f"under {limit:g} {unit}", f"{measured:.4g} {unit}", measured < limit)


def at_least(subject: str, limit: float, measured: float) -> Finding:
    """A share that should reach `limit`."""
    return Finding(subject, f"at least {limit:.0%}", f"{measured:.0%}", measured >= limit)


def comparison(findings: Sequence[Finding]) -> Table:
    """All findings, one row each."""
    table = Table("", "aim", "measured", "met", title="Aims")
    for finding in findings:
        table.add_row(
            finding.subject, finding.aim, finding.measured, "yes" if finding.met else "no"
        )
    return table


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[ceil(share * len(ordered)) - 1]
