"""The city's registers on pages: where each is, and a good entry for it."""

from collections.abc import Mapping

from httpx2 import Client

from tests import people
from tests.api.reading import text_of
from tests.api.site import post

AGENCY = "sacramento-it"
GUIDELINES = f"/registers/guidelines?about={AGENCY}"
TALK = f"/registers/eligibility?about={people.CITY_EMPLOYEE}"
STANDUP = f"/registers/standup?about={people.CITY_SUPERVISOR}"
NOTES = f"/registers/standup_notes?about={people.CITY_SUPERVISOR}"
IMPROVEMENTS = f"/registers/improvements?about={people.CITY_SUPERVISOR}"
OBSERVATIONS = f"/registers/observations?about={people.CITY_SUPERVISOR}"
KEY = "chosen-by-the-form"
SAID = {"who_may": "Everybody who can work alone.", "approval_process": "The supervisor first."}
TALKED = {
    "talked_on": "6/1/2026",
    "criteria": "All of them are met.",
    "remote_plan": "A call every morning.",
    "eligible": "yes",
}
DAILY = {
    "at": "9:15 am",
    "days": "Monday to Friday",
    "minutes": "15",
    "place": "Microsoft Teams, channel Daily; room 214",
    "observers": "grace@example.test",
}
HELD = {"held_on": "6/1/2026", "tool": "Teams", "done": "The old form.", "today": "The new form."}
SEEN = {"attended_on": "6/2/2026", "suggestions": "Begin with what is blocked."}
BETTER = {"noted_on": "6/1/2026", "improvement": "We share one board.", "effect": "Fewer mails."}


def record(client: Client, path: str, answers: Mapping[str, str], key: str = KEY) -> str:
    """Send a register's form; the page that follows."""
    answer = post(client, path, key=key, **answers)
    assert answer.status_code == 303, answer.text
    return text_of(client.get(answer.headers["location"]))
