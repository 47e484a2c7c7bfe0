"""One application with an arrangement in every state, twice, and everybody signed in to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from httpx2 import Client

from api.app import create_app
from api.limits import Limit
from policy.account import Ending
from policy.concerns import Concern, ConcernKind, ConcernState
from policy.tasks import Purpose, Task
from records.people import Person
from tests import people
from tests.api.browsing import browser
from tests.api.files import placed
from tests.api.seeding import HOLDERS, Story, full_answers
from tests.api.site import Desk, a_desk, form_token, post

STATES = ("review", "decision", "completing", "signing", "active", "ended")
OTHER, OTHER_SUPERVISOR, OTHER_MANAGER, LAPSED = "1101", "1102", "1103", "1008"
APPROVED = frozenset({"signing", "active", "ended"})
STATES_OF_OTHERS = ("review", "signing")
"""Enough for what is not one's own: before and after most people have had a part in it."""

CHAINS = {
    "own": HOLDERS,
    "other": HOLDERS
    | {"employee": OTHER, "supervisor": OTHER_SUPERVISOR, "manager": OTHER_MANAGER},
}
WHO = {
    "employee": people.EMPLOYEE,
    "other employee": people.COLLEAGUE,
    "supervisor": people.SUPERVISOR,
    "other supervisor": OTHER_SUPERVISOR,
    "manager": people.MANAGER,
    "agency head": people.HEAD,
    "designee": people.DESIGNEE,
    "lapsed designee": LAPSED,
    "HR": people.COORDINATOR,
    "HR elsewhere": people.CITY_COORDINATOR,
}
ANONYMOUS = "anonymous"
ASKED: dict[str, tuple[Purpose, str, str]] = {
    "review": (Purpose.REVIEW, "supervisor", ""),
    "decision": (Purpose.DECIDE, "hr_representative", ""),
    "completing": (Purpose.PROVIDE, "supervisor", ""),
    "signing": (Purpose.SIGN, "manager", "manager"),
    "active": (Purpose.ACKNOWLEDGE, "das_liaison", "das"),
    "ended": (Purpose.SIGN, "manager", "manager"),
}
"""Whose link is tried in each state: its task is open in all but the last."""


@dataclass(frozen=True)
class Town:
    """Everybody at a browser of their own and with a token, and the arrangements."""

    desk: Desk
    clients: dict[str, Client]
    forms: dict[str, str]
    bearers: dict[str, dict[str, str]]
    references: dict[tuple[str, str], str]
    links: dict[str, str]
    draft: str
    private: str


@contextmanager
def a_town(folder: Path, settled: Path) -> Iterator[Town]:
    """The seeded application, ended with the test."""
    with a_desk(folder, settled) as usual:
        many = Limit(100_000, timedelta(minutes=1))
        limits = replace(usual.parts.limits, acts=many, piles=many, bad_links=many)
        parts = replace(usual.parts, limits=limits)
        app = create_app(parts)
        desk = replace(usual, app=app, parts=parts, client=browser(app))
        _settle(desk)
        private = placed(desk, people.EMPLOYEE, b"The doctor's letter.")
        stories = {
            (whose, state): _in_state(desk, f"TA-{number:04}-{place:04}", chain, state, private)
            for place, (whose, chain) in enumerate(CHAINS.items())
            for number, state in enumerate(STATES if whose == "own" else STATES_OF_OTHERS)
        }
        clients = {name: browser(app) for name in (*WHO, ANONYMOUS)}
        for name, number in WHO.items():
            desk.sign_in(number, clients[name])
        links = {}
        for state, (purpose, role, about) in ASKED.items():
            by_link = clients[f"link, {state}"] = browser(app)
            letter = stories["own", state].link(purpose, role, about)
            links[state] = by_link.get(letter).headers["location"].removeprefix("/tasks/")
        yield Town(
            desk,
            clients,
            {name: form_token(client.get("/sign-in").text) for name, client in clients.items()},
            {name: desk.bearer(number) for name, number in WHO.items()},
            {place: story.reference for place, story in stories.items()},
            links,
            post(clients["employee"], "/propose").headers["location"].removeprefix("/propose/"),
            private,
        )


def _settle(desk: Desk) -> None:
    """Another chain in the same agency, and two designees: one in date, one not."""
    with desk.session() as session:
        for number, name in (
            (OTHER, "Uma Vale"),
            (OTHER_SUPERVISOR, "Vic Stone"),
            (OTHER_MANAGER, "Wes Ode"),
            (LAPSED, "Xan Roe"),
        ):
            led = number == OTHER
            session.add(
                Person(
                    number=number,
                    name=name,
                    mail=f"{number}@example.test",
                    agency="comptroller",
                    unit="Payroll",
                    duty_station="79 Elm Street, Hartford",
                    supervisor=OTHER_SUPERVISOR if led else "",
                    manager=OTHER_MANAGER if led else "",
                    agency_head=people.HEAD if led else "",
                    hr_representative=people.COORDINATOR,
                )
            )
        session.add(people.on_file(OTHER))
        session.commit()
        people.designate(session, date(2026, 1, 1), date(2027, 12, 31))
        people.designate(session, date(2025, 1, 1), date(2025, 12, 31), LAPSED)


def _in_state(
    desk: Desk, reference: str, holders: dict[str, str], state: str, private: str
) -> Story:
    """An arrangement as far as that state; the designee in date is asked what the head is."""
    employee = holders["employee"]
    own = {"care_proof": f"{private} proof.pdf"} if employee == people.EMPLOYEE else {}
    answers = full_answers(desk, "connecticut") | own
    story = Story(desk, reference, employee, holders, answers=answers).submit()
    if state != "review":
        story.review()
    if state == "completing":
        story.complete("employee", "supervisor")
    if state in APPROVED:
        _approved(story, state)
    story.concerns = _came_up(story)
    return story.write()


def _came_up(story: Story) -> list[Concern]:
    """A request of the employee, and what the supervisor owes, whatever the state."""
    asked = Concern(
        number=1,
        kind=ConcernKind.APPROVAL,
        rule="day_change",
        state=ConcernState.OPEN,
        role="employee",
        person=story.employee,
        opened_at=story.now,
    )
    owed = replace(asked, number=2, kind=ConcernKind.DUTY, rule="disposition", person="")
    return [asked, replace(owed, role="supervisor")]


def _approved(story: Story, state: str) -> None:
    """Approve it, and go on from there."""
    story.approve()
    if state == "signing" and story.employee == people.EMPLOYEE:
        asked = Task(Purpose.SIGN, "agency_head", people.DESIGNEE, story.now, 1, "agency_head")
        story.tasks = (*story.tasks, asked)
        story.write()
    if state != "signing":
        story.sign().deliver().start()
    if state == "ended":
        story.end(Ending.ENDED_BY_AGENCY)
