"""Builds the JSON API's answers from the records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from api.calls.told import (
    ArrangementTold,
    CompletionTold,
    DeadlineTold,
    DocumentTold,
    EntryTold,
    FieldTold,
    LineOfProgramTold,
    LineTold,
    ProgramTold,
    SummaryTold,
    TaskTold,
    TermTold,
)
from api.forms.statements import statement_digest
from api.parts import Parts
from api.rights.completing import owed_by, written_before
from api.rights.on_record import filled
from api.rights.terms import terms_of
from api.views.facts import trusted
from api.who import Who
from policy.account import START, is_kept
from policy.coding import proposal_to_json
from policy.deadlines import day_ended, local_date
from policy.form import FormField
from policy.program import Program
from policy.proposal import Proposal
from policy.tasks import Purpose
from records import concerns, entries, papers, proposals, tasks
from records.arrangements import Arrangement
from records.attached import without_useless
from records.entries import TimelineEntry
from records.papers import Paper
from records.tasks import OpenTask


def tell_arrangement(
    session: Session, parts: Parts, who: Who, arrangement: Arrangement
) -> ArrangementTold:
    """An arrangement whole, with what `who` is asked to sign or to fill in now."""
    reference = arrangement.reference
    proposal = proposals.tabled(session, reference)
    program = parts.program_of(arrangement)
    open_tasks = tasks.of_arrangement(session, reference)
    mine = tasks.own(open_tasks, who.person.number)
    happened = entries.timeline(session, reference)
    case = _Case(parts, arrangement, program, proposal.answers if proposal else {})
    if proposal and not trusted(session, parts, arrangement, who):
        proposal = _without_private(program, proposal)
    return ArrangementTold(
        **dict(SummaryTold.of(arrangement)),
        proposal=proposal_to_json(proposal) if proposal else {},
        tasks=tuple(map(TaskTold.of, open_tasks)),
        deadlines=tuple(_deadlines(session, parts, arrangement)),
        documents=tuple(map(_tell_paper, papers.of_arrangement(session, reference))),
        timeline=tuple(map(EntryTold.of, happened)),
        to_sign=_lines(session, case, mine),
        to_fill_in=tuple(
            _completion(session, case, task.role, happened)
            for task in mine
            if task.purpose == Purpose.PROVIDE
        ),
    )


def tell_field(item: FormField) -> FieldTold:
    """One field of a form."""
    told = {name: getattr(item, name) for name in FieldTold.model_fields if name != "columns"}
    return FieldTold(**told, columns=tuple(column.id for column in item.columns))


def tell_program(program: Program) -> ProgramTold:
    """A program, as far as a caller needs it to propose, review and sign."""
    return ProgramTold(
        name=program.name,
        version=program.version,
        title=program.title,
        employer=program.employer,
        roles={role.id: role.title for role in program.roles},
        reviewers=program.review.reviewers,
        lines=tuple(map(LineOfProgramTold.of, program.signing.lines)),
        maximum_months=program.term.maximum_months,
        fields=tuple(map(tell_field, program.fields)),
    )


@dataclass(frozen=True)
class _Case:
    """One arrangement with its rules and all its answers."""

    parts: Parts
    arrangement: Arrangement
    program: Program
    answers: Mapping[str, str]


def _without_private(program: Program, proposal: Proposal) -> Proposal:
    """The proposal as others than the employee and the coordinators see it."""
    private = {item.id for item in program.fields if item.private}
    shown = {name: it for name, it in proposal.answers.items() if name not in private}
    return replace(proposal, answers=shown)


def _lines(session: Session, case: _Case, mine: Sequence[OpenTask]) -> tuple[LineTold, ...]:
    fixed = papers.frozen(session, case.arrangement.reference, case.arrangement.version)
    digests = {paper.document: paper.digest for paper in fixed}
    return tuple(_line(case, task, digests) for task in mine if task.purpose == Purpose.SIGN)


def _line(case: _Case, task: OpenTask, digests: Mapping[str, str]) -> LineTold:
    program = case.program
    line = program.line(task.about)
    return LineTold(
        line=line.id,
        role=line.role,
        version=task.version,
        documents=tuple(digests.get(document, "") for document in line.documents),
        statement=line.statement,
        consent=program.signing.consent,
        statement_digest=statement_digest(program, line),
        terms=tuple(
            TermTold(id=each.id, section=each.citation, group=each.group, text=each.text)
            for each in terms_of(program, line.id, case.answers)
        ),
    )


def _completion(
    session: Session, case: _Case, role: str, happened: Sequence[TimelineEntry]
) -> CompletionTold:
    agency = case.parts.agencies[case.arrangement.agency]
    answers = without_useless(session, case.program.fields, case.answers)
    owed = owed_by(case.program, agency, role, answers, case.parts.today_in(agency.id))
    return CompletionTold(
        role=role,
        owing=tuple(sorted(owed.owing)),
        fields=tuple(map(tell_field, owed.fields)),
        before=written_before(owed, filled(happened)),
    )


def _deadlines(session: Session, parts: Parts, arrangement: Arrangement) -> Iterator[DeadlineTold]:
    """Its timers, those of what is asked for and owed with when that itself is due."""
    asked = concerns.still_open(session, arrangement.reference)
    due = {f"{each.kind}:{each.number}": each.due_at for each in asked}
    zone = parts.zone_of(arrangement.agency)
    for each in arrangement.deadlines:
        name, wakes_at = each["name"], datetime.fromisoformat(each["at"])
        due_at = wakes_at if is_kept(name) else due.get(name)
        day = local_date if name == START else day_ended
        yield DeadlineTold(
            name=name,
            label=each["label"],
            due_on=due_at and day(due_at, zone),
            due_at=due_at,
            wakes_at=wakes_at,
        )


def _tell_paper(paper: Paper) -> DocumentTold:
    address = f"/api/v1/arrangements/{paper.reference}/documents"
    return DocumentTold(
        **paper.model_dump(
            include={"document", "version", "state", "destination", "digest", "size", "pages"}
        ),
        url=f"{address}/{paper.version}/{paper.document}?as={paper.state}",
    )
