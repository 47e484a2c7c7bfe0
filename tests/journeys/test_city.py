"""The city's whole program in a real browser: from the department's guidelines to a first day."""

from collections.abc import Callable, Mapping

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from demonstration import favorable
from mail.mailbox import ReceivedMail
from policy.reading.loading import PROGRAMS as FOLDER
from policy.reading.loading import load_programs
from tests.api.browser.filling import fill
from tests.journeys.backstage import in_days
from tests.journeys.travelers import PHONE, WIDE, Traveler, Traveling
from tests.system import until

pytestmark = pytest.mark.timeout(600)
PROGRAM = load_programs(FOLDER).get("sacramento")
EMPLOYEE, SUPERVISOR = "300301", "300310"
TALK = f"/registers/eligibility?about={EMPLOYEE}"
STANDUP = f"/registers/standup?about={SUPERVISOR}"
IMPROVEMENTS = f"/registers/improvements?about={SUPERVISOR}"

GUIDELINES = {
    "who_may": "Everybody whose work needs no counter.",
    "approval_process": "The supervisor approves, then the department head, within two weeks.",
}
TALKED = {
    "talked_on": "6/1/2026",
    "criteria": "Works alone, has a quiet room, and answers the phone.",
    "remote_plan": "A call every morning; results once a week.",
    "eligible": "yes",
}
DAILY = {
    "at": "9:15 am",
    "days": "Monday to Friday",
    "minutes": "15",
    "place": "Microsoft Teams, channel Daily; room 214",
    "observers": "arthur.haverford@sacramento-it.example",
}
BETTER = {
    "noted_on": "6/1/2026",
    "improvement": "One board for everybody, on site and off site.",
    "effect": "Nobody asks twice who does what.",
}
Going = Callable[..., Traveler]


@pytest.fixture
def going(traveling: Traveling) -> Going:
    """Sends people of the city on their way, by name, in a window of some width."""

    def send(name: str, width: int = WIDE) -> Traveler:
        return traveling(f"{name.lower().replace(' ', '.')}@sacramento-it.example", name, width)

    return send


@pytest.mark.requirement("SA-001")
@pytest.mark.requirement("SA-002")
@pytest.mark.requirement("SA-003")
@pytest.mark.requirement("SA-005")
@pytest.mark.requirement("SA-006")
@pytest.mark.requirement("SA-007")
@pytest.mark.requirement("SA-008")
@pytest.mark.requirement("SA-009")
@pytest.mark.requirement("SA-010")
@pytest.mark.requirement("SA-011")
@pytest.mark.requirement("SA-012")
@pytest.mark.requirement("SA-013")
@pytest.mark.requirement("SA-014")
@pytest.mark.requirement("SA-015")
@pytest.mark.requirement("SA-016")
@pytest.mark.requirement("SA-017")
@pytest.mark.requirement("SA-018")
@pytest.mark.requirement("SA-019")
@pytest.mark.requirement("SA-020")
@pytest.mark.requirement("SA-021")
@pytest.mark.requirement("SA-022")
@pytest.mark.requirement("SA-024")
@pytest.mark.requirement("SA-026")
def test_from_the_departments_guidelines_to_the_first_day(going: Going) -> None:
    employee, supervisor = going("Thuy Nguyen", PHONE), going("Calvin Brightwater")
    head, coordinator = going("Arthur Haverford"), going("Rosa Delgadillo")
    for each in (employee, supervisor, head, coordinator):
        each.sign_in()

    finds_the_form_closed(employee, "Department guidelines", "Arthur Haverford")
    record(head, "/registers/guidelines", GUIDELINES)
    finds_the_form_closed(employee, "Eligibility conversation", "Calvin Brightwater")
    supervisor.page.goto("/team")
    supervisor.page.locator(f'a[href="{TALK}"]').click()
    write(supervisor, TALKED)

    reference = ask(employee)
    gets_both_documents(employee, reference)
    for signer in (employee, supervisor, head):
        signer.sign(reference)
        is_helped(signer)
    sees_what_they_acknowledged(employee)

    page = employee.page
    page.goto(f"/arrangements/{reference}")
    expect(page.locator("#signatures")).to_have_text("Signatures: 4 of 4")
    expect(page.locator(".waiting")).to_contain_text("Authorized. Telecommuting starts on")
    sets_up(employee, reference)
    row = supervisor.page.get_by_role("row", name="Thuy Nguyen")
    supervisor.page.goto("/team")
    expect(row).to_contain_text(f"Signed arrangement {reference}")
    expect(row).to_contain_text("Set up the remote office: done")

    record(supervisor, STANDUP, DAILY)
    gets_invited(employee, "REQ-PARTICIPANT")
    gets_invited(head, "OPT-PARTICIPANT")
    takes_it_into_the_calendar(employee)
    record(head, IMPROVEMENTS, BETTER)
    coordinator.page.goto("/registers/improvements")
    expect(coordinator.page.locator("main")).to_contain_text(BETTER["improvement"])


def finds_the_form_closed(employee: Traveler, missing: str, who: str) -> None:
    """The request form says what is missing, and who does it."""
    page = employee.page
    page.goto("/propose")
    expect(page.locator("h1")).to_have_text("You cannot propose yet")
    item = page.get_by_role("listitem").filter(has_text=missing)
    expect(item).to_contain_text(who)
    assert page.get_by_role("button", name="Start a proposal").count() == 0
    is_helped(employee)


def record(who: Traveler, path: str, answers: Mapping[str, str]) -> None:
    """Write into a register, opened by its address."""
    who.page.goto(path)
    write(who, answers)


def write(who: Traveler, answers: Mapping[str, str]) -> None:
    """Fill in the form of a register, and find it recorded on the next page."""
    fill(who.page, answers)
    who.page.get_by_role("button", name="Record", exact=True).click()
    expect(who.page.get_by_role("status")).to_contain_text("Recorded.")
    is_helped(who)


def is_helped(who: Traveler) -> None:
    """The page says who helps, and leads to the program's site."""
    foot = who.page.get_by_role("contentinfo")
    expect(foot).to_contain_text("IT is available to assist you")
    expect(foot.get_by_role("link", name=PROGRAM.title)).to_have_attribute("href", PROGRAM.site)


def sees_what_they_acknowledged(employee: Traveler) -> None:
    """The receipt of a signature has each term that was ticked."""
    said = employee.page.locator("main").text_content() or ""
    for clause in PROGRAM.clauses:
        assert clause.line != "employee_policy" or clause.text in said, (clause.text, said)


def ask(employee: Traveler) -> str:
    """Fill in the request form and send it; the arrangement's reference."""
    page = employee.page
    page.goto("/propose")
    page.get_by_role("button", name="Start a proposal").click()
    reference = page.url.rpartition("/")[2]
    starts_on = in_days(14)
    page.locator(".sections a").first.click()
    employee.fill_in(favorable.answers(PROGRAM) | {"starts_on": starts_on.isoformat()})
    page.get_by_role("button", name="Send the proposal").click()
    expect(page.locator("h1")).to_have_text("We have your proposal")
    return reference


def sets_up(employee: Traveler, reference: str) -> None:
    """The employee confirms each point of setting up, Jabber among them."""
    page = employee.page
    page.get_by_role("link", name="Set up the remote office").first.click()
    [duty] = [rule for rule in PROGRAM.in_force.duties if rule.at_start]
    for item in duty.fields:
        page.get_by_text(item.label).click()
    page.get_by_role("button", name="Send it").click()
    employee.see_recorded()
    page.goto(f"/arrangements/{reference}")


def gets_both_documents(employee: Traveler, reference: str) -> None:
    """The policy document and the justification form come by mail."""

    def arrived() -> bool:
        return any(
            len(letter.attachments) > 1 and reference in letter.subject
            for letter in employee.letters()
        )

    until(arrived, "both documents come by mail")


def gets_invited(who: Traveler, role: str) -> None:
    """An invitation comes by mail that a calendar understands."""
    letter = who.next_letter("Daily stand-up meeting")
    (event,) = calendar_in(letter).events
    roles = {str(each).removeprefix("mailto:"): each.ROLE for each in event.attendees}
    assert roles[who.mail] == role


def calendar_in(letter: ReceivedMail) -> Calendar:
    """The calendar that a mail brings."""
    (content,) = [each.content for each in letter.attachments if each.name.endswith(".ics")]
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    return calendar


def takes_it_into_the_calendar(employee: Traveler) -> None:
    """The same meeting can be downloaded."""
    page = employee.page
    page.goto("/registers/standup")
    expect(page.locator(".waiting")).to_contain_text("Monday to Friday, 9:15 am to 9:30 am")
    with page.expect_download() as begun:
        page.get_by_role("link", name="Add it to your calendar").click()
    content = begun.value.path().read_bytes()
    assert b"DTSTART;TZID=America/Los_Angeles:" in content
    assert begun.value.suggested_filename == "standup.ics"
