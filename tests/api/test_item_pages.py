"""Agency-owned items on pages: what is at the location, what is lost, what came back."""

import json
from html import unescape

import pytest

from policy.concerns import ConcernState, DutyDone
from policy.tasks import Purpose
from tests import people
from tests.api.coming_up import Life, in_force
from tests.api.reading import CHOSEN, follow
from tests.api.site import Desk, post

LOST = {"came_back": "No, its loss was reported"}
LISTED = json.dumps([{"item": "Laptop", "tag": "4711"}, {"item": "Screen", "tag": "4712"}])
HEADING = "The employer's equipment at the location"


@pytest.fixture
def life(desk: Desk) -> Life:
    """An arrangement in force, with a laptop and a screen at the location."""
    return in_force(desk, equipment=LISTED)


def shown(life: Life) -> str:
    """What the employee's page says is at the location."""
    client = life.desk.sign_in(people.EMPLOYEE, life.desk.browser())
    page = unescape(client.get(f"/arrangements/{life.reference}").text)
    return page.partition(HEADING)[2].partition("</section>")[0]


@pytest.mark.requirement("CT-129")
def test_the_page_lists_what_is_at_the_location_now(life: Life) -> None:
    assert "Laptop, 4711" in shown(life)
    chair = {"items": json.dumps([{"item": "Chair", "tag": "4713"}]), "taken_on": "2026-12-02"}
    asked = life.request("equipment_out", chair)
    assert "Chair, 4713" not in shown(life)
    life.close(asked, ConcernState.APPROVED, "supervisor")
    assert "Chair, 4713" in shown(life)


@pytest.mark.requirement("CT-129")
@pytest.mark.requirement("CT-131")
def test_what_came_back_is_at_the_location_no_more(life: Life) -> None:
    owed = life.owe("equipment_return", subject="Laptop, 4711")
    assert "Laptop, 4711" in shown(life)
    life.close(owed, ConcernState.DONE, "supervisor", closing={"came_back": "Yes"})
    assert "Laptop, 4711" not in shown(life)
    assert "Screen, 4712" in shown(life)


@pytest.mark.requirement("CT-137")
def test_a_report_of_loss_offers_what_is_at_the_location(life: Life) -> None:
    client = life.desk.sign_in(people.SUPERVISOR, life.desk.browser())
    page = unescape(client.get(f"/arrangements/{life.reference}/report/loss").text)
    offered = page.partition('<datalist id="item-offered">')[2].partition("</datalist>")[0]
    assert offered.count("<option") == 2
    assert 'value="Screen, 4712"' in offered
    assert 'list="item-offered"' in page


@pytest.mark.requirement("CT-131")
@pytest.mark.requirement("CT-137")
def test_a_loss_that_nobody_reported_closes_no_return(life: Life) -> None:
    life.owe("equipment_return", subject="Laptop, 4711")
    path, _ = follow(life.desk.client, life.link(Purpose.DUTY, "supervisor", "1"))
    refused = post(life.desk.client, f"{path}/duty", path, key=CHOSEN, **LOST)
    assert refused.status_code == 422
    text = unescape(refused.text)
    assert "The loss of “Laptop, 4711” is not reported yet." in text
    assert "(General Letter 32, IV.I)" in text
    assert life.desk.door.acts == []
    life.report("loss", {"item": "Laptop, 4711", "what": "Stolen", "day": "2026-12-01"})
    taken = post(life.desk.client, f"{path}/duty", path, key=CHOSEN, **LOST)
    assert taken.status_code == 303
    ((_, act),) = life.desk.door.acts
    assert isinstance(act, DutyDone)
    assert act.answers == LOST


@pytest.mark.requirement("CT-156")
def test_who_says_what_to_do_reads_that_the_employee_is_told(life: Life) -> None:
    life.owe("disposition")
    _, page = follow(life.desk.client, life.link(Purpose.DUTY, "supervisor", "1"))
    assert "Told by mail of what you put on record: the employee." in page


def test_who_reports_is_not_named_among_those_who_are_told(life: Life) -> None:
    client = life.desk.sign_in(people.SUPERVISOR, life.desk.browser())
    page = client.get(f"/arrangements/{life.reference}/report/loss").text
    assert "It is sent at once to the HR representative and the employee." in page
