"""The copies: to the personnel file, and to whom the program names by its deadline (V, VI)."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from temporalio import workflow

from workflows.carried import Carried, CarriedCopy
from workflows.ledger import Ledger
from workflows.waiting import Due

with workflow.unsafe.imports_passed_through():
    from activities.filing import Filed
    from policy.account import Happening
    from policy.acts import CopyAcknowledged, Delivered
    from policy.deadlines import CopyDates, copy_dates
    from policy.notices import DocumentRef, Kind
    from policy.program import CopyMeans, CopyRule
    from policy.tasks import Purpose, Task
    from policy.wording import show_date

EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Copy:
    """One copy of one version, with its deadline where the program sets one."""

    rule: CopyRule
    version: int
    dates: CopyDates | None = None
    papers: tuple[DocumentRef, ...] = ()

    @property
    def due(self) -> str:
        """The name of its deadline."""
        return f"{self.rule.id}:{self.version}:due"

    @property
    def warning(self) -> str:
        """The name of the warning before it."""
        return f"{Due.REMINDER}:{self.rule.id}:{self.version}"

    @property
    def due_on(self) -> str:
        """The day on which it is due, as people write it."""
        return show_date(self.dates.due_on) if self.dates else ""


class Copies:
    """Which copies of which version are owed, by when, and what became of them."""

    def __init__(self, ledger: Ledger) -> None:
        """Owe nothing yet."""
        self._ledger = ledger
        self._known: dict[str, Copy] = {}
        self._awaited: dict[str, str] = {}
        self._early: dict[str, Delivered] = {}
        """Reports of mails that nothing waits for yet: the step that sent them was lost."""

    def carry(self) -> tuple[CarriedCopy, ...]:
        """Those that are owed, for a fresh history."""
        return tuple(
            CarriedCopy(copy.rule.id, copy.version, copy.dates, copy.papers)
            for copy in self._known.values()
            if self._is_owed(copy)
        )

    @property
    def awaited(self) -> dict[str, str]:
        """The mails whose delivery is waited for, each with the deadline of what it brings."""
        return dict(self._awaited)

    @property
    def early(self) -> tuple[Delivered, ...]:
        """The reports of mails that nothing waits for yet."""
        return tuple(self._early.values())

    def resume(self, kept: Carried) -> None:
        """Go on with what the history before owed: a copy called overdue is not called so again."""
        rules = {rule.id: rule for rule in self._ledger.plan.copies}
        self._awaited = dict(kept.awaited)
        self._early = {act.key: act for act in kept.early}
        for each in kept.copies:
            copy = Copy(rules[each.rule], each.version, each.dates, each.papers)
            self._known[copy.due] = copy
            self._set_deadlines(copy, after=kept.at)

    @property
    def owed(self) -> bool:
        """Whether a copy has not reached its destination."""
        return any(task.purpose is Purpose.COPY for task in self._ledger.tasks)

    def owe(self) -> None:
        """A version is authorized: its copies are owed, each deadline with its timer (VI)."""
        for rule in self._ledger.plan.copies:
            copy = Copy(rule, self._ledger.version, self._dates(rule))
            self._known[copy.due] = copy
            self._ledger.ask(Purpose.COPY, rule.role or "", rule.id)
            self._set_deadlines(copy)

    def filed(self, made: Filed) -> None:
        """The signed documents are stored: files are done, mailed copies go out (V, VI)."""
        self._ledger.filed = self._ledger.version
        for rule in self._ledger.plan.copies:
            copy = self._known[Copy(rule, self._ledger.version).due]
            filed = replace(copy, papers=made.papers(rule))
            self._known[copy.due] = filed
            if rule.means is CopyMeans.FILE:
                self._reached(filed, Happening.FILED)
            else:
                self._send(filed)

    def delivered(self, act: Delivered) -> None:
        """The mail system has accepted a copy: then, not when we hear of it, was it delivered."""
        copy = self._known.get(self._awaited.pop(act.key, ""))
        if copy is None:
            self._early[act.key] = act
        elif self._is_owed(copy):
            note = self._judge(copy, act.at)
            self._reached(copy, Happening.COPY_SENT, note, accepted_at=act.at.isoformat())
            role, rule = copy.rule.role or "", copy.rule.id
            self._ledger.ask(Purpose.ACKNOWLEDGE, role, rule, version=copy.version)

    def send_again(self, role: str) -> bool:
        """Send once more what `role` has not received; False where nothing of it is owed."""
        late = [
            copy
            for copy in self._known.values()
            if copy.rule.role == role and copy.papers and self._is_owed(copy)
        ]
        for copy in late:
            self._send(copy)
        return bool(late)

    def acknowledge(self, act: CopyAcknowledged) -> None:
        """Whoever received a copy says so; anything else is recorded and changes nothing."""
        ledger = self._ledger
        task = self._acknowledgement(act)
        if task is None:
            ledger.refuse(act.by, "no copy waits for this acknowledgment", about=act.copy)
            return
        ledger.drop(Purpose.ACKNOWLEDGE, about=act.copy, version=act.version)
        ledger.note(Happening.COPY_ACKNOWLEDGED, act.by, role=task.role, about=act.copy)

    def _acknowledgement(self, act: CopyAcknowledged) -> Task | None:
        for task in self._ledger.tasks:
            asked = (task.purpose, task.about, task.version, task.person)
            if asked == (Purpose.ACKNOWLEDGE, act.copy, act.version, act.by.person):
                return task
        return None

    def _dates(self, rule: CopyRule) -> CopyDates | None:
        """By when a copy of a version that is authorized now is due, where the program says so."""
        if rule.due_within_days is None:
            return None
        return copy_dates(workflow.now(), rule, self._ledger.clocks)

    def _is_owed(self, copy: Copy) -> bool:
        owed = self._ledger.tasks_about(Purpose.COPY, copy.rule.id)
        return any(task.version == copy.version for task in owed)

    def _set_deadlines(self, copy: Copy, after: datetime = EVER) -> None:
        """The deadline of a copy and the warning before it, as far as they come `after` that."""
        dates, deadlines = copy.dates, self._ledger.deadlines
        if dates is None:
            return
        label = f"{copy.rule.label} by {dates.due_on}"
        if dates.due_at > after:
            deadlines.set(copy.due, label, dates.due_at, lambda: self._overdue(copy))
        if copy.rule.warn_before_days and dates.warn_at > after:
            deadlines.set(
                copy.warning, f"Warning: {label}", dates.warn_at, lambda: self._warn(copy)
            )

    def _judge(self, copy: Copy, at: datetime) -> str:
        """Whether a copy delivered `at` was late, told where the clock of our own said otherwise.

        The report may reach us long after: then it was called overdue, and was not; or before the
        timer of a deadline that has passed, which has then to be told of all the same.
        """
        if copy.dates is None:
            return ""
        in_time = at < copy.dates.due_at
        said_late = not self._ledger.deadlines.has(copy.due)
        if not (in_time or said_late):
            self._overdue(copy)
        return "in time, though the report of it came late" if in_time and said_late else ""

    def _warn(self, copy: Copy) -> None:
        self._ledger.note(Happening.COPY_WARNED, about=copy.rule.id, note=copy.due_on)
        self._alarm(Kind.COPY_WARNING, (self._ledger.plan.coordinator,), copy)

    def _overdue(self, copy: Copy) -> None:
        self._ledger.note(Happening.COPY_OVERDUE, about=copy.rule.id, note=copy.due_on)
        self._alarm(Kind.COPY_OVERDUE, copy.rule.escalate_to, copy)

    def _alarm(self, kind: Kind, roles: tuple[str, ...], copy: Copy) -> None:
        for role in roles:
            for person in self._ledger.answer_for(role):
                self._ledger.tell(kind, role, person, copy_title=copy.rule.title, due=copy.due_on)

    def _send(self, copy: Copy) -> None:
        ledger, role = self._ledger, copy.rule.role or ""
        for person in ledger.held_by(role):
            now, about = workflow.now(), copy.rule.id
            key = ledger.tell(
                Kind.COPY_DELIVERY,
                role,
                person,
                Task(Purpose.ACKNOWLEDGE, role, person, now, copy.version, about),
                attachments=copy.papers,
                awaited=True,
                copy_title=copy.rule.title,
            )
            self._awaited[key] = copy.due
            if key in self._early:
                self.delivered(self._early.pop(key))

    def _reached(self, copy: Copy, kind: Happening, note: str = "", **evidence: str) -> None:
        ledger, rule = self._ledger, copy.rule
        digests = {ref.document: ref.digest for ref in copy.papers}
        ledger.drop(Purpose.COPY, about=rule.id, version=copy.version)
        ledger.deadlines.clear(copy.due, copy.warning)
        role = rule.role or ""
        ledger.note(kind, role=role, about=rule.id, note=note, evidence=digests | evidence)
