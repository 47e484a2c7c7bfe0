"""Writing a workflow's account of itself into the records, so that repeating it changes nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from operator import attrgetter

from sqlalchemy import bindparam, delete, insert, tuple_, update
from sqlmodel import Session, select

from policy.account import CLOSED, START, Account, DeadlineSet, Entry, Standing, Status, is_kept
from policy.acts import Submission
from policy.coding import proposal_to_json
from policy.proposal import Proposal
from policy.tasks import Task
from records import concerns, findings
from records.arrangements import Arrangement, as_spans
from records.database import Instant, insert_into, insert_new, table_of
from records.entries import TimelineEntry
from records.lateness import note_lateness
from records.letters import Letter, queue
from records.links import Link
from records.proposals import ProposalVersion
from records.tasks import OpenTask

_ARRANGEMENT, _TASK = table_of(Arrangement).c, table_of(OpenTask).c
_ENTRY, _VERSION = table_of(TimelineEntry).c, table_of(ProposalVersion).c
_BEHIND = tuple_(_ARRANGEMENT.as_of, _ARRANGEMENT.revision) < tuple_(
    bindparam("reached_at", type_=Instant), bindparam("reached")
)
"""Whether the row stands behind: by the workflow's time, and within one moment by its number.

A step taken again comes later, and outdoes whatever its lost worker writes, or may still write.
"""

_ADVANCE = update(table_of(Arrangement)).where(_ARRANGEMENT.reference == bindparam("of"), _BEHIND)
_FORGET_TASKS = delete(table_of(OpenTask)).where(_TASK.reference == bindparam("of"))
_ASK = insert(table_of(OpenTask))
_FORGET_ENTRIES = delete(table_of(TimelineEntry)).where(
    _ENTRY.reference == bindparam("of"), _ENTRY.seq >= bindparam("first")
)
_ENTER = insert(table_of(TimelineEntry))
_FORGET_VERSION = delete(table_of(ProposalVersion)).where(
    _VERSION.reference == bindparam("of"), _VERSION.version == bindparam("number")
)


class UnknownArrangement(LookupError):
    """An account came for an arrangement whose submission was never recorded."""


def write_account(
    session: Session,
    account: Account,
    *,
    submission: Submission | None = None,
    letters: Sequence[Letter] = (),
    links: Sequence[Link] = (),
) -> None:
    """Write one step in the caller's transaction: projection, tasks, entries, links, letters.

    The first account of an arrangement needs its submission; `UnknownArrangement` says it is
    missing. An account that was written before, or one of a worker that was given up for lost,
    changes nothing. A step that is taken again after its worker was lost replaces what the lost
    one had written: it may hold more, since more may have arrived.
    """
    standing = account.standing
    reference = standing.reference
    if not _advance(session, standing, submission):
        return
    _replace_tasks(session, standing)
    _replace_entries(session, account)
    findings.write(session, reference, standing.revision, account.findings)
    concerns.write(session, reference, standing.revision, account.concerns)
    note_lateness(session, reference)
    _replace_versions(session, account)
    insert_new(session, Link, [link.model_dump() for link in sorted(links, key=_link_order)])
    queue(session, sorted(letters, key=_letter_order))


_link_order = attrgetter("id")
_letter_order = attrgetter("key")
"""Rows are written in one order everywhere, so that two writers never wait for each other."""


def _advance(session: Session, standing: Standing, submission: Submission | None) -> bool:
    """Move the projection forward; False where it is there already. One guarded statement."""
    if submission is not None:
        return _create_or_advance(session, standing, _fixed_columns(submission))
    changes = _standing_columns(standing) | _reached(standing) | {"of": standing.reference}
    if session.exec(_ADVANCE, params=changes).rowcount:
        return True
    ours = select(Arrangement.reference).where(Arrangement.reference == standing.reference)
    if session.exec(ours).first() is None:
        raise UnknownArrangement(standing.reference)
    return False


def _create_or_advance(session: Session, standing: Standing, fixed: dict[str, object]) -> bool:
    changes = _standing_columns(standing)
    create = insert_into(session, Arrangement).values(**fixed, **changes)
    statement = create.on_conflict_do_update(
        index_elements=[_ARRANGEMENT.reference], set_=changes, where=_BEHIND
    )
    return bool(session.exec(statement, params=_reached(standing)).rowcount)


def _reached(standing: Standing) -> dict[str, object]:
    return {"reached": standing.revision, "reached_at": standing.as_of}


def _fixed_columns(submission: Submission) -> dict[str, object]:
    """What the submission says once and for all."""
    return {
        "reference": submission.reference,
        "program": submission.plan.program,
        "program_version": submission.plan.version,
        "program_digest": submission.plan.digest,
        "agency": submission.agency,
        "unit": submission.unit,
        "employee": submission.by.person,
        "submitted_at": submission.by.at,
    }


def _standing_columns(standing: Standing) -> dict[str, object]:
    """What changes from step to step; the next deadline is the earliest that somebody must keep.

    Until an arrangement is authorized, that is its start. What is owed counts by when it is due,
    whatever reminders its timer is set to.
    """
    kept = [each for each in standing.deadlines if is_kept(each.name)] or _start(standing)
    owed = [standing.owed] if standing.owed else []
    following = min([*kept, *owed], key=attrgetter("at"), default=None)
    return {
        "revision": standing.revision,
        "as_of": standing.as_of,
        "status": standing.status.value,
        "ending": None if standing.ending is None else standing.ending.value,
        "version": standing.version,
        "since": standing.since,
        "starts_on": standing.starts_on,
        "ends_on": standing.ends_on,
        "signed": list(standing.signed),
        "deadlines": [
            {"name": each.name, "label": each.label, "at": each.at.isoformat()}
            for each in standing.deadlines
        ],
        "next_deadline": None if following is None else following.at,
        "next_label": "" if following is None else following.label,
        "in_force": standing.in_force,
        "modification": None if standing.modification is None else standing.modification.value,
        "spans": as_spans(standing.spans),
        "notice_until": standing.notice_until,
        "ended_on": standing.ended_on,
    }


def _start(standing: Standing) -> list[DeadlineSet]:
    if standing.status in CLOSED | {Status.ACTIVE}:
        return []
    at = datetime.combine(standing.starts_on, time.min, UTC)
    return [DeadlineSet(START, "Start", at)]


def _replace_tasks(session: Session, standing: Standing) -> None:
    session.exec(_FORGET_TASKS, params={"of": standing.reference})
    if standing.tasks:
        session.exec(_ASK, params=[_task(standing.reference, task) for task in standing.tasks])


def _replace_entries(session: Session, account: Account) -> None:
    """Entries are numbered by the workflow: what a lost worker wrote under these numbers goes."""
    if account.entries:
        reference, first = account.standing.reference, min(e.seq for e in account.entries)
        session.exec(_FORGET_ENTRIES, params={"of": reference, "first": first})
        session.exec(_ENTER, params=[_entry(reference, entry) for entry in account.entries])


def _replace_versions(session: Session, account: Account) -> None:
    """A version's content until it is frozen: what is filled in before signing adds to it."""
    reference = account.standing.reference
    for number, proposal in dict(account.proposals).items():
        session.exec(_FORGET_VERSION, params={"of": reference, "number": number})
        insert_new(session, ProposalVersion, [_version(reference, number, proposal)])


def _task(reference: str, task: Task) -> dict[str, object]:
    return {
        "reference": reference,
        "purpose": task.purpose.value,
        "role": task.role,
        "person": task.person,
        "version": task.version,
        "about": task.about,
        "since": task.since,
        "reminders": task.reminders,
    }


def _entry(reference: str, entry: Entry) -> dict[str, object]:
    return {**vars(entry), "reference": reference, "kind": entry.kind.value}


def _version(reference: str, version: int, proposal: Proposal) -> dict[str, object]:
    return {"reference": reference, "version": version, "content": proposal_to_json(proposal)}
