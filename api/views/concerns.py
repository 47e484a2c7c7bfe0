"""What came up while an arrangement is in force, on its page and on pages of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from api.rights.access import WHEN, Doing
from api.rights.concerning import Case
from api.rights.roles import Roles
from api.views.answers import NOT_PROVIDED, AnswerView, read_backs
from api.views.choices import ChoiceView
from api.views.concern_words import STATES, concerned_by, named, rule_of, title_of
from api.views.facts import Facts
from api.views.fields import field_views
from api.views.words import before, lowered, short_instant
from policy.concerns import Concern, ConcernKind, ConcernState
from policy.deadlines import day_ended, local_date
from policy.forms.problem import cited
from policy.in_force import Rule
from policy.program import Program
from policy.wording import capital, listed, show_date

OVER = "it is over and nothing is owed"
_BAD = {ConcernState.REFUSED, ConcernState.LAPSED}


@dataclass(frozen=True)
class LineView:
    """One concern in a list; without `href` it is not for the viewer to read."""

    title: str
    state: str
    tone: str
    told: str
    href: str = ""


@dataclass(frozen=True)
class ConcernsView:
    """What the viewer can ask for and report, why not now, and what came up so far."""

    asks: tuple[ChoiceView, ...] = ()
    reports: tuple[ChoiceView, ...] = ()
    why_not: str = ""
    lines: tuple[LineView, ...] = ()


@dataclass(frozen=True)
class RuleView:
    """A rule as people read it before they fill in its form."""

    title: str
    text: str
    citation: str


@dataclass(frozen=True)
class ConcernView:
    """One concern whole: what it is, the facts of it, and both its forms as read back."""

    number: int
    rule: RuleView
    state: str
    tone: str
    rows: tuple[tuple[str, str], ...]
    answers: tuple[AnswerView, ...]
    closing: tuple[AnswerView, ...]
    opened: tuple[LineView, ...] = field(default=())
    after: LineView | None = None


def concerns_view(facts: Facts, case: Case | None) -> ConcernsView:
    """The part of an arrangement's page about what comes up; `case` is None before signing."""
    if case is None:
        return ConcernsView()
    base = f"/arrangements/{facts.arrangement.reference}"
    asking, reporting = (facts.status in WHEN[each] for each in (Doing.ASK_APPROVAL, Doing.REPORT))
    asks = [ChoiceView(each.title, f"{base}/ask/{each.id}") for each in case.approvals]
    reports = [ChoiceView(each.title, f"{base}/report/{each.id}") for each in case.reports]
    late = reporting and facts.settled
    return ConcernsView(
        asks=tuple(asks) if asking else (),
        reports=tuple(reports) if reporting and not late else (),
        why_not="" if asking else _why_not([*asks, *reports], OVER) if late else _why_not(asks),
        lines=tuple(line_view(facts, case.roles, each) for each in _newest_first(facts)),
    )


def line_view(facts: Facts, roles: Roles, concern: Concern) -> LineView:
    """One concern in a list, for who holds these roles."""
    href = f"/arrangements/{facts.arrangement.reference}/concerns/{concern.number}"
    return LineView(
        title=named(facts.program, concern),
        state=STATES[concern.state],
        tone=_tone(facts, concern),
        told=_told(facts, concern),
        href=href if is_readable(facts, roles, concern) else "",
    )


def is_readable(facts: Facts, roles: Roles, concern: Concern) -> bool:
    """Whether the viewer reads what it says: who is concerned by it, and who coordinates."""
    if facts.trusted or facts.viewer in {concern.person, concern.closed_by}:
        return True
    owed = (task.about for task in facts.tasks if task.person == facts.viewer)
    return str(concern.number) in owed or bool(concerned_by(facts.program, concern) & {*roles})


def concern_view(facts: Facts, roles: Roles, concern: Concern) -> ConcernView:
    """One concern whole, for who may read it."""
    children = (each for each in facts.concerns.values() if each.parent == concern.number)
    parent = facts.concerns.get(concern.parent)
    return ConcernView(
        number=concern.number,
        rule=rule_view(facts.program, concern),
        state=capital(STATES[concern.state]),
        tone=_tone(facts, concern),
        rows=tuple(_rows(facts, concern)),
        answers=answers_view(facts, concern, concern.answers),
        closing=answers_view(facts, concern, concern.closing),
        opened=tuple(line_view(facts, roles, each) for each in children),
        after=line_view(facts, roles, parent) if parent else None,
    )


def rule_view(program: Program, concern: Concern) -> RuleView:
    """The rule that a concern goes by, with the item that it is about in its title."""
    rule = rule_of(program, concern)
    shown = shown_rule(program, rule) if rule else RuleView("", "", "")
    return RuleView(title_of(program, concern), shown.text, shown.citation)


def shown_rule(program: Program, rule: Rule) -> RuleView:
    """A rule with its section as people cite it."""
    return RuleView(rule.title, rule.text, cited(program, rule.citation))


def answers_view(
    facts: Facts, concern: Concern, answers: Mapping[str, str]
) -> tuple[AnswerView, ...]:
    """What was filled in, to be read; what is private only by who is trusted or wrote it."""
    rule = rule_of(facts.program, concern)
    if rule is None:
        return ()
    own = facts.viewer in {concern.person, concern.closed_by}
    shown = [each for each in rule.fields if facts.trusted or own or not each.private]
    views = read_backs(field_views(shown, answers))
    return tuple(each for each in views if each.value != NOT_PROVIDED)


def decide_before(facts: Facts, concern: Concern) -> str:
    """When a request has to be decided: before a day, or before a time on it; empty: any time."""
    return before(concern.due_at, facts.zone) if concern.due_at else ""


def due_on(facts: Facts, concern: Concern) -> str:
    """The last day on which a duty is done in time; empty where none is set."""
    due_at = concern.due_at
    return show_date(day_ended(due_at, facts.zone)) if due_at else ""


def _why_not(wanted: Sequence[ChoiceView], why: str = "it is not in force") -> str:
    """Why nothing of it can be asked for or reported now; empty for who never could."""
    titles = listed([lowered(each.title) for each in wanted])
    return f"Not now, since {why}: {titles}." if titles else ""


def _newest_first(facts: Facts) -> list[Concern]:
    """What is open first, then the newest."""
    found = sorted(facts.concerns.values(), key=lambda each: -each.number)
    return sorted(found, key=lambda each: not each.is_open)


def _tone(facts: Facts, concern: Concern) -> str:
    if not concern.is_open:
        return "late" if concern.state in _BAD else ""
    late = concern.due_at is not None and concern.due_at <= facts.now
    return "late" if late else "soon"


def _told(facts: Facts, concern: Concern) -> str:
    """When it began and what is waited for, or who closed it and when."""
    opened = show_date(local_date(concern.opened_at, facts.zone))
    if concern.is_open:
        owed = concern.kind is ConcernKind.DUTY
        due = due_on(facts, concern) if owed else decide_before(facts, concern)
        words = "Due" if owed else "To be decided before"
        return f"Since {opened}. {words} {due}." if due else f"Since {opened}."
    return f"{capital(STATES[concern.state])} {_closed(facts, concern)}."


def _closed(facts: Facts, concern: Concern) -> str:
    at = concern.closed_at or concern.opened_at
    day = f"on {show_date(local_date(at, facts.zone))}"
    return f"{day} by {facts.names.of(concern.closed_by)}" if concern.closed_by else day


def _rows(facts: Facts, concern: Concern) -> list[tuple[str, str]]:
    """The facts of a concern beside what was filled in, a label and a value each."""
    duty = concern.kind is ConcernKind.DUTY
    who = f"{facts.title(concern.role)}{_by_name(facts, concern.person)}"
    found = [
        ("Owed by" if duty else "From", who),
        ("Since" if duty else "Sent", short_instant(concern.opened_at, facts.zone)),
        ("Due", due_on(facts, concern) if duty else ""),
        ("To be decided before", "" if duty else decide_before(facts, concern)),
        *_outcome(facts, concern),
    ]
    return [(label, value) for label, value in found if value]


def _outcome(facts: Facts, concern: Concern) -> list[tuple[str, str]]:
    if concern.is_open or concern.closed_at is None or concern.state is ConcernState.MADE:
        return []
    by = facts.title(concern.closed_role) if concern.closed_role else ""
    return [
        (capital(STATES[concern.state]), short_instant(concern.closed_at, facts.zone)),
        ("By", f"{by}{_by_name(facts, concern.closed_by)}" if concern.closed_by else ""),
        ("Reason", concern.note),
    ]


def _by_name(facts: Facts, person: str) -> str:
    return f", {facts.names.of(person)}" if person else ""
