"""The copies: to the personnel file, and to whom the program names by its deadline (V, VI)."""

from datetime import datetime

from temporalio import workflow

from workflows.ledger import Ledger
from workflows.waiting import Due

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening
    from policy.acts import CopyAcknowledged, Delivered
    from policy.deadlines import CopyDates
    from policy.holders import persons
    from policy.notices import DocumentRef, Kind
    from policy.program import CopyMeans, CopyRule
    from policy.tasks import Purpose, Task
    from policy.wording import show_date


class Copies:
    """Which copies are owed, by when, and what became of them."""

    def __init__(self, ledger: Ledger) -> None:
        """Owe nothing yet."""
        self._ledger = ledger
        self._awaited: dict[str, CopyRule] = {}
        self._dates: dict[str, CopyDates] = {}
        self._papers: dict[str, tuple[DocumentRef, ...]] = {}
        self._filed = False

    @property
    def owed(self) -> bool:
        """Whether a copy has not reached its destination."""
        return any(task.purpose is Purpose.COPY for task in self._ledger.tasks)

    def owe(self, dates: dict[str, CopyDates]) -> None:
        """From authorization on, every copy is owed; a deadline has its durable timer (VI)."""
        self._dates = dates
        for rule in self._ledger.plan.copies:
            self._ledger.ask(Purpose.COPY, rule.role or "", rule.id)
            if rule.id in dates:
                self._set_deadlines(rule, dates[rule.id])

    def filed(self, papers: dict[str, tuple[DocumentRef, ...]]) -> None:
        """The signed documents are stored: files are done, mailed copies go out (V, VI)."""
        self._filed = True
        self._papers = papers
        for rule in self._ledger.plan.copies:
            if rule.means is CopyMeans.FILE:
                self._reached(rule, Happening.FILED)
            else:
                self._send(rule)

    def delivered(self, act: Delivered) -> None:
        """The mail system has accepted a copy: then, not when we hear of it, was it delivered."""
        rule = self._awaited.pop(act.key, None)
        if rule is not None and self._is_owed(rule):
            note = self._judge(rule, act.at)
            self._reached(rule, Happening.COPY_SENT, note, accepted_at=act.at.isoformat())
            self._ledger.ask(Purpose.ACKNOWLEDGE, rule.role or "", rule.id)

    def send_again(self, role: str) -> bool:
        """Send once more what `role` has not received; False where nothing of it is owed."""
        late = [r for r in self._ledger.plan.copies if r.role == role and self._is_owed(r)]
        for rule in late if self._filed else ():
            self._send(rule)
        return bool(late and self._filed)

    def acknowledge(self, act: CopyAcknowledged) -> None:
        """Whoever received a copy says so; anything else is recorded and changes nothing."""
        ledger = self._ledger
        task = self._acknowledgement(act)
        if task is None:
            ledger.refuse(act.by, "no copy waits for this acknowledgment", about=act.copy)
            return
        ledger.drop(Purpose.ACKNOWLEDGE, about=act.copy)
        ledger.note(Happening.COPY_ACKNOWLEDGED, act.by, role=task.role, about=act.copy)

    def _acknowledgement(self, act: CopyAcknowledged) -> Task | None:
        for task in self._ledger.tasks:
            asked = (task.purpose, task.about, task.version, task.person)
            if asked == (Purpose.ACKNOWLEDGE, act.copy, act.version, act.by.person):
                return task
        return None

    def _is_owed(self, rule: CopyRule) -> bool:
        return any(t.purpose is Purpose.COPY and t.about == rule.id for t in self._ledger.tasks)

    def _set_deadlines(self, rule: CopyRule, dates: CopyDates) -> None:
        deadlines, label = self._ledger.deadlines, f"{rule.label} by {dates.due_on}"
        due = show_date(dates.due_on)
        deadlines.set(f"{rule.id}:due", label, dates.due_at, lambda: self._overdue(rule, due))
        if rule.warn_before_days:
            warning = f"Warning: {label}"
            deadlines.set(_warning(rule), warning, dates.warn_at, lambda: self._warn(rule, due))

    def _judge(self, rule: CopyRule, at: datetime) -> str:
        """Whether a copy delivered `at` was late, told where the clock of our own said otherwise.

        The report may reach us long after: then it was called overdue, and was not; or before the
        timer of a deadline that has passed, which has then to be told of all the same.
        """
        dates = self._dates.get(rule.id)
        if dates is None:
            return ""
        in_time, said_late = at < dates.due_at, not self._ledger.deadlines.has(f"{rule.id}:due")
        if not (in_time or said_late):
            self._overdue(rule, show_date(dates.due_on))
        return "in time, though the report of it came late" if in_time and said_late else ""

    def _warn(self, rule: CopyRule, due: str) -> None:
        self._ledger.note(Happening.COPY_WARNED, about=rule.id, note=due)
        self._alarm(Kind.COPY_WARNING, (self._ledger.plan.coordinator,), rule, due)

    def _overdue(self, rule: CopyRule, due: str) -> None:
        self._ledger.note(Happening.COPY_OVERDUE, about=rule.id, note=due)
        self._alarm(Kind.COPY_OVERDUE, rule.escalate_to, rule, due)

    def _alarm(self, kind: Kind, roles: tuple[str, ...], rule: CopyRule, due: str) -> None:
        for role in roles:
            for person in persons(self._ledger.holders, role):
                self._ledger.tell(kind, role, person, copy_title=rule.title, due=due)

    def _send(self, rule: CopyRule) -> None:
        ledger, role = self._ledger, rule.role or ""
        for person in persons(ledger.holders, role):
            task = Task(Purpose.ACKNOWLEDGE, role, person, workflow.now(), ledger.version, rule.id)
            key = ledger.tell(
                Kind.COPY_DELIVERY,
                role,
                person,
                task,
                attachments=self._papers.get(rule.id, ()),
                awaited=True,
                copy_title=rule.title,
            )
            self._awaited[key] = rule

    def _reached(self, rule: CopyRule, kind: Happening, note: str = "", **evidence: str) -> None:
        digests = {ref.document: ref.digest for ref in self._papers.get(rule.id, ())}
        self._ledger.drop(Purpose.COPY, about=rule.id)
        self._ledger.deadlines.clear(f"{rule.id}:due", _warning(rule))
        role = rule.role or ""
        self._ledger.note(kind, role=role, about=rule.id, note=note, evidence=digests | evidence)


def _warning(rule: CopyRule) -> str:
    return f"{Due.REMINDER}:{rule.id}"
