"""A modification that is open: what it changes, who proposed it, and where its signatures stand."""

from dataclasses import dataclass

from api.views.changed import ChangedView, modified
from api.views.facts import Facts
from api.views.words import counted, short_instant
from policy.account import Happening, Status
from policy.living.owed import owed_since, papers_owed

_STANDS = {
    Status.COMPLETING: "Something is still to be filled in before it can be signed.",
    Status.SIGNING: "It is being signed.",
    Status.DECLINED: "A signature was declined. Whoever coordinates this settles it.",
}


@dataclass(frozen=True)
class ModificationView:
    """The version on the table beside the one in force; `mine` says that the viewer proposed it.

    `owed` is what is still asked for of what it holds, since when.
    """

    version: int
    in_force: int
    proposed: str
    at: str
    reason: str
    stands: str
    mine: bool
    changes: tuple[ChangedView, ...]
    owed: tuple[str, ...]


def modification(facts: Facts) -> ModificationView | None:
    """The modification that is open, if there is one (GL32 V)."""
    if not facts.modifying:
        return None
    entry = facts.last(Happening.MODIFICATION_PROPOSED)
    return ModificationView(
        version=facts.arrangement.version,
        in_force=facts.arrangement.in_force,
        proposed=facts.names.of(entry.person) if entry else "",
        at=short_instant(entry.at, facts.zone) if entry else "",
        reason=entry.note if entry else "",
        stands=_stands(facts),
        mine=proposed(facts),
        changes=modified(facts),
        owed=tuple(
            owed_since(facts.program, each, facts.zone)
            for each in papers_owed(facts.program, facts.concerns.values())
        ),
    )


def proposed(facts: Facts) -> bool:
    """Whether the viewer proposed the latest modification."""
    entry = facts.last(Happening.MODIFICATION_PROPOSED)
    return entry is not None and entry.person == facts.viewer


def _stands(facts: Facts) -> str:
    told = _STANDS.get(facts.phase, "The documents are being prepared.")
    signed, lines = len(facts.arrangement.signed), len(facts.program.signing.lines)
    if facts.phase is Status.COMPLETING:
        return told
    return f"{told} {signed} of {counted(lines, 'signature is', 'signatures are')} in."
