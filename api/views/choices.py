"""What can be done with an arrangement as it stands, and why not the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from api.rights.access import BEFORE_DECISION, WHEN, Doing
from api.views.facts import Facts
from api.views.modification import proposed
from api.views.notices import own, standing
from api.views.signatures import SignatureView
from policy.account import IN_FORCE, Happening, Status
from policy.living.renewing import renewal_opens
from policy.wording import show_date

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
    if doing in LATER:
        return LATER[doing](facts)
    if facts.phase in WHEN[doing]:
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
    return tuple(
        ChoiceView(title, f"{base}/{page}", why_not(facts, doing))
        for doing, (title, page) in _titles(facts).items()
        if doing in may
        and (facts.arrangement.in_force or doing not in LATER)
        and not _is_idle(facts, doing)
    )


def _is_idle(facts: Facts, doing: Doing) -> bool:
    """Whether there is nothing to do it to, nor will be by waiting: not worth a line."""
    nothing = {
        Doing.DECIDE: facts.program.review.decider is None,
        Doing.CLOSE_MODIFICATION: facts.arrangement.modification is None,
        Doing.RENEW: facts.arrangement.ends_on is None,
        Doing.WITHDRAW_ENDING: not standing(facts),
    }
    return nothing.get(doing, False)


def _titles(facts: Facts) -> Mapping[Doing, tuple[str, str]]:
    """What each thing to do is called, and where it is done."""
    mine = facts.viewer == facts.arrangement.employee
    before = not facts.arrangement.in_force
    return {
        Doing.DECIDE: ("Decide on it", "decide"),
        Doing.MODIFY: ("Propose a modification", "modify"),
        Doing.CLOSE_MODIFICATION: (_closing(facts), "close-modification"),
        Doing.AMEND: ("Change what is to be signed", "amend"),
        Doing.RENEW: ("Propose to continue it", "renew"),
        Doing.END: ("Withdraw it" if before and mine else "End it", "end"),
        Doing.WITHDRAW_ENDING: ("Take back the notice", "withdraw-notice"),
    }


def _closing(facts: Facts) -> str:
    """Who proposed the open modification withdraws it, others decline it."""
    if facts.arrangement.modification is None:
        return "Close a modification"
    return "Withdraw the modification" if proposed(facts) else "Decline the modification"


def declined(
    facts: Facts, lines: Sequence[SignatureView], may: frozenset[Doing]
) -> tuple[ChoiceView, ...]:
    """Each declined line that the viewer can ask for again."""
    if Doing.ASK_AGAIN not in may or facts.phase is not Status.DECLINED:
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
    if facts.arrangement.in_force:
        return "Everybody has signed: a change is a modification."
    until = "; until then, decide on it as modified" if facts.phase in BEFORE_DECISION else ""
    return f"Changing it opens with the signatures{until}."


def _not_modify(facts: Facts) -> str:
    if facts.program.in_force.modification is None:
        return "This program knows no modifications. A change needs a new proposal."
    if not facts.arrangement.in_force:
        return "A modification needs everybody's signatures on what it changes."
    return "A modification is open already. One at a time." if facts.modifying else ""


def _not_close(facts: Facts) -> str:
    if not facts.modifying:
        return "No modification is open."
    if facts.viewer == facts.arrangement.employee and not proposed(facts):
        return "Only who proposed it can withdraw it. Decline to sign if you disagree."
    return ""


def _not_withdraw(facts: Facts) -> str:
    if not standing(facts):
        return "No notice was given."
    return "" if own(facts) else "Only who gave the notice can take it back."


def _not_renew(facts: Facts) -> str:
    """Continuing is offered from the first announcement of the last day on (GL32 IV.E)."""
    last = facts.arrangement.ends_on
    if last is None:
        return "It has no last day: there is nothing to continue."
    if facts.arrangement.notice_until:
        return "Notice was given: it ends before its last day."
    if facts.next is not None:
        signed = Status(facts.next.status) in IN_FORCE
        told = "{} continues it." if signed else "You have asked to continue it: {}."
        return told.format(facts.next.reference)
    opens = renewal_opens(facts.program.term, last)
    if facts.today < opens:
        return f"You can propose to continue it from {show_date(opens)} on."
    return ""


LATER: Mapping[Doing, Callable[[Facts], str]] = {
    Doing.MODIFY: _not_modify,
    Doing.CLOSE_MODIFICATION: _not_close,
    Doing.WITHDRAW_ENDING: _not_withdraw,
    Doing.RENEW: _not_renew,
}
"""What can be done with what is in force, each with why it cannot be done now."""
