"""What an arrangement waits for, since when, what was tried, what comes next: in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from operator import itemgetter
from zoneinfo import ZoneInfo

from api.views.concern_words import title_of
from api.views.deadlines import instant_of
from api.views.facts import Facts
from api.views.words import counted, day_of, lowered, the
from policy.account import IN_FORCE, Ending, Happening, Status
from policy.concerns import ConcernKind
from policy.deadlines import A_DAY, local_date
from policy.program import Program
from policy.tasks import Purpose
from policy.wording import ENDINGS, capital, listed, show_date, show_instant
from records.arrangements import Arrangement
from records.tasks import OpenTask
from workflows.waiting import Due

_ORDER = (
    Purpose.APPOINT,
    Purpose.SETTLE,
    Purpose.DECIDE,
    Purpose.PROVIDE,
    Purpose.SIGN,
    Purpose.REVIEW,
    Purpose.APPROVE,
    Purpose.DUTY,
    Purpose.COPY,
    Purpose.ACKNOWLEDGE,
)


@dataclass(frozen=True)
class WaitingView:
    """The box at the top of an arrangement's page."""

    headline: str
    since: str
    tried: str
    coming: str
    outlook: str
    late: bool


def waiting(facts: Facts, refused: int) -> WaitingView:
    """What it waits for, what began when, what was tried, what comes next: a sentence each.

    `refused` is how many of its mails the mail server refused.
    """
    asked = first_asked(facts.tasks)
    at_work = asked and facts.status not in IN_FORCE
    since = asked[0].since if at_work else facts.arrangement.since
    next_deadline = facts.arrangement.next_deadline
    return WaitingView(
        headline=_headline(facts, asked),
        since=f"{_began(facts, asked)} {day_of(since, facts.zone)}.",
        tried=_tried(facts, asked, refused),
        coming=_coming(facts),
        outlook=_outlook(facts),
        late=next_deadline is not None and next_deadline <= facts.now,
    )


def _began(facts: Facts, asked: Sequence[OpenTask]) -> str:
    """What happened on the day on which the present state began."""
    if facts.closed:
        return _over(facts)
    began = {Status.AUTHORIZED: "The last signature came in on", Status.ACTIVE: "It began on"}
    return began.get(facts.status, "Asked on" if asked else "Work on them began on")


def _over(facts: Facts) -> str:
    """How the day is introduced on which its end came in; news of it may come late (IV.E)."""
    row = facts.arrangement
    if row.ended_on is None or row.ended_on >= local_date(row.since, facts.zone):
        return "That was on"
    if row.ended_on <= row.starts_on:
        return "It never was in force; the news came in on"
    return f"Its last day was {show_date(row.ended_on - A_DAY)}; the news came in on"


def first_asked(tasks: Sequence[OpenTask]) -> list[OpenTask]:
    """The open tasks of the purpose that comes first, longest waiting first."""
    waiting = {task.purpose for task in tasks}
    first = next((purpose for purpose in _ORDER if purpose in waiting), None)
    return sorted((task for task in tasks if task.purpose == first), key=lambda task: task.since)


def asked_of(program: Program, tasks: Sequence[OpenTask], viewer: str) -> str:
    """What is asked of whom: "the supervisor and the manager to sign", "you to decide"."""
    purpose = Purpose(tasks[0].purpose)
    mine = {task.role for task in tasks if viewer and task.person == viewer}
    others = dict.fromkeys(task.role or program.coordinator for task in tasks)
    whom = ["you"] if mine else []
    whom += [the(program.role(role).title) for role in others if role not in mine]
    copies = {rule.id: rule.title for rule in program.copies}
    if purpose is Purpose.COPY:
        return f"{listed(list(dict.fromkeys(_copy(copies, task) for task in tasks)))} to arrive"
    deeds = {
        Purpose.REVIEW: "to give a review",
        Purpose.DECIDE: "to decide",
        Purpose.PROVIDE: "to fill in what signing still needs",
        Purpose.SIGN: "to sign",
        Purpose.SETTLE: "to settle a signature that was declined",
        Purpose.APPOINT: f"to find somebody to act as {_vacant(program, tasks)}",
        Purpose.ACKNOWLEDGE: "to acknowledge the copy",
        Purpose.APPROVE: "to decide on a request",
        Purpose.DUTY: "to do what is owed",
    }
    return f"{listed(whom)} {deeds[purpose]}"


def _vacant(program: Program, tasks: Sequence[OpenTask]) -> str:
    """The parts that somebody has to be found for, of tasks that ask for that."""
    roles = dict.fromkeys(each.about for each in tasks if each.purpose == Purpose.APPOINT)
    return listed([lowered(program.role(role).title) for role in roles])


def ended(arrangement: Arrangement) -> str:
    """Why it is over, in a few words."""
    return ENDINGS[Ending(arrangement.ending)] if arrangement.ending else "it ended"


def _copy(titles: Mapping[str, str], task: OpenTask) -> str:
    return lowered(titles.get(task.about, "a copy"))


def _headline(facts: Facts, asked: Sequence[OpenTask]) -> str:
    status, row = facts.status, facts.arrangement
    if facts.closed:
        return capital(ended(row))
    if status is Status.AUTHORIZED:
        return f"Authorized. Telecommuting starts on {show_date(row.starts_on)}"
    if row.notice_until:
        return f"Notice was given. Its last day is {show_date(row.notice_until)}"
    if status is Status.ACTIVE:
        last = show_date(row.ends_on) if row.ends_on else ""
        return f"Active, with {last} as its last day" if last else "Active, with no last day set"
    if asked:
        return f"Waiting for {asked_of(facts.program, asked, facts.viewer)}"
    return "The documents are being prepared"


def _tried(facts: Facts, asked: Sequence[OpenTask], refused: int) -> str:
    """The reminders and the telling of the coordinator since the task was asked."""
    if not asked:
        return ""
    since, roles = asked[0].since, {task.role for task in asked}
    later = [entry for entry in facts.entries if entry.at >= since]
    days = [e.at for e in later if e.kind == Happening.REMINDED and e.role in roles]
    told = [e.at for e in later if e.kind == Happening.ESCALATED]
    said = []
    if days:
        said.append(f"Reminded on {_days(facts, days)}.")
    if told:
        coordinator = facts.title(facts.program.coordinator)
        said.append(f"{coordinator} was told on {_days(facts, told)}.")
    if refused:
        said.append(f"{counted(refused, 'mail was', 'mails were')} refused by the mail server.")
    return " ".join(said)


def _days(facts: Facts, instants: Sequence[datetime]) -> str:
    days = dict.fromkeys(local_date(at, facts.zone) for at in instants)
    return listed([show_date(day) for day in days])


def _coming(facts: Facts) -> str:
    """The next deadline, by what it does."""
    ahead = sorted(facts.arrangement.deadlines, key=itemgetter("at"))
    if not ahead:
        return ""
    at = instant_of(ahead[0]["at"])
    what = _doing_in(facts, ahead[0]["name"], at) or _doing(facts, ahead[0]["name"])
    when = _moment(at, facts.zone, begins=ahead[0]["name"] == Due.START)
    return f"Next: {what}, {when}."


def _moment(at: datetime, zone: str, *, begins: bool) -> str:
    """An instant; at midnight by the day that `begins` then, or else ends."""
    if at.astimezone(ZoneInfo(zone)).time() != time():
        return show_instant(at, zone)
    inside = at if begins else at - timedelta(minutes=1)
    day = day_of(inside, zone)
    return day if begins else f"at the end of {day}"


def _doing_in(facts: Facts, name: str, at: datetime) -> str:
    """What the deadline of a request or a duty does then; empty for any other."""
    kind, _, number = name.partition(":")
    if kind == Due.REMINDER and number.startswith("opens:"):
        return "something will be needed again"
    concern = facts.concerns.get(int(number)) if number.isdecimal() else None
    if concern is None or kind not in set(ConcernKind):
        return ""
    title = title_of(facts.program, concern)
    ends = "lapses" if concern.kind is ConcernKind.APPROVAL else "is due"
    return f"{title} {ends}" if at == concern.due_at else f"a reminder of “{title}”"


def _doing(facts: Facts, name: str) -> str:
    known: Mapping[str, str] = {
        Due.REMINDER: "a reminder to whoever has not acted",
        Due.START: "telecommuting starts",
        Due.ANNOUNCEMENT: "the coming last day is announced",
        Due.LAST_DAY: "it ends",
        Due.NOTICE: "it ends by the notice",
    }
    if name in known:
        return known[name]
    rule = facts.copies.get(name.partition(":")[0])
    title = lowered(rule.title) if rule else "a copy"
    return f"{title} is due" if name.endswith(":due") else f"a warning that {title} is due soon"


def _outlook(facts: Facts) -> str:
    """What the present step leads to."""
    decider = facts.program.review.decider
    copies = listed([lowered(rule.title) for rule in facts.program.copies])
    decides = f"When every review is in, {the(facts.title(decider))} decides." if decider else ""
    outlooks = {
        Status.REVIEW: decides,
        Status.DECISION: "After an approval, everybody named signs.",
        Status.COMPLETING: "When nothing is missing, everybody named signs.",
        Status.SIGNING: f"When the last signature is in, copies are filed: {copies}.",
        Status.DECLINED: "It can be changed, asked for again, or ended.",
    }
    return outlooks.get(facts.status, "")
