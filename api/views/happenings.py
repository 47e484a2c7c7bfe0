"""The timeline as people read it: one sentence an entry, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.views.concern_words import ABOUT_CONCERNS, named
from api.views.evidence import ProofView, proofs
from api.views.facts import Facts
from api.views.signatures import signed_on
from api.views.words import lowered, short_instant
from policy.account import Happening
from policy.tasks import OF_A_CONCERN
from policy.wording import listed, sentence, show_date
from records.entries import TimelineEntry

_BAD = {
    Happening.DECLINED,
    Happening.REFUSED,
    Happening.COPY_OVERDUE,
    Happening.ESCALATED,
    Happening.DUTY_OVERDUE,
}
_OPENING = {Happening.APPROVAL_ASKED, Happening.DUTY_OPENED}


@dataclass(frozen=True)
class HappeningView:
    """One line: its sentence, when (shown and ISO 8601), by whom, and how it looks."""

    text: str
    at: str
    iso: str
    by: str
    tone: str
    version: int
    evidence: tuple[ProofView, ...] = ()


def happenings(facts: Facts, *, proven: bool = False) -> tuple[HappeningView, ...]:
    """Everything that happened, newest first; what is still waited for is marked so.

    What proves it comes along where it is asked for.
    """
    waited = _waited_for(facts)
    return tuple(_line(facts, entry, waited, proven=proven) for entry in reversed(facts.entries))


def _line(
    facts: Facts, entry: TimelineEntry, waited: Sequence[int], *, proven: bool
) -> HappeningView:
    kind = Happening(entry.kind)
    tone = "is-no" if kind in _BAD else "is-wait" if entry.seq in waited else ""
    return HappeningView(
        text=_text(facts, entry, kind),
        at=short_instant(entry.at, facts.zone),
        iso=entry.at.isoformat(),
        by=facts.names.of(entry.person) if entry.person else "",
        tone=tone,
        version=entry.version,
        evidence=proofs(facts, entry) if proven else (),
    )


def _text(facts: Facts, entry: TimelineEntry, kind: Happening) -> str:
    by_name = not entry.role and bool(entry.person)
    title = facts.names.of(entry.person) if by_name else facts.title(entry.role)
    asked = _people(facts, entry.evidence.get("asked", ""))
    title = f"{title} ({asked})" if asked else title
    return sentence(kind, title, _about(facts, entry, kind), entry.note, _successor(facts, entry))


def _about(facts: Facts, entry: TimelineEntry, kind: Happening) -> str:
    """What it concerns: a copy or a concern by its title, or the entry's own word."""
    if kind in ABOUT_CONCERNS and entry.about.isdecimal():
        concern = facts.concerns.get(int(entry.about))
        return named(facts.program, concern) if concern else f"number {entry.about}"
    if kind is Happening.REMINDED:
        return ""  # of a line's own ID, which says nothing to people
    if kind is Happening.SIGNED:
        return signed_on(facts.program, facts.program.line(entry.about))
    if kind is Happening.NOTICE_GIVEN:
        return _of_notice(facts, entry)
    copy = facts.copies.get(entry.about)
    return copy.title if copy else entry.about


def _of_notice(facts: Facts, entry: TimelineEntry) -> str:
    """The last day that a notice names, and the reason of the program."""
    day = date.fromisoformat(entry.evidence.get("last_day", ""))
    reason = facts.program.in_force.reason(entry.about)
    return f"last day {show_date(day)}{f', {lowered(reason.title)}' if reason else ''}"


def _successor(facts: Facts, entry: TimelineEntry) -> str:
    """Who took a role over, and from whom; or which version is superseded."""
    if entry.kind == Happening.SUPERSEDED:
        return entry.about
    before = entry.evidence.get("replaced", "").split()
    if entry.kind == Happening.HOLDER_CHANGED and entry.about in before:
        return _designated(facts, entry, before)
    former = _people(facts, " ".join(each for each in before if each != entry.about))
    name = facts.names.of(entry.about) if entry.about else "Nobody"
    return f"{name}, in place of {former}," if former else name


def _designated(facts: Facts, entry: TimelineEntry, before: Sequence[str]) -> str:
    """Whose designee somebody is now or is no more, where the principal stayed (GL32 II(b)).

    Entries of before these were kept name the principal alone.
    """
    now = entry.evidence.get("holders", entry.about).split()
    principal = facts.names.of(entry.about)
    gone = _people(facts, " ".join(each for each in before if each not in now))
    came = _people(facts, " ".join(each for each in now if each not in before))
    if came:
        return f"{came}, as designee of {principal}{f' in place of {gone}' if gone else ''},"
    return f"{principal} alone, without {gone}," if gone else principal


def _people(facts: Facts, numbers: str) -> str:
    """The names of people by their numbers, with spaces between those."""
    return listed([facts.names.of(number) for number in numbers.split()])


def _waited_for(facts: Facts) -> tuple[int, ...]:
    """The numbers of the entries that asked for what is still open."""
    asked = {
        Happening.REVIEW_ASKED,
        Happening.COMPLETION_ASKED,
        Happening.SIGNATURE_ASKED,
        Happening.ASKED_AGAIN,
    }
    open_tasks = {
        (task.role, task.version) for task in facts.tasks if task.purpose not in OF_A_CONCERN
    }
    still_open = {str(each.number) for each in facts.concerns.values() if each.is_open}
    return tuple(
        entry.seq
        for entry in facts.entries
        if (Happening(entry.kind) in asked and (entry.role, entry.version) in open_tasks)
        or (Happening(entry.kind) in _OPENING and entry.about in still_open)
    )
