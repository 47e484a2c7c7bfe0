"""What proves an entry of the timeline, each piece under the words that people have for it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from api.views.answers import read_backs
from api.views.facts import Facts
from api.views.fields import field_views
from api.views.words import counted, short_instant
from policy.form import FormField
from policy.identity import KnownBy
from policy.program import Program
from policy.wording import listed, show_date
from records.entries import TimelineEntry

_DIGESTS = {"statement": "Statement (SHA-256)", "digests": "Documents signed (SHA-256)"}
_KNOWN_BY: Mapping[str, str] = {
    KnownBy.SESSION: "having signed in by a link in mail",
    KnownBy.SINGLE_SIGN_ON: "having signed in with the work account",
    KnownBy.LINK: "the link in the mail",
    KnownBy.TOKEN: "a token of the JSON API",
    KnownBy.FEED: "the directory's file",
    KnownBy.COMMAND_LINE: "the command line",
}
_ANSWER = "answer."
_SAID = frozenset({"asked"})
"""What the entry's own sentence says already."""


@dataclass(frozen=True)
class ProofView:
    """One piece of evidence: what it is, and what it says; a digest is set as one."""

    label: str
    text: str
    digest: bool = False


def proofs(facts: Facts, entry: TimelineEntry) -> tuple[ProofView, ...]:
    """The evidence of an entry as far as the viewer may read it; what is blank says nothing.

    What is private is for the employee and the coordinators alone (GL32 IV.J).
    """
    asked = _asked(facts.program, entry)
    shown = (
        _answer(asked[name], told) if name in asked else _proof(facts, name, told)
        for name, told in entry.evidence.items()
        if told
        and name not in _SAID
        and (facts.trusted or name not in asked or not asked[name].private)
    )
    return tuple(shown)


def _asked(program: Program, entry: TimelineEntry) -> Mapping[str, FormField]:
    """The fields that were filled in with it, by what the evidence holds them under."""
    reason = program.in_force.reason(entry.evidence.get("because", ""))
    details = {item.id: item for item in reason.fields} if reason else {}
    return details | {f"{_ANSWER}{item.id}": item for item in program.fields}


def _answer(item: FormField, told: str) -> ProofView:
    (answer,) = read_backs(field_views((item,), {item.id: told}))
    return ProofView(answer.label, answer.value)


def _proof(facts: Facts, name: str, told: str) -> ProofView:
    """A piece; what is neither known nor an answer is the digest of a document, or of a file."""
    if name in _DIGESTS:
        return ProofView(_DIGESTS[name], told.replace(" ", "\n"), digest=True)
    if name in _WORDS:
        label, words = _WORDS[name]
        return ProofView(label, words(facts, told))
    titles = {item.id: item.label for item in facts.program.fields}
    titles |= {document.id: document.title for document in facts.program.documents}
    return ProofView(f"{titles.get(name, name)} (SHA-256)", told, digest=True)


def _as_told(_facts: Facts, told: str) -> str:
    return told


def _people(facts: Facts, told: str) -> str:
    return listed([facts.names.of(number) for number in told.split()])


def _instant(facts: Facts, told: str) -> str:
    return short_instant(datetime.fromisoformat(told), facts.zone)


def _day(_facts: Facts, told: str) -> str:
    return show_date(date.fromisoformat(told))


def _way(_facts: Facts, told: str) -> str:
    return _KNOWN_BY.get(told, told)


def _reason(facts: Facts, told: str) -> str:
    reason = facts.program.in_force.reason(told)
    return reason.title if reason else told


def _terms(facts: Facts, told: str) -> str:
    """How many terms of each section: their words stand in the document."""
    named = set(told.split())
    found = Counter(each.citation for each in facts.program.clauses if each.id in named)
    terms = [f"{section}: {counted(many, 'term', 'terms')}" for section, many in found.items()]
    return "\n".join(terms)


def _questions(facts: Facts, told: str) -> str:
    named = set(told.split(", "))
    asked = (each for analysis in facts.program.analyses for each in analysis.questions)
    return "\n".join(each.text for each in asked if each.id in named)


_WORDS: Mapping[str, tuple[str, Callable[[Facts, str], str]]] = {
    "name": ("Name as typed", _as_told),
    "in_place_of": ("In place of", _people),
    "assessment": ("Assessment", _as_told),
    "replaced": ("Before", _people),
    "holders": ("Now", _people),
    "noticed_by": ("Notice given by", _people),
    "because": ("Reason", _reason),
    "last_day": ("Last day", _day),
    "effective_on": ("In effect on", _day),
    "set_aside": ("Questions set aside", _questions),
    "acknowledged": ("Terms acknowledged", _terms),
    "received_at": ("Received", _instant),
    "accepted_at": ("Accepted by the mail server", _instant),
    "identified_by": ("Known by", _way),
    "peer": ("Sent from the address", _as_told),
    "agent": ("Sent with", _as_told),
}
"""What a piece is called, and how what it says is read."""
