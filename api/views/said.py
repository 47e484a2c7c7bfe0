"""What became of an act: the line at the top of the page that follows it."""

from dataclasses import dataclass

from policy.account import Happening
from records.entries import TimelineEntry


@dataclass(frozen=True)
class SaidView:
    """A line after an act. `kind` is success, info or error, as USWDS names its alerts."""

    kind: str
    title: str
    text: str
    waiting: bool = False


def said_of(entry: TimelineEntry | None) -> SaidView:
    """Recorded, refused and why, or received so far."""
    if entry is None:
        text = "We have it for good, and are writing it into the record. You can close this page."
        return SaidView("info", "Received.", text, waiting=True)
    if entry.kind == Happening.REFUSED:
        return SaidView("error", "Not recorded:", f"{entry.note}. Nothing was changed.")
    return SaidView("success", "Recorded.", _recorded(Happening(entry.kind)))


def _recorded(kind: Happening) -> str:
    texts = {
        Happening.SUBMITTED: "The proposal is on its way.",
        Happening.REVIEW_GIVEN: "Thank you. Your review is with whoever coordinates this.",
        Happening.CHANGE_PUT_UP: "Those concerned were asked. Then the decision is yours.",
        Happening.DECIDED: "The decision stands, and the employee was told.",
        Happening.ACCOMMODATED: "The determination is on record.",
        Happening.PROVIDED: "Thank you. What you filled in is on record.",
        Happening.SIGNED: "Your signature is in.",
        Happening.DECLINED: "You declined to sign. Whoever coordinates this will settle it.",
        Happening.ASKED_AGAIN: "They were asked again.",
        Happening.AMENDED: "A new version is being prepared; everybody signs it anew.",
        Happening.REPLACED: "The new person was asked, and the old link no longer works.",
        Happening.REMINDED: "The reminder is on its way.",
        Happening.COPY_ACKNOWLEDGED: "Thank you. The receipt of the copy is on record.",
        Happening.ENDED: "It has ended, and everybody concerned was told.",
        Happening.MODIFICATION_PROPOSED: "Everybody is asked to sign it. Nothing changes before.",
        Happening.MODIFICATION_CLOSED: "It is closed. What is in force stays as it is.",
        Happening.NOTICE_GIVEN: "The notice is given, and everybody concerned was told.",
        Happening.NOTICE_WITHDRAWN: "The notice is taken back, and everybody concerned was told.",
        Happening.APPROVAL_ASKED: "Whoever decides was asked, and you get a mail with the answer.",
        Happening.APPROVAL_GIVEN: "It is approved, and whoever asked was told.",
        Happening.APPROVAL_REFUSED: "It is refused, and whoever asked was told.",
        Happening.APPROVAL_WITHDRAWN: "It was taken back.",
        Happening.APPROVAL_ISSUED: "It is in effect, and the employee was told.",
        Happening.REPORTED: "It is reported, and everybody who must know was told.",
        Happening.DUTY_DONE: "Thank you. It is on record.",
    }
    return texts.get(kind, "It is in the record.")
