"""The closing document: how an arrangement ended, and what of the agency came back (IV.E, IV.I)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from documents.paper import Block, PaperContent, Row
from documents.showing import spoken
from policy.concerns import Concern, ConcernState
from policy.form import FieldKind
from policy.in_force import DutyRule
from policy.program import Agency, Program
from policy.wording import show_instant

TEMPLATE = "closing"
NOTHING = "Nothing was left that had to come back."
_MADE = "This document takes no signature. It says what was on record {}."


@dataclass(frozen=True)
class Closed:
    """An arrangement that was in force and has ended, with all that its closing document says.

    `facts` are labels and words; `owed` is what the ending opened, in the order opened. `made_at`
    (UTC) is when the record changed last: the same record gives the same bytes.
    """

    program: Program
    agency: Agency
    reference: str
    version: int
    who: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    owed: tuple[Concern, ...]
    made_at: datetime


def closing_content(closed: Closed) -> PaperContent:
    """What the closing document says; nothing of it is private."""
    program, zone = closed.program, closed.agency.time_zone
    rule = program.in_force.ending
    told = program.texts.get("ending", "")
    return PaperContent(
        document=TEMPLATE,
        template=TEMPLATE,
        title=rule.closing,
        form=", ".join(part for part in (program.source, rule.citation) if part),
        employer=program.employer,
        agency=closed.agency.name,
        program=program.title,
        reference=closed.reference,
        version=closed.version,
        supersedes=0,
        language="en-US",
        made_at=closed.made_at,
        body=(told,) if told else (),
        blocks=(
            Block("Employee", _rows(closed.who)),
            Block("How it ended", _rows(closed.facts)),
            *_returns(closed),
        ),
        clauses=(),
        signatures=(),
        consent="",
        notes=(_MADE.format(show_instant(closed.made_at, zone)),),
    )


def _returns(closed: Closed) -> Iterator[Block]:
    """What the ending asked back, each with what became of it."""
    rules = closed.program.in_force
    if not rules.ending.opens:
        return
    owed = [(each, rule) for each in closed.owed if (rule := rules.duty(each.rule))]
    yield Block("What had to come back", text=() if owed else (NOTHING,))
    for each, rule in owed:
        rows = tuple(_became(closed, each, rule))
        yield Block(each.subject or rule.title, rows, level=2)


def _became(closed: Closed, owed: Concern, rule: DutyRule) -> Iterator[Row]:
    """Still owed, or what was put on record of it and when."""
    zone = closed.agency.time_zone
    if owed.closed_at is None:
        yield Row("Still owed since", show_instant(owed.opened_at, zone))
        return
    for item in rule.fields:
        said = owed.closing.get(item.id, "").strip()
        if said and not item.private and item.kind is not FieldKind.UPLOAD:
            yield Row(item.label, spoken(item.kind, said))
    done = owed.state is ConcernState.DONE
    yield Row("Recorded" if done else "Not owed any more", show_instant(owed.closed_at, zone))


def _rows(pairs: Sequence[tuple[str, str]]) -> tuple[Row, ...]:
    return tuple(Row(label, value) for label, value in pairs)
