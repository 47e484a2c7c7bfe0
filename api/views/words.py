"""Small words that several pages need: titles in a sentence, days from now, short instants."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from policy.wording import MONTHS, show_date, show_time

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def lowered(title: str) -> str:
    """A title within a sentence: "agency head", but "HR representative"."""
    first, _, _ = title.partition(" ")
    return title if first[1:] != first[1:].lower() else title[:1].lower() + title[1:]


def document_name(title: str) -> str:
    """A document's title within a sentence: "Telecommuting Policy and Agreement" is a name."""
    return title if title[1:] != title[1:].lower() else lowered(title)


def the(title: str) -> str:
    """The role's title with its article: "the agency head"."""
    return f"the {lowered(title)}"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 day", "9 days"."""
    return f"{number:,} {one if number == 1 else many}"


def spelled(number: int) -> str:
    """A small number in letters, a larger one in digits."""
    return _SMALL[number] if number < len(_SMALL) else str(number)


def short_date(day: date) -> str:
    """A date for narrow places: Dec 1, 2026."""
    return f"{MONTHS[day.month - 1][:3]} {day.day}, {day.year}"


def day_of(instant: datetime, zone: str) -> str:
    """The day of an instant in `zone`, as in a sentence: Wednesday, November 11, 2026."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local:%A}, {show_date(local.date())}"


def short_instant(instant: datetime, zone: str) -> str:
    """An instant for narrow places, in `zone`: Wed, Nov 11, 2026, 9:15 am EST."""
    local = instant.astimezone(ZoneInfo(zone))
    weekday = _WEEKDAYS[local.weekday()]
    return f"{weekday}, {short_date(local.date())}, {show_time(local.time())} {local.tzname()}"


def before(instant: datetime, zone: str) -> str:
    """What something comes before, in `zone`: a day, where the instant begins one, or a time."""
    local = instant.astimezone(ZoneInfo(zone))
    return show_date(local.date()) if local.time() == time.min else short_instant(instant, zone)


def term(starts_on: date, ends_on: date | None) -> str:
    """From when to when: "December 1, 2026 to August 31, 2027", "from December 1, 2026 on"."""
    starts = show_date(starts_on)
    return f"{starts} to {show_date(ends_on)}" if ends_on else f"from {starts} on"


def from_today(day: date, today: date) -> str:
    """How far a day is: "today", "in 9 days", "2 days late"."""
    days = (day - today).days
    if days == 0:
        return "today"
    return (
        f"in {counted(days, 'day', 'days')}"
        if days > 0
        else f"{counted(-days, 'day', 'days')} late"
    )


def clock(instant: datetime, zone: str) -> str:
    """The time of day of an instant in `zone`: 10:42 am."""
    return show_time(instant.astimezone(ZoneInfo(zone)).time())
