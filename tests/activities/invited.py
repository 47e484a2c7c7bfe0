"""A register that sets meetings, and who is invited to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from icalendar import Calendar, Event

from activities.keeping import Keeping
from policy.acts import Attribution, RegisterWrite
from policy.identity import KnownBy
from policy.reading.loading import PROGRAMS as FOLDER
from policy.reading.loading import load_agencies, load_programs
from policy.register import About
from records import letters
from records.database import Sessions
from records.letters import Letter
from tests import people

PROGRAMS = load_programs(FOLDER)
AGENCIES = load_agencies(FOLDER / "agencies", PROGRAMS)
AGENCY = "sacramento-it"
AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
OBSERVER = "observer@example.test"
DAILY = {
    "at": "09:15",
    "days": "Monday to Friday",
    "minutes": "15",
    "place": "Teams",
    "observers": OBSERVER,
}
LED_BY_NOBODY = dict.fromkeys(("supervisor", "manager", "hr_representative", "agency_head"), "")
TEAM = {"ines", "lee", "omar", "grace"}


@dataclass(frozen=True)
class Desk:
    """Registers whose entries are kept, and the outbox they fill."""

    sessions: Sessions
    keeping: Keeping

    def keep(
        self,
        answers: Mapping[str, str],
        key: str = "1",
        at: datetime = AT,
        register: str = "standup",
    ) -> int:
        """The supervisor writes an entry."""
        by = Attribution(people.CITY_SUPERVISOR, key, at, KnownBy.SESSION, "192.0.2.1", "test")
        roles = ("supervisor",)
        act = RegisterWrite(
            register, people.CITY_SUPERVISOR, dict(answers), About.TEAM, roles, roles, by
        )
        return self.keeping.keep(AGENCY, act, at)

    def outbox(self) -> list[Letter]:
        """Every letter, oldest first."""
        with self.sessions() as session:
            return letters.due(session, LATER, 100)

    def invited(self, method: str = "REQUEST") -> dict[str, Event]:
        """Who was written to by that method, with the event of their newest letter."""
        found: dict[str, Event] = {}
        for letter in self.outbox():
            said, event = calendar_in(letter)
            if said == method:
                found[letter.address.partition("@")[0]] = event
        return found


def calendar_in(letter: Letter) -> tuple[str, Event]:
    """The method and the event that a letter brings."""
    message = message_from_bytes(letter.message, _class=EmailMessage, policy=policy.SMTP)
    (part,) = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    (event,) = calendar.events
    method = part.get_param("method")
    assert calendar.method == method
    return str(method), event
