"""The signature lines of the open version: who signed when, who is asked, who comes later."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from api.views.facts import Facts
from api.views.words import short_instant
from policy.account import NOT_APPROVED, Happening
from policy.program import Program, SignatureLine
from policy.tasks import Purpose
from policy.wording import listed
from records.entries import TimelineEntry
from records.tasks import OpenTask


@dataclass(frozen=True)
class SignatureView:
    """One line. `state` is on (signed), next (asked now), no (declined) or empty (later)."""

    line: str
    role: str
    title: str
    about: str
    name: str
    state: str
    told: str
    note: str = ""


NOBODY = "nobody holds this part"
"""In the place of a name, while somebody is looked for."""

_SAID = {"on": "signed", "next": "asked to sign", "no": "declined", "": "not yet asked"}
NOT_SIGNED = "not signed"
"""Of a line that nobody is asked to sign any more."""


def signatures(facts: Facts) -> tuple[SignatureView, ...]:
    """Every line of the program's signature page, in order; none before signing opens."""
    if facts.arrangement.version == 0 or facts.status in NOT_APPROVED:
        return ()
    return tuple(_line(facts, line) for line in facts.program.signing.lines)


def dots(
    lines: Sequence[SignatureLine], signed: Collection[str], tasks: Sequence[OpenTask]
) -> tuple[str, ...]:
    """The state of each line in a row of dots: signed, asked, declined, or later."""
    states = {task.about: "next" for task in tasks if task.purpose == Purpose.SIGN}
    states |= {task.about: "no" for task in tasks if task.purpose == Purpose.SETTLE}
    states |= dict.fromkeys(signed, "on")
    return tuple(states.get(line.id, "") for line in lines)


def signed_on(program: Program, line: SignatureLine) -> str:
    """The documents of a line, where its role signs others on another one; else empty."""
    if sum(other.role == line.role for other in program.signing.lines) == 1:
        return ""
    return listed([program.document(each).title for each in line.documents])


def _line(facts: Facts, line: SignatureLine) -> SignatureView:
    signed = _entry(facts, line, Happening.SIGNED)
    asked = [t for t in facts.tasks if t.purpose == Purpose.SIGN and t.about == line.id]
    declined = None if signed or asked else _entry(facts, line, Happening.DECLINED)
    state = "on" if signed else "next" if asked else "no" if declined else ""
    acted = signed or declined
    vacant = bool(asked) and line.role in facts.vacant
    return SignatureView(
        line=line.id,
        role=line.role,
        title=facts.title(line.role),
        about=signed_on(facts.program, line),
        name=NOBODY if vacant else _name(facts, acted, asked),
        state=state,
        told=short_instant(acted.at, facts.zone) if acted else _said(facts, state, vacant=vacant),
        note=_note(facts, signed, declined),
    )


def _said(facts: Facts, state: str, *, vacant: bool) -> str:
    if vacant:
        return ""
    return NOT_SIGNED if facts.closed and not state else _SAID[state]


def _entry(facts: Facts, line: SignatureLine, kind: Happening) -> TimelineEntry | None:
    version = facts.arrangement.version
    for entry in reversed(facts.entries):
        if (entry.kind, entry.about, entry.version) == (kind, line.id, version):
            return entry
    return None


def _name(facts: Facts, acted: TimelineEntry | None, asked: list[OpenTask]) -> str:
    if acted:
        return facts.names.of(acted.person)
    people = list(dict.fromkeys(facts.names.of(task.person) for task in asked))
    return " or ".join(people)


def _note(facts: Facts, signed: TimelineEntry | None, declined: TimelineEntry | None) -> str:
    evidence: Mapping[str, str] = signed.evidence if signed else {}
    if evidence.get("in_place_of"):
        return f"in place of {facts.names.of(evidence['in_place_of'])}"
    return f"declined: {declined.note}" if declined else ""
