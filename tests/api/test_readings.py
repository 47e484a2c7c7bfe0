"""Who read what is on file of an employee: for the employee and who coordinates, nobody else."""

from tests.api.filing import file
from tests.api.reading import PATH, page_of
from tests.api.site import REFERENCE, Desk
from tests.people import COORDINATOR, EMPLOYEE, SUPERVISOR

DOCUMENT = f"/documents/{REFERENCE}/1/arrangement.pdf?as=frozen"


def test_who_read_it_stands_on_a_page(desk: Desk) -> None:
    file(desk)
    led = desk.sign_in(SUPERVISOR, desk.browser())
    led.get(DOCUMENT)
    led.get(f"{PATH}/proposal")
    desk.sign_in(EMPLOYEE)
    assert "Who read it" in page_of(desk)
    page = desk.client.get(f"{PATH}/readings").text
    assert "2 readings, newest first" in page
    assert page.index("Proposal") < page.index("Arrangement, version 1, frozen")
    assert page.count("<td>signed in</td>") == 2


def test_who_leads_the_employee_is_not_offered_it(desk: Desk) -> None:
    file(desk)
    desk.sign_in(SUPERVISOR)
    assert "Who read it" not in page_of(desk)


def test_nobody_has_read_it_at_first(desk: Desk) -> None:
    file(desk)
    desk.sign_in(COORDINATOR)
    assert "Nobody has read it yet." in desk.client.get(f"{PATH}/readings").text


def test_a_page_past_the_end_is_the_last_one(desk: Desk) -> None:
    file(desk)
    desk.sign_in(COORDINATOR)
    for _ in range(51):
        desk.client.get(DOCUMENT)
    page = desk.client.get(f"{PATH}/readings?page=9").text
    assert "Page 2 of 2" in page
    assert f'href="{PATH}/readings?page=1"' in page


def test_a_program_is_told_the_same(desk: Desk) -> None:
    file(desk)
    desk.sign_in(SUPERVISOR).get(DOCUMENT)
    address = f"/api/v1/arrangements/{REFERENCE}/readings"
    told = desk.browser().get(address, headers=desk.bearer(EMPLOYEE)).json()
    assert (told["total"], told["page"]) == (1, 1)
    [line] = told["readings"]
    assert (line["person"], line["why"]) == (SUPERVISOR, "signed in")
    assert line["what"] == "arrangement, version 1, frozen"
