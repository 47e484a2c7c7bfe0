"""What reached human resources on paper, and is put on record for who owed it."""

import re
from html import unescape

import pytest

from api.doors.acts import Refused
from policy.concerns import ConcernState, DutyDone
from policy.tasks import Purpose
from tests import people
from tests.api.coming_up import Life
from tests.api.reading import CHOSEN, follow
from tests.api.site import form_token, post


class TestWhatReachedHrOnPaper:
    def test_a_coordinator_puts_on_record_what_somebody_owes(self, life: Life) -> None:
        life.owe("disposition")
        client = life.desk.sign_in(people.COORDINATOR, life.desk.browser())
        page = f"/arrangements/{life.reference}/concerns/1"
        assert f'href="{page}/do"' in client.get(page).text
        assert "It is owed by the supervisor." in client.get(f"{page}/do").text
        bare = post(client, f"{page}/do", key=CHOSEN)
        assert bare.status_code == 422
        chosen = {"disposition": "Accrued leave"}
        assert post(client, f"{page}/do", key=CHOSEN, **chosen).status_code == 303
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, DutyDone)
        assert (act.number, act.answers, act.by.person) == (1, chosen, people.COORDINATOR)

    def test_what_is_done_is_not_done_again(self, life: Life) -> None:
        concern = life.owe("disposition")
        life.close(concern, ConcernState.DONE, "supervisor", closing={"disposition": "x"})
        client = life.desk.sign_in(people.COORDINATOR, life.desk.browser())
        page = f"/arrangements/{life.reference}/concerns/1"
        assert f'href="{page}/do"' not in client.get(page).text
        assert client.get(f"{page}/do").status_code == 404

    def test_what_somebody_did_meanwhile_is_told_on_the_form(self, life: Life) -> None:
        concern = life.owe("disposition")
        client = life.desk.sign_in(people.COORDINATOR, life.desk.browser())
        page = f"/arrangements/{life.reference}/concerns/1"
        sent = {"csrf": form_token(client.get(f"{page}/do").text), "key": CHOSEN}
        life.close(concern, ConcernState.DONE, "supervisor", closing={"disposition": "x"})
        life.desk.door.trouble = Refused("That was done already.")
        sent["disposition"] = "Accrued leave"
        answer = client.post(f"{page}/do", data=sent, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 409
        assert "That was done already." in unescape(answer.text)
        assert re.search(r'value="Accrued leave"[^>]* checked', answer.text)

    @pytest.mark.requirement("CT-131")
    def test_a_return_closes_only_with_its_date(self, life: Life) -> None:
        life.owe("equipment_return", subject="Laptop, CT-1234")
        path, page = follow(life.desk.client, life.link(Purpose.DUTY, "supervisor", "1"))
        assert "Laptop, CT-1234" in page
        bare = post(life.desk.client, f"{path}/duty", path, key=CHOSEN, came_back="Yes")
        assert bare.status_code == 422
        back = {"came_back": "Yes", "returned_on": "12/1/2026"}
        assert post(life.desk.client, f"{path}/duty", path, key=CHOSEN, **back).status_code == 303
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, DutyDone)
        assert act.answers["returned_on"] == "2026-12-01"

    @pytest.mark.requirement("CT-149")
    def test_a_new_certificate_is_the_file_and_its_last_day(self, life: Life) -> None:
        life.owe("certificate")
        path, _ = follow(life.desk.client, life.link(Purpose.DUTY, "employee", "1"))
        lapsed = {"insurance_holder": "Ana Rivera", "insurance_until": "11/30/2026"}
        answer = post(life.desk.client, f"{path}/duty", path, key=CHOSEN, **lapsed)
        text = unescape(answer.text)
        assert "Choose a file for" in text
        assert "December 1, 2026 or later" in text
        assert "(General Letter 32, IV.J)" in text
        assert life.desk.door.acts == []
