"""What a program lets happen while an arrangement is in force: rules as frozen values (GL32 IV).

Written approvals are asked for and decided beforehand; reports tell who must know; duties are owed
by a day, and close only with what they ask for. The fields of each are those of `policy.form`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from policy.form import FormField, holds


class Effect(StrEnum):
    """What a written approval changes in the hours planned, or in what is at the location.

    A day moved is worked at the duty station, and another one instead at the location; a recall has
    the day worked at the duty station; leave has it not worked. Items are agency property there.
    A duty may say what becomes of the rest of a day: at the duty station, or on leave (IV.L).
    """

    NONE = "none"
    DAY_MOVED = "day_moved"
    OVERTIME = "overtime"
    RECALL = "recall"
    LEAVE = "leave"
    ITEMS = "items"
    REST_AT_STATION = "rest_at_station"
    REST_ON_LEAVE = "rest_on_leave"


OF_THE_REST = frozenset({Effect.REST_AT_STATION, Effect.REST_ON_LEAVE})
"""What a duty changes from a time on: it takes hours from the location, but not the whole day."""


@dataclass(frozen=True)
class EffectWhen:
    """The effect of an approval, or of a duty, where its answers meet a condition."""

    when: str
    effect: Effect


@dataclass(frozen=True)
class ApprovalRule:
    """A written approval: `asked_by` names the roles that may ask, `decided_by` who decides.

    Where nobody decides (a recall), it takes effect as it is issued. `on` is the field of the day
    concerned: the approval has to be given before that day begins, or before the time in the field
    `at` on it; an undecided one lapses then, others `lapse_after_days` after they were asked for.
    `to` is the field of the day that a day moves to; `items` the field that lists items, `hours`
    that of how many hours of overtime. Answers that meet `lasting` are no single occasion: they
    need a modification. Who has not decided is reminded and the coordinator is told so many days
    after the asking. Where its effect depends on the answers, the first of `effects` whose
    condition holds says it (`effect_of`). Of what is issued the employee is told, and `told` too.
    """

    id: str
    title: str
    asked_by: tuple[str, ...]
    fields: tuple[FormField, ...] = ()
    decided_by: str = ""
    effect: Effect = Effect.NONE
    effects: tuple[EffectWhen, ...] = ()
    on: str = ""
    at: str = ""
    to: str = ""
    items: str = ""
    hours: str = ""
    lasting: str = ""
    lapse_after_days: int = 0
    remind_after_days: tuple[int, ...] = ()
    escalate_after_days: int = 0
    told: tuple[str, ...] = ()
    text: str = ""
    citation: str = ""


@dataclass(frozen=True)
class DutyRule:
    """Something that a role owes by a day; it closes only with its fields filled in.

    It opens after a report or an ending that names it (where `when` holds of the report's answers),
    or by itself: `before_days` ahead of the day in the proposal's field `on`, or `every_months`
    after the first day and after the one before; `at_start` once everybody has signed for the
    first time, and is then due on the first day. It is otherwise due `due_within_days` after it
    opened; who owes it is reminded so many days after, and once it is overdue those of
    `escalate_to` are told; those of `told` are, of what it was closed with, once it is done.
    `each_of` names the field of the proposal that lists items: one duty for each. Answers that
    meet `lost_when` say that the item is lost: they close it only once a report names that item
    (`ReportRule.item`). Of the day and time of the report that opened it, `effects` say what
    becomes of the rest (IV.L). What is `after_end` is owed even once the arrangement has ended; so
    is what the ending opens.
    """

    id: str
    title: str
    role: str
    fields: tuple[FormField, ...] = ()
    due_within_days: int = 0
    remind_after_days: tuple[int, ...] = ()
    escalate_to: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    when: str = ""
    on: str = ""
    before_days: int = 0
    every_months: int = 0
    at_start: bool = False
    each_of: str = ""
    lost_when: str = ""
    effects: tuple[EffectWhen, ...] = ()
    after_end: bool = False
    text: str = ""
    citation: str = ""


@dataclass(frozen=True)
class ReportRule:
    """A report from either side: who may make it, who is told at once, which duties it opens.

    A day in the field `on` is the day it is about. `ends` are the reasons for an ending at once
    that it gives. What is in the field `item` names one that is at the location; the time in
    the field `at` is since when the location cannot be worked at.
    """

    id: str
    title: str
    made_by: tuple[str, ...]
    told: tuple[str, ...]
    fields: tuple[FormField, ...] = ()
    opens: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    on: str = ""
    at: str = ""
    item: str = ""
    text: str = ""
    citation: str = ""


Rule = ApprovalRule | ReportRule | DutyRule
"""What a concern goes by."""


@dataclass(frozen=True)
class EndingReason:
    """A reason for which the agency ends an arrangement; `at_once` ones need no notice (IV.E).

    A `job_change` is not chosen: the directory's news of it ends the arrangement on its day. The
    one that is a `transfer` is the move to another agency.
    """

    id: str
    title: str
    at_once: bool = False
    job_change: bool = False
    transfer: bool = False
    fields: tuple[FormField, ...] = ()
    citation: str = ""


@dataclass(frozen=True)
class EndingRule:
    """How an arrangement ends before its last day (IV.E, IV.Q).

    The agency gives `notice_days` of notice, in calendar days, with one of the reasons; without
    reasons it gives its own words. `opens` are the duties that every ending opens (IV.I).
    `closing` is the title of the document that says how an arrangement ended; blank: there is none.
    """

    notice_days: int = 0
    reasons: tuple[EndingReason, ...] = ()
    opens: tuple[str, ...] = ()
    closing: str = ""
    citation: str = ""

    @property
    def transfer(self) -> str:
        """The reason for which a move to another agency ends it; blank where it ends nothing."""
        return next((reason.id for reason in self.reasons if reason.transfer), "")


@dataclass(frozen=True)
class ModificationRule:
    """Which roles may propose a modification of what is in force, signed anew by all (V)."""

    proposed_by: tuple[str, ...]
    text: str = ""
    citation: str = ""


@dataclass(frozen=True)
class InForce:
    """All that may happen to an arrangement that is authorized."""

    modification: ModificationRule | None = None
    approvals: tuple[ApprovalRule, ...] = ()
    reports: tuple[ReportRule, ...] = ()
    duties: tuple[DutyRule, ...] = ()
    ending: EndingRule = field(default_factory=EndingRule)

    def approval(self, rule: str) -> ApprovalRule | None:
        """The approval of that ID."""
        return next((each for each in self.approvals if each.id == rule), None)

    def report(self, rule: str) -> ReportRule | None:
        """The report of that ID."""
        return next((each for each in self.reports if each.id == rule), None)

    def duty(self, rule: str) -> DutyRule | None:
        """The duty of that ID."""
        return next((each for each in self.duties if each.id == rule), None)

    def reason(self, reason: str) -> EndingReason | None:
        """The reason for an ending of that ID."""
        return next((each for each in self.ending.reasons if each.id == reason), None)


def effect_of(rule: ApprovalRule | DutyRule, answers: Mapping[str, str]) -> Effect:
    """What an approval with these answers changes, or a duty that was closed with them."""
    fitting = (each.effect for each in rule.effects if holds(each.when, answers))
    return next(fitting, rule.effect if isinstance(rule, ApprovalRule) else Effect.NONE)


def bare(rules: InForce) -> InForce:
    """The rules without forms and wording, which histories need not carry: found by ID again.

    What has a timer keeps its title, which operators read there.
    """
    modification, ending = rules.modification, rules.ending
    return InForce(
        modification=modification and replace(modification, text=""),
        approvals=tuple(replace(it, fields=(), text="") for it in rules.approvals),
        reports=tuple(
            replace(it, fields=(), title="", text="", citation="") for it in rules.reports
        ),
        duties=tuple(replace(it, fields=(), text="", citation="") for it in rules.duties),
        ending=replace(
            ending,
            reasons=tuple(replace(it, fields=(), title="", citation="") for it in ending.reasons),
        ),
    )
