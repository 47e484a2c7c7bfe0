"""A plain model of what comes up: approvals, reports and duties, by the program's rules."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from policy.deadlines import A_DAY
from policy.form import holds
from policy.in_force import ApprovalRule, DutyRule, Effect, InForce, effect_of
from tests.workflows.storming_roles import Roles, instant

Answers = Mapping[str, str]


@dataclass
class Came:
    """Something that came up: its rule, what became of it, who acts on it, and until when."""

    kind: str
    rule: str
    state: str
    role: str = ""
    person: str = ""
    due: datetime | None = None
    answers: Answers = field(default_factory=dict)
    subject: str = ""


@dataclass
class Concerned(Roles):
    """What came up, by number from 1; `opens` are the instants of duties that open by themselves.

    `days` are the days that those duties go by: of the certificate on file, until when it is valid.
    """

    rules: InForce = field(default_factory=InForce)
    ends_on: date = date.max
    over: bool = False
    items: str = "[]"
    came: list[Came] = field(default_factory=list)
    opens: dict[str, datetime] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)

    def still(self, kind: str) -> dict[int, Came]:
        """What is open, by number."""
        return {n: it for n, it in enumerate(self.came, 1) if (it.kind, it.state) == (kind, "open")}

    def ask(self, rule: ApprovalRule, role: str, person: str, answers: Answers) -> bool:
        """An approval is asked for beforehand, or takes effect at once where nobody decides."""
        theirs = role in rule.asked_by and self.acts_as(role, person)
        lasting = rule.lasting and holds(rule.lasting, answers)
        due = self._due(rule, answers) if rule.decided_by else None
        if self.over or not theirs or lasting or (due and due <= self.now):
            return False
        state = "open" if rule.decided_by else "issued"
        self.came.append(Came("approval", rule.id, state, rule.decided_by, person, due, answers))
        return True

    def decide(
        self, number: int, person: str, *, approved: bool, note: str, made: datetime | None = None
    ) -> bool:
        """Whoever decides does so once; a refusal has its reason.

        One that was `made` in time counts, even where we hear of it after the lapse.
        """
        asked = self.came[number - 1]
        waits = asked.state == "open" or (asked.state == "lapsed" and made and not self.over)
        in_time = asked.due is None or (made or self.now) < asked.due
        theirs = asked.kind == "approval" and self.acts_as(asked.role, person)
        if not (waits and in_time and theirs and (approved or note)):
            return False
        asked.state = "approved" if approved else "refused"
        return True

    def withdraw(self, number: int, person: str) -> bool:
        """Who asked takes it back, or a coordinator does."""
        asked = self.still("approval").get(number)
        if asked is None or person not in {asked.person, *self.coordinators}:
            return False
        asked.state = "withdrawn"
        return True

    def report(self, rule: str, role: str, person: str, answers: Answers) -> bool:
        """A report is made, even after the end; what has to follow is owed."""
        known = self.rules.report(rule)
        if known is None or role not in known.made_by or not self.acts_as(role, person):
            return False
        self.came.append(Came("report", rule, "made", answers=answers))
        for duty in map(self.rules.duty, known.opens):
            if duty is not None and (duty.after_end or not self.over):
                self._open(duty)
        return True

    def do(self, number: int, person: str, answers: Answers) -> bool:
        """Whoever owes it does it, or a coordinator for them; a loss is reported before."""
        owed = self.still("duty").get(number)
        rule = self.rules.duty(owed.rule) if owed else None
        theirs = owed and (self.acts_as(owed.role, person) or person in self.coordinators)
        if not owed or not rule or not theirs or not answers:
            return False
        if rule.lost_when and holds(rule.lost_when, answers) and owed.subject not in self._lost():
            return False
        owed.state = "done"
        if answers.get(rule.on) and not self.over:
            self.days[rule.id] = date.fromisoformat(answers[rule.on])
            self._await(rule)
        return True

    def await_all(self) -> None:
        """A version takes effect: each duty that opens by itself goes by its day."""
        for rule in self.rules.duties:
            if rule.id in self.days:
                self._await(rule)

    def open_by_itself(self, rule: str) -> None:
        """Its day has come."""
        del self.opens[rule]
        duty = self.rules.duty(rule)
        if duty is not None:
            self._open(duty)

    def wind_up(self) -> None:
        """It is over: nothing can be approved, only what lasts is owed, and items come back."""
        self.opens.clear()
        for it in self.still("approval").values():
            it.state = "lapsed"
        for it in self.still("duty").values():
            rule = self.rules.duty(it.rule)
            lasts = rule is None or rule.after_end or rule.id in self.rules.ending.opens
            it.state = "open" if lasts else "dropped"
        for rule in map(self.rules.duty, self.rules.ending.opens):
            if rule is not None:
                self._open(rule)

    def _due(self, rule: ApprovalRule, answers: Answers) -> datetime | None:
        """Before the day begins, or a time on it, or the day that it moves to."""
        if not rule.on:
            days = rule.lapse_after_days
            return instant(self.today + (days + 1) * A_DAY) if days else None
        at = time.fromisoformat(answers[rule.at]) if rule.at else time.min
        due = instant(date.fromisoformat(answers[rule.on]), at)
        to = answers.get(rule.to, "")
        return min(due, instant(date.fromisoformat(to))) if to else due

    def _open(self, rule: DutyRule) -> None:
        """One duty for each item that is there, else one; what opens by itself is owed once."""
        owed = {it.rule for it in self.still("duty").values()}
        due = instant(self.today + (rule.due_within_days + 1) * A_DAY)
        if rule.each_of:
            subjects = list(self._items_out(rule.id))
        else:
            subjects = [] if rule.on and rule.id in owed else [""]
        for subject in subjects:
            self.came.append(Came("duty", rule.id, "open", rule.role, due=due, subject=subject))

    def _await(self, rule: DutyRule) -> None:
        opens_on = max(self.days[rule.id] - rule.before_days * A_DAY, self.today)
        self.opens.pop(rule.id, None)
        if opens_on <= self.ends_on:
            self.opens[rule.id] = max(instant(opens_on, time(9)), self.now)

    def _lost(self) -> set[str]:
        """The items whose loss was reported."""
        return {it.answers.get("item", "") for it in self.came if it.rule == "loss"}

    def _items_out(self, rule: str) -> Iterator[str]:
        """Those agreed on and those brought by approval, but for what was asked back before."""
        asked = {it.subject for it in self.came if it.rule == rule and it.state != "dropped"}
        brought = [self.items, *(it.answers["items"] for it in self.came if _brings(self, it))]
        named = [", ".join([*row.values()][:2]) for text in brought for row in json.loads(text)]
        return (item for item in dict.fromkeys(named) if item not in asked)


def _brings(model: Concerned, it: Came) -> bool:
    rule = model.rules.approval(it.rule) if it.state in {"approved", "issued"} else None
    return rule is not None and effect_of(rule, it.answers) is Effect.ITEMS
