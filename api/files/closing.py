"""The closing document of an arrangement that has ended, made from the record as it stands."""

from collections.abc import Iterator

from api.views.ending import closing
from api.views.facts import Facts
from documents.closing import Closed, closing_content
from documents.paper import PaperContent
from policy.account import Happening
from policy.concerns import Concern, ConcernKind


def closing_paper(facts: Facts) -> PaperContent | None:
    """What it says; None for a program without one, and while nothing that was in force ended."""
    told, entry = closing(facts), facts.last(Happening.ENDED)
    if not (facts.program.in_force.ending.closing and told and entry):
        return None
    owed = tuple(_owed(facts))
    changed = [each.closed_at for each in owed if each.closed_at]
    row, employee = facts.arrangement, facts.employee
    return closing_content(
        Closed(
            program=facts.program,
            agency=facts.agency,
            reference=row.reference,
            version=row.in_force,
            who=(
                ("Name", facts.who),
                ("Employee number", row.employee),
                ("Agency", facts.agency.name),
                *((("Job title", employee.title),) if employee and employee.title else ()),
            ),
            facts=told,
            owed=owed,
            made_at=max([entry.at, *changed]),
        )
    )


def _owed(facts: Facts) -> Iterator[Concern]:
    """What is asked back at the end, by its number: asked then, or before and not back by then."""
    entry, opens = facts.last(Happening.ENDED), facts.program.in_force.ending.opens
    for _, each in sorted(facts.concerns.items()):
        late = each.closed_at is None or (entry is not None and each.closed_at >= entry.at)
        if each.kind is ConcernKind.DUTY and each.rule in opens and late:
            yield each
