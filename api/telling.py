"""Builds the JSON API's answers from the records."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from api.access import Who
from api.parts import Parts
from api.statements import statement_digest
from api.told import (
    ArrangementTold,
    DeadlineTold,
    DocumentTold,
    EntryTold,
    FieldTold,
    LineOfProgramTold,
    LineTold,
    PersonTold,
    ProgramTold,
    SummaryTold,
    TaskTold,
)
from policy.account import Purpose
from policy.program import Program
from records import entries, papers, proposals, tasks
from records.arrangements import Arrangement
from records.entries import TimelineEntry
from records.papers import Paper
from records.people import Person
from records.tasks import OpenTask


def tell_entry(entry: TimelineEntry) -> EntryTold:
    """A line of the timeline, without its evidence."""
    return EntryTold.model_validate(entry, from_attributes=True)


def tell_task(task: OpenTask) -> TaskTold:
    """An open task."""
    return TaskTold.model_validate(task, from_attributes=True)


def tell_person(person: Person) -> PersonTold:
    """Somebody in the directory."""
    return PersonTold.model_validate(person, from_attributes=True)


def tell_summary(arrangement: Arrangement) -> SummaryTold:
    """An arrangement in a list."""
    return SummaryTold.model_validate(arrangement, from_attributes=True)


def tell_arrangement(
    session: Session, parts: Parts, who: Who, arrangement: Arrangement
) -> ArrangementTold:
    """An arrangement whole, with the lines that `who` is asked to sign now."""
    reference = arrangement.reference
    newest = proposals.latest(session, reference)
    open_tasks = tasks.of_arrangement(session, reference)
    return ArrangementTold(
        **dict(tell_summary(arrangement)),
        proposal=newest.content if newest else {},
        tasks=tuple(tell_task(task) for task in open_tasks),
        deadlines=tuple(_tell_deadline(deadline) for deadline in arrangement.deadlines),
        documents=tuple(_tell_paper(paper) for paper in papers.of_arrangement(session, reference)),
        timeline=tuple(tell_entry(entry) for entry in entries.timeline(session, reference)),
        to_sign=_lines(session, parts, arrangement, _asked_to_sign(open_tasks, who)),
    )


def tell_program(program: Program) -> ProgramTold:
    """A program, as far as a caller needs it to propose, review and sign."""
    return ProgramTold(
        name=program.name,
        version=program.version,
        title=program.title,
        employer=program.employer,
        roles={role.id: role.title for role in program.roles},
        reviewers=program.review.reviewers,
        lines=tuple(
            LineOfProgramTold.model_validate(line, from_attributes=True)
            for line in program.signing.lines
        ),
        maximum_months=program.term.maximum_months,
        fields=tuple(
            FieldTold.model_validate(field, from_attributes=True) for field in program.fields
        ),
    )


def _asked_to_sign(open_tasks: Sequence[OpenTask], who: Who) -> list[OpenTask]:
    return [
        task
        for task in open_tasks
        if task.purpose == Purpose.SIGN and task.person == who.person.number
    ]


def _lines(
    session: Session, parts: Parts, arrangement: Arrangement, asked: Sequence[OpenTask]
) -> tuple[LineTold, ...]:
    program = parts.programs.get(arrangement.program, arrangement.program_version)
    fixed = papers.frozen(session, arrangement.reference, arrangement.version)
    digests = {paper.document: paper.digest for paper in fixed}
    return tuple(_line(program, task, digests) for task in asked)


def _line(program: Program, task: OpenTask, digests: Mapping[str, str]) -> LineTold:
    line = program.line(task.about)
    return LineTold(
        line=line.id,
        role=line.role,
        version=task.version,
        documents=tuple(digests.get(document, "") for document in line.documents),
        statement=line.statement,
        consent=program.signing.consent,
        statement_digest=statement_digest(program, line),
    )


def _tell_deadline(deadline: Mapping[str, str]) -> DeadlineTold:
    return DeadlineTold.model_validate(deadline)


def _tell_paper(paper: Paper) -> DocumentTold:
    address = f"/api/v1/arrangements/{paper.reference}/documents"
    return DocumentTold(
        **paper.model_dump(
            include={"document", "version", "state", "destination", "digest", "size", "pages"}
        ),
        url=f"{address}/{paper.version}/{paper.document}?as={paper.state}",
    )
