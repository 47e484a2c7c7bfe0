"""What can be done with an arrangement as it stands, and why not the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from api.access import WHEN, Doing
from api.views.facts import Facts
from api.views.signatures import SignatureView
from policy.account import Happening, Status

OVER = "It is already over."


@dataclass(frozen=True)
class ChoiceView:
    """Something to do with the arrangement, or why it cannot be done now."""

    title: str
    href: str
    why_not: str = ""


def why_not(facts: Facts, doing: Doing) -> str:
    """Why something cannot be done as it stands, in a sentence; empty where it can."""
    if facts.closed:
        return OVER
    if doing is Doing.DECIDE and facts.program.review.decider is None:
        return "This program has no decision: who signs, agrees."
    if facts.status in WHEN[doing]:
        return ""
    rules: Mapping[Doing, Callable[[Facts], str]] = {
        Doing.DECIDE: _not_decide,
        Doing.ACCOMMODATE: lambda _: "It is decided.",
        Doing.AMEND: _not_amend,
        Doing.ASK_AGAIN: lambda _: "No signature is declined now.",
    }
    return rules[doing](facts) if doing in rules else ""


def settled(facts: Facts, doing: Doing) -> str:
    """Why something can never be done any more; empty where it may be, if only later."""
    decided = facts.last(Happening.DECIDED) is not None
    return why_not(facts, doing) if facts.closed or (decided and doing is Doing.DECIDE) else ""


def choices(facts: Facts, may: frozenset[Doing]) -> tuple[ChoiceView, ...]:
    """What the viewer can do now, and why not the rest; nothing once it is over."""
    if facts.closed:
        return ()
    base = f"/arrangements/{facts.arrangement.reference}"
    before = facts.last(Happening.AUTHORIZED) is None
    end = "Withdraw it" if before and facts.viewer == facts.arrangement.employee else "End it"
    titles: Mapping[Doing, tuple[str, str]] = {
        Doing.DECIDE: ("Decide on it", "decide"),
        Doing.AMEND: ("Change what is to be signed", "amend"),
        Doing.END: (end, "end"),
    }
    return tuple(
        ChoiceView(title, f"{base}/{page}", why_not(facts, doing))
        for doing, (title, page) in titles.items()
        if doing in may
    )


def declined(
    facts: Facts, lines: Sequence[SignatureView], may: frozenset[Doing]
) -> tuple[ChoiceView, ...]:
    """Each declined line that the viewer can ask for again."""
    if Doing.ASK_AGAIN not in may or facts.status is not Status.DECLINED:
        return ()
    base = f"/arrangements/{facts.arrangement.reference}/ask-again?line="
    return tuple(
        ChoiceView(f"Ask {line.name} to reconsider", base + line.line)
        for line in lines
        if line.state == "no"
    )


def _not_decide(facts: Facts) -> str:
    waiting_for_reviews = facts.status is Status.REVIEW
    return "Deciding opens when every review is in." if waiting_for_reviews else "It is decided."


def _not_amend(facts: Facts) -> str:
    if facts.last(Happening.AUTHORIZED):
        return "Everybody has signed: a change needs a new proposal."
    return "Changing it opens with the signatures; until then, decide on it as modified."
