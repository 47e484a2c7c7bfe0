"""What operators see in the Temporal UI: search attributes, and what it waits for as a table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from temporalio import workflow
from temporalio.common import SearchAttributePair, SearchAttributeUpdate, TypedSearchAttributes

from workflows.identifiers import (
    AGENCY,
    COPY_DUE,
    LAST_DAY,
    NEXT_DEADLINE,
    PROGRAM,
    STATUS,
    WAITING_FOR,
)

with workflow.unsafe.imports_passed_through():
    from policy.account import (
        Account,
        DeadlineSet,
        Entry,
        Happening,
        HeldUpBy,
        Standing,
        Status,
        is_kept,
    )
    from policy.acts import Submission
    from policy.findings import is_due
    from policy.plan import Plan, asked_now
    from policy.tasks import OF_A_CONCERN, Purpose, Task

ASKED = {
    Purpose.REVIEW: "review",
    Purpose.DECIDE: "decide",
    Purpose.PROVIDE: "fill in what is missing",
    Purpose.SIGN: "sign",
    Purpose.SETTLE: "settle a declined signature",
    Purpose.APPOINT: "find somebody for a part that nobody holds",
    Purpose.COPY: "be sent the copy",
    Purpose.ACKNOWLEDGE: "acknowledge the copy",
    Purpose.APPROVE: "decide on a written approval",
    Purpose.DUTY: "do what is owed",
}
HELD_UP = {
    HeldUpBy.RECORDS: "the records cannot be reached.",
    HeldUpBy.DOCUMENTS: "documents cannot be stored.",
    HeldUpBy.SCANNER: "an uploaded file waits for the virus scanner.",
}
LONGEST = 100
"""Characters of a summary: the Temporal UI cuts longer ones."""
COPIES = frozenset({Purpose.COPY, Purpose.ACKNOWLEDGE})

NO_BREAK = "\u00a0"
GAP = NO_BREAK * 3
"""The Temporal UI sets tables with no space between their columns: every cell brings its own."""


def first_attributes(submission: Submission) -> TypedSearchAttributes:
    """The attributes an arrangement starts with, so that they cost no event."""
    last_day = _midnight(submission.proposal.ends_on)
    return TypedSearchAttributes(
        [
            SearchAttributePair(PROGRAM, submission.plan.program),
            SearchAttributePair(AGENCY, submission.agency),
            SearchAttributePair(STATUS, Status.REVIEW.value),
            SearchAttributePair(WAITING_FOR, waiting_for_reviewers(submission)),
            *([SearchAttributePair(LAST_DAY, last_day)] if last_day else []),
        ]
    )


def waiting_for_reviewers(submission: Submission) -> list[str]:
    """The roles a new proposal waits for: whose questions come first."""
    plan, answers = submission.plan, submission.proposal.answers
    questions = asked_now(plan.questions, answers)
    return sorted(r for r in plan.reviewers if is_due(r, questions, {}, (), answers))


def waiting_for(standing: Standing) -> list[str]:
    """The roles it waits for, and what of the system is away.

    An acknowledgment delays nothing; nor does a concern, until it is all that keeps it open.
    """
    beside = () if standing.ending else OF_A_CONCERN
    return sorted(_asked(standing, beside) | set(standing.held_up))


def _asked(standing: Standing, beside: tuple[Purpose, ...] = ()) -> set[str]:
    """The roles that are asked for more than an acknowledgment, but for purposes to leave out."""
    asked = (task for task in standing.tasks if task.purpose is not Purpose.ACKNOWLEDGE)
    return {task.role for task in asked if task.role and task.purpose not in beside}


Change = (
    SearchAttributeUpdate[str]
    | SearchAttributeUpdate[Sequence[str]]
    | SearchAttributeUpdate[datetime]
)


class Shown:
    """The search attributes as last published: only what changed is published again."""

    def __init__(self, submission: Submission) -> None:
        """What the workflow was started with."""
        self._plan = submission.plan
        self._status: str = Status.REVIEW.value
        self._waiting = waiting_for_reviewers(submission)
        self._dates = {LAST_DAY.name: _midnight(submission.proposal.ends_on)}

    def show(self, standing: Standing) -> None:
        """Let operators see where it stands."""
        workflow.set_current_details(details(standing, self._plan))
        changes = self._changes(standing)
        if changes:
            workflow.upsert_search_attributes(changes)

    def _changes(self, standing: Standing) -> Sequence[Change]:
        """What differs from what is published; empty when nothing does."""
        found: list[Change] = []
        if standing.status.value != self._status:
            self._status = standing.status.value
            found.append(STATUS.value_set(self._status))
        waiting = waiting_for(standing)
        news = waiting != self._waiting and not self._is_left_of_a_modification(standing, waiting)
        if news and (waiting or standing.status is not Status.DECISION):
            self._waiting = waiting
            found.append(WAITING_FOR.value_set(self._waiting))
        return found + self._changed_dates(standing)

    def _is_left_of_a_modification(self, standing: Standing, waiting: list[str]) -> bool:
        """Whether only some have signed a modification since: it delays nothing, so that who is
        left is for the details; an event for each would be a tenth of a busy history.
        """
        fewer = bool(waiting) and set(waiting) < set(self._waiting)
        return standing.modification is not None and fewer

    def _changed_dates(self, standing: Standing) -> list[Change]:
        """The arrangement's own dates, which somebody has to keep; no other is worth an event."""
        dates = {
            LAST_DAY: _midnight(standing.ends_on),
            COPY_DUE: _first(d for d in standing.deadlines if d.name.endswith(":due")),
            NEXT_DEADLINE: _first(d for d in standing.deadlines if is_kept(d.name)),
        }
        found: list[Change] = []
        for key, at in dates.items():
            if self._dates.get(key.name) != at:
                self._dates[key.name] = at
                found.append(key.value_set(at) if at else key.value_unset())
        return found


def details(standing: Standing, plan: Plan) -> str:
    """What it waits for, since when and what comes next, in Markdown; roles, never names."""
    lines = [f"**{_headline(standing, plan)}**", ""]
    for by in dict.fromkeys(standing.held_up):
        lines += [
            f"**Held up: {HELD_UP[by]}** It is tried again; see Pending Activities.",
            "",
        ]
    if standing.tasks:
        lines += _table("Waiting for", "To", "Since (UTC)", "Reminders sent")
        once = {(t.role, t.purpose, t.about): _task_row(t, plan) for t in standing.tasks}
        lines += once.values()
        lines.append("")
    if standing.deadlines:
        lines += _table("What comes next", "When (UTC)")
        lines += [_row(d.label, _minute(d.at)) for d in standing.deadlines]
        lines.append("")
    lines.append(
        f"Signed: {len(standing.signed)} of {len(plan.lines)}, version {standing.version}."
    )
    lines += _in_force(standing)
    return "\n".join(lines)


def _in_force(standing: Standing) -> list[str]:
    """Which version holds while another is signed, and a notice that was given."""
    told = []
    if standing.modification is not None:
        told.append(f"Version {standing.in_force} is in force until then.")
    if standing.notice_until is not None:
        told.append(f"Notice was given: its last day is {standing.notice_until}.")
    if standing.ended_on is not None:
        told.append(f"Not in force from {standing.ended_on} on.")
    return [line for each in told for line in ("", each)]


def words_for(account: Account, plan: Plan) -> str:
    """What one step puts on record, in a line: "Record: signed (Manager), authorized"."""
    counted = Counter(_deed(entry, plan) for entry in account.entries)
    deeds = [deed if count == 1 else f"{count} x {deed}" for deed, count in counted.items()]
    words = f"Record: {', '.join(deeds) or 'who is asked'}"
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 3]}..."


def _deed(entry: Entry, plan: Plan) -> str:
    """What happened, and whose role a person's act is about; never what anybody wrote."""
    if entry.kind in {Happening.DECIDED, Happening.ENDED}:
        return entry.about.replace("_", " ")
    deed = entry.kind.value.replace("_", " ")
    if not (entry.person and entry.role):
        return deed
    return f"{deed} ({plan.titles.get(entry.role, entry.role)})"


def _headline(standing: Standing, plan: Plan) -> str:
    state = standing.status.value.replace("_", " ").capitalize()
    return f"{state} since {_minute(standing.since)} UTC: {next_words(standing, plan)}"


def next_words(standing: Standing, plan: Plan) -> str:
    """Whom it waits for in a few words."""
    waits = sorted(_asked(standing))
    roles = ", ".join(plan.titles.get(role, role) for role in waits)
    if roles and all(task.purpose in COPIES for task in standing.tasks):
        return f"the copy for {roles} is not delivered yet"
    return f"waiting for {roles}" if roles else "nobody has to act"


def _task_row(task: Task, plan: Plan) -> str:
    who = plan.titles.get(task.role, task.about)
    return _row(who, ASKED[task.purpose], _minute(task.since), str(task.reminders))


def _table(*titles: str) -> list[str]:
    """The head of a table, its columns aligned as people read them."""
    return [_row(*titles), "|" + ":--|" * len(titles)]


def _row(*cells: str) -> str:
    """One row of a table."""
    return "| " + " | ".join(f"{cell}{GAP}" for cell in cells) + " |"


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d}{NO_BREAK}{at:%H:%M}"


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, UTC) if day else None


def _first(deadlines: Iterable[DeadlineSet]) -> datetime | None:
    return min((deadline.at for deadline in deadlines), default=None)
