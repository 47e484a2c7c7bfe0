"""What became of a link that no longer leads to a task, in the words of who opens it."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.views.facts import Facts
from api.views.waiting import ended
from api.views.words import lowered, short_instant
from policy.account import Happening
from policy.concerns import ConcernState
from policy.tasks import OF_A_CONCERN, Purpose
from policy.wording import capital
from records.entries import ACTS, TimelineEntry
from records.links import Link

_DEEDS = {
    Happening.REVIEW_GIVEN: "gave the review",
    Happening.DECIDED: "decided",
    Happening.CHANGE_PUT_UP: "changed the proposal, and asked others about it first",
    Happening.PROVIDED: "filled in what was missing",
    Happening.SIGNED: "signed",
    Happening.DECLINED: "declined to sign",
    Happening.COPY_ACKNOWLEDGED: "acknowledged the copy",
    Happening.APPROVAL_GIVEN: "approved it",
    Happening.APPROVAL_REFUSED: "refused it",
    Happening.DUTY_DONE: "gave what was owed",
}

DONE: Mapping[Purpose, tuple[Happening, ...]] = {
    purpose: kinds for purpose, kinds in ACTS.items() if _DEEDS.keys() >= {*kinds}
}
"""What a task's person does, by what the task asks: of what there are words for."""

_CLOSED = {
    ConcernState.LAPSED: (
        "This has lapsed",
        "It was not decided in time, and can be decided no more. Who asked was told.",
    ),
    ConcernState.WITHDRAWN: ("This was taken back", "Who asked for it took it back."),
    ConcernState.DROPPED: ("This is owed no more", "Nobody has to do it any more."),
}
"""What became of a request or a duty without anybody's deciding on it or doing it."""


@dataclass(frozen=True)
class ReplacedView:
    """What happened to the task of a link, and whether something may still wait for its person."""

    title: str
    text: str
    over: bool


def replaced(facts: Facts, link: Link) -> ReplacedView:
    """Why the link no longer leads to its task: done by somebody else, over, or moved on."""
    acted = _acted(facts, link)
    waits = any(task.person == link.person for task in facts.tasks)
    if acted is not None:
        text = f"{_by(facts, acted)}. You need to do nothing more here."
        return ReplacedView("This is done already", text, over=not waits)
    concern = facts.concerns.get(int(link.about)) if is_of_a_concern(link) else None
    if concern is not None and concern.state in _CLOSED:
        title, text = _CLOSED[concern.state]
        return ReplacedView(title, f"{text} You need to do nothing more here.", over=not waits)
    if facts.closed:
        text = f"The arrangement is over: {ended(facts.arrangement)}. Nothing is left to do."
        return ReplacedView("This is over", text, over=True)
    return ReplacedView("This link was replaced", _moved(facts, link), over=False)


def newer_version(facts: Facts, link: Link) -> str:
    """That a newer version has taken the place of the link's own; empty where it has not."""
    newest = facts.arrangement.version
    if not link.version or link.version == newest or is_of_a_concern(link):
        return ""
    fixed = next((e for e in facts.entries if e.version == newest), None)
    when = f" on {short_instant(fixed.at, facts.zone)}" if fixed else ""
    return f"Version {link.version} was replaced by version {newest}{when}."


def is_of_a_concern(link: Link) -> bool:
    """Whether the link is about a request or a duty: those are of no version."""
    return Purpose(link.purpose) in OF_A_CONCERN and link.about.isdecimal()


def is_on(entry: TimelineEntry, link: Link) -> bool:
    """Whether an entry is about the link's task: of its role, and its version or its concern."""
    if is_of_a_concern(link):
        return (entry.role, entry.about) == (link.role, link.about)
    return (entry.role, entry.version) == (link.role, link.version)


def _acted(facts: Facts, link: Link) -> TimelineEntry | None:
    """What somebody else did on the task, in the link's role and version."""
    kinds = DONE.get(Purpose(link.purpose), ())
    for entry in reversed(facts.entries):
        about = link.purpose != Purpose.SIGN or entry.about == link.about
        if is_on(entry, link) and about and entry.kind in kinds and entry.person != link.person:
            return entry
    return None


def _by(facts: Facts, entry: TimelineEntry) -> str:
    """Who did it, as what, when."""
    name, role = facts.names.of(entry.person), lowered(facts.title(entry.role))
    principal = entry.evidence.get("in_place_of", "")
    place = f", in place of {facts.names.of(principal)}," if principal else ""
    deed = _DEEDS[Happening(entry.kind)]
    return f"{name} {deed} as {role}{place} on {short_instant(entry.at, facts.zone)}"


def _moved(facts: Facts, link: Link) -> str:
    """A newer version, another person in the role, or another step: whichever it was."""
    newer = newer_version(facts, link)
    if newer:
        return f"{newer} What is signed now is the newer one."
    taken = _successor(facts, link.role)
    if taken is not None and taken.about not in {"", link.person}:
        name, role = facts.names.of(taken.about), lowered(facts.title(link.role))
        at = short_instant(taken.at, facts.zone)
        return capital(f"{name} acts as {role} since {at}, in your place.")
    return "What it asked for is not asked any more."


def _successor(facts: Facts, role: str) -> TimelineEntry | None:
    """The entry that put somebody into a role last: HR did, or the directory."""
    changes = {Happening.REPLACED, Happening.HOLDER_CHANGED}
    found = (each for each in reversed(facts.entries) if each.role == role)
    return next((each for each in found if Happening(each.kind) in changes), None)
