"""Requests, reports and duties as a table for audit: what was asked, by whom, what became of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.responses import Response

from api.files.attached import sheet
from api.parts import Parts
from api.views.answers import NOT_PROVIDED, read_backs
from api.views.concern_words import STATES, rule_of, title_of
from api.views.fields import field_views
from api.views.names import Names
from policy.concerns import Concern
from policy.program import Program
from records.arrangements import Arrangement

COLUMNS = (
    "Reference",
    "Number",
    "Employee",
    "Employee number",
    "Agency",
    "Unit",
    "Kind",
    "What",
    "For",
    "From",
    "By",
    "Sent",
    "To be closed before",
    "State",
    "Closed",
    "Closed as",
    "Closed by",
    "Reason",
    "Answers",
    "Closed with",
)


@dataclass(frozen=True)
class Kept:
    """One concern with what its row is written from; `trusted` readers see what is private."""

    arrangement: Arrangement
    program: Program
    zone: str
    names: Names
    concern: Concern
    trusted: bool


def kept_in(
    parts: Parts, names: Names, found: Iterable[tuple[Arrangement, Concern]], *, trusted: bool
) -> Iterator[Kept]:
    """Concerns with the rules and the clock of their arrangements."""
    for arrangement, concern in found:
        program = parts.program_of(arrangement)
        zone = parts.agencies[arrangement.agency].time_zone
        yield Kept(arrangement, program, zone, names, concern, trusted)


def csv_response(name: str, rows: Iterable[Kept]) -> Response:
    """A file of these rows; times are the agency's."""
    return sheet(name, COLUMNS, map(cells, rows))


def cells(kept: Kept) -> tuple[str, ...]:
    """A row's cells."""
    row, concern, names = kept.arrangement, kept.concern, kept.names
    return (
        row.reference,
        str(concern.number),
        names.of(row.employee),
        row.employee,
        row.agency,
        row.unit,
        concern.kind.value,
        title_of(kept.program, concern),
        concern.on.isoformat() if concern.on else "",
        _title(kept.program, concern.role),
        names.of(concern.person) if concern.person else "",
        _at(concern.opened_at, kept.zone),
        _at(concern.due_at, kept.zone),
        STATES[concern.state],
        _at(concern.closed_at, kept.zone),
        _title(kept.program, concern.closed_role),
        names.of(concern.closed_by) if concern.closed_by else "",
        concern.note,
        _answers(kept, concern.answers),
        _answers(kept, concern.closing),
    )


def _answers(kept: Kept, answers: dict[str, str]) -> str:
    """What was filled in, a line for each field."""
    rule = rule_of(kept.program, kept.concern)
    shown = [each for each in rule.fields if kept.trusted or not each.private] if rule else []
    told = read_backs(field_views(shown, answers))
    return "\n".join(f"{it.label}: {it.value}" for it in told if it.value != NOT_PROVIDED)


def _title(program: Program, role: str) -> str:
    return program.role(role).title if role else ""


def _at(instant: datetime | None, zone: str) -> str:
    """An instant by the agency's clock, with its offset: 2026-12-01T09:15:00-05:00."""
    return instant.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds") if instant else ""
