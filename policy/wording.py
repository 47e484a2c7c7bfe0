"""How dates, times, days and happenings read to people: the same words in pages, mail and papers.

Month and weekday names are written out here, since the system's locale must not change a document.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from policy.account import Ending, Happening
from policy.week import Week, telecommuting_days, weeks

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_SENTENCES = {
    Happening.SUBMITTED: "{title} submitted the proposal.",
    Happening.REVIEW_ASKED: "{title} was asked for a review.",
    Happening.REVIEW_GIVEN: "{title} gave a review{about}{note}.",
    Happening.ACCOMMODATED: "{title} determined the reasonable accommodation{about}{note}.",
    Happening.CHANGE_PUT_UP: "{title} changed the proposal; others are asked about it first{note}.",
    Happening.DECIDED: "{title} decided{about}{note}.",
    Happening.COMPLETION_ASKED: "{title} was asked for what signing still needs.",
    Happening.PROVIDED: "{title} filled in what signing needs.",
    Happening.FROZEN: "The documents were fixed for signing.",
    Happening.SIGNATURE_ASKED: "{title} was asked to sign.",
    Happening.SIGNED: "{title} signed{about}.",
    Happening.DECLINED: "{title} declined to sign{note}.",
    Happening.ASKED_AGAIN: "{title} was asked again{note}.",
    Happening.AMENDED: "{title} changed the proposal; everybody signs anew{note}.",
    Happening.REPLACED: "{who} now acts as {title}{note}.",
    Happening.REMINDED: "{title} was reminded{about}.",
    Happening.ESCALATED: "{title} was told that an answer is overdue{about}.",
    Happening.AUTHORIZED: "Every signature is recorded; the arrangement is authorized.",
    Happening.FILED: "A copy was filed{about}.",
    Happening.HELD_UP: "Documents cannot be stored at the moment; it is tried again by itself.",
    Happening.COPY_SENT: "A copy was sent to {title}{note}.",
    Happening.COPY_WARNED: "{title} was warned that a copy is due soon{about}.",
    Happening.COPY_OVERDUE: "A copy is overdue{about}.",
    Happening.COPY_ACKNOWLEDGED: "{title} acknowledged the copy.",
    Happening.STARTED: "The arrangement started.",
    Happening.END_ANNOUNCED: "{title} was told when the arrangement ends{note}.",
    Happening.ENDED: "The arrangement ended{about}{note}.",
    Happening.REFUSED: "Something sent by {title} changed nothing{note}.",
    Happening.MODIFICATION_PROPOSED: "{title} proposed a modification{note}.",
    Happening.MODIFICATION_CLOSED: "{title} closed the modification{about}{note}.",
    Happening.SUPERSEDED: "Version {who} is superseded by what everybody has signed now.",
    Happening.NOTICE_GIVEN: "{title} gave notice of the end{about}{note}.",
    Happening.NOTICE_WITHDRAWN: "{title} took the notice back{note}.",
    Happening.HOLDER_CHANGED: "{who} now acts as {title}, by the directory.",
    Happening.APPROVAL_ASKED: "{title} asked for a written approval{about}.",
    Happening.APPROVAL_GIVEN: "{title} approved what was asked for{about}{note}.",
    Happening.APPROVAL_REFUSED: "{title} refused what was asked for{about}{note}.",
    Happening.APPROVAL_LAPSED: "A request lapsed{about}{note}.",
    Happening.APPROVAL_WITHDRAWN: "{title} took a request back{about}.",
    Happening.APPROVAL_ISSUED: "{title} issued a direction in writing{about}.",
    Happening.REPORTED: "{title} made a report{about}.",
    Happening.DUTY_OPENED: "{title} was asked for what is owed{about}.",
    Happening.DUTY_DONE: "{title} gave what was owed{about}.",
    Happening.DUTY_OVERDUE: "What is owed by {title} is overdue{about}.",
    Happening.DUTY_DROPPED: "Nobody owes this any more{about}.",
}

ENDINGS = {
    Ending.EXPIRED: "it reached its last day",
    Ending.ENDED_BY_EMPLOYEE: "the employee ended it",
    Ending.ENDED_BY_AGENCY: "the employer ended it",
    Ending.DENIED: "the proposal was denied",
    Ending.WITHDRAWN: "the employee withdrew the proposal",
    Ending.TERMINATED_AT_ONCE: "the employer ended it at once",
    Ending.JOB_CHANGED: "the employee's job changed",
    Ending.DEPARTED: "the employee has left",
}
"""Why an arrangement is over, in a few words that follow others."""


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def stopped(text: str) -> str:
    """The text with a full stop, where nothing ends it yet."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def stated(why: str) -> str:
    """Why something is not done, as a sentence of its own: rulings begin small, without a stop."""
    return stopped(capital(why))


def show_date(day: date) -> str:
    """A date as people write it: December 1, 2026."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def show_time(at: time) -> str:
    """A time of day: 8:00 am."""
    half, hour = divmod(at.hour, 12)
    return f"{hour or 12}:{at.minute:02} {('am', 'pm')[half]}"


def show_zone(zone: str) -> str:
    """Whose clock a time of every week goes by: Los Angeles time, in summer and winter alike."""
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time"


def show_instant(at: datetime, zone: str) -> str:
    """An instant in `zone`: Tuesday, November 10, 2026, 4:12 pm EST."""
    local = at.astimezone(ZoneInfo(zone))
    return (
        f"{_WEEKDAYS[local.weekday()]}, {show_date(local.date())}, "
        f"{show_time(local.time())} {local.tzname()}"
    )


def show_days(pattern: Week) -> str:
    """The telecommuting days: Tuesdays and Thursdays; second week Mondays."""
    first, *others = [_days_of(week) for week in weeks(pattern)]
    return "; ".join([first, *(f"second week {other}" for other in others if other != first)])


def _days_of(week: Week) -> str:
    return listed([f"{day.weekday.capitalize()}s" for day in telecommuting_days(week)]) or "no day"


def listed(words: list[str]) -> str:
    """Words in a row: "a", "a and b", "a, b, and c"; empty for none."""
    *first, last = words or [""]
    if len(first) > 1:
        return f"{', '.join(first)}, and {last}"
    return " and ".join([*first, last])


def sentence(kind: Happening, title: str, about: str, note: str, who: str = "Somebody else") -> str:
    """One plain sentence for a timeline entry.

    `title` is what people call the role, `about` what it concerns (an outcome, an ending, the
    title of a copy), `note` what the person wrote; each may be empty. `who` took a role over.
    """
    return _SENTENCES[kind].format(
        title=title or "Somebody",
        about=_added(_plain(kind, about)),
        note=_added(note.rstrip(". \n")),
        who=who,
    )


def _plain(kind: Happening, about: str) -> str:
    if kind is Happening.ENDED and about in {ending.value for ending in Ending}:
        return ENDINGS[Ending(about)]
    return about.replace("_", " ")


def _added(words: str) -> str:
    return f": {words}" if words else ""
