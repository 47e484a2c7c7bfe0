"""The pages that links lead to while an arrangement is in force: decide, do what is owed."""

from html import unescape

import pytest
from httpx2 import Client

from api.doors.acts import act_key
from demonstration.favorable import CERTIFICATE
from policy.concerns import ApprovalDecided, Concern, ConcernState, DutyDone
from policy.forms.kinds import uploaded
from policy.tasks import Purpose
from tests import people
from tests.api.coming_up import DAY_CHANGE, Life
from tests.api.reading import CHOSEN, follow
from tests.api.site import form_token, post

CARE = {"day": "2026-12-01", "dependents": "yes", "care_arrangements": "A new day care."}
OUTAGE = {"cause": "Loss of power at home", "day": "2026-12-01", "since": "10:15"}
OWN = {"computer": "A tablet", "authorized_by_it": "77"}
HEADERS = {"Sec-Fetch-Site": "same-origin"}


def decided(life: Life, concern: Concern) -> tuple[str, str]:
    """The page of the link by which the supervisor decides: its path and its text."""
    link = life.link(Purpose.APPROVE, "supervisor", str(concern.number))
    return follow(life.desk.client, link)


def decide(client: Client, path: str, **fields: str) -> str:
    """Send the decision's form; where it leads."""
    return str(post(client, f"{path}/approve", path, key=CHOSEN, **fields).headers["location"])


class TestDecidingOnARequest:
    @pytest.mark.requirement("CT-097")
    def test_the_page_says_what_is_asked_by_whom_and_until_when(self, life: Life) -> None:
        path, page = decided(life, life.request("day_change", DAY_CHANGE))
        assert "Change of a telecommuting day" in page
        assert "before December 8, 2026" in page
        assert "A training" in page
        assert "(General Letter 32, IV.D)" in page
        assert "Nothing is decided yet." in page
        assert life.desk.door.acts == []
        assert path.startswith("/tasks/")

    def test_a_tick_and_a_press_approve(self, life: Life) -> None:
        concern = life.request("day_change", DAY_CHANGE)
        path, _ = decided(life, concern)
        key = act_key(people.SUPERVISOR, CHOSEN)
        assert decide(life.desk.client, path, approved="yes", agree="yes") == f"{path}?act={key}"
        ((reference, act),) = life.desk.door.acts
        assert isinstance(act, ApprovalDecided)
        assert (reference, act.number, act.approved) == (life.reference, concern.number, True)
        assert (act.by.person, act.by.identified_by) == (people.SUPERVISOR, "link")

    def test_a_refusal_needs_its_reason(self, life: Life) -> None:
        path, _ = decided(life, life.request("day_change", DAY_CHANGE))
        answer = post(
            life.desk.client, f"{path}/approve", path, key=CHOSEN, approved="no", note=" "
        )
        assert answer.status_code == 422
        assert "Say why you refuse it." in answer.text
        decide(life.desk.client, path, approved="no", note="All hands.\r\nThat day.")
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, ApprovalDecided)
        assert (act.approved, act.note) == (False, "All hands.\nThat day.")

    def test_a_press_alone_approves_nothing(self, life: Life) -> None:
        """Mail scanners press every button they find, and fill in nothing."""
        path, _ = decided(life, life.request("day_change", DAY_CHANGE))
        answer = post(life.desk.client, f"{path}/approve", path, key=CHOSEN, approved="yes")
        assert answer.status_code == 422
        assert "Tick this if you approve it." in answer.text
        assert life.desk.door.acts == []

    def test_neither_button_is_no_approval(self, life: Life) -> None:
        path, _ = decided(life, life.request("day_change", DAY_CHANGE))
        answer = post(life.desk.client, f"{path}/approve", path, key=CHOSEN)
        assert answer.status_code == 422
        assert life.desk.door.acts == []

    def test_once_decided_the_link_shows_the_receipt(self, life: Life) -> None:
        concern = life.request("day_change", DAY_CHANGE)
        path, form = decided(life, concern)
        life.close(concern, ConcernState.REFUSED, "supervisor", note="All hands.")
        page = unescape(life.desk.client.get(path).text)
        assert "Ana Rivera telecommutes on Tuesdays and Thursdays from December 1, 2026" in page
        assert "You refused: change of a telecommuting day, December 8, 2026" in page
        assert "All hands." in page
        sent = {"csrf": form_token(form), "key": CHOSEN, "approved": "yes"}
        again = life.desk.client.post(f"{path}/approve", data=sent, headers=HEADERS)
        assert again.headers["location"] == path
        assert life.desk.door.acts == []

    @pytest.mark.parametrize(
        ("state", "told"),
        [
            (ConcernState.LAPSED, "This has lapsed"),
            (ConcernState.WITHDRAWN, "This was taken back"),
        ],
    )
    def test_a_link_to_what_is_open_no_more_says_why(
        self, life: Life, state: ConcernState, told: str
    ) -> None:
        concern = life.request("day_change", DAY_CHANGE)
        path, _ = decided(life, concern)
        life.close(concern, state)
        answer = life.desk.client.get(path)
        explained = life.desk.client.get(answer.headers["location"])
        assert told in explained.text
        assert life.desk.door.acts == []

    def test_a_link_to_what_somebody_else_decided_names_them(self, life: Life) -> None:
        concern = life.request("day_change", DAY_CHANGE)
        path, _ = decided(life, concern)
        life.holders = life.holders | {"supervisor": people.COLLEAGUE}
        life.close(concern, ConcernState.APPROVED, "supervisor")
        answer = life.desk.client.get(path)
        explained = unescape(life.desk.client.get(answer.headers["location"]).text)
        assert "Sam Okafor approved it as supervisor on" in explained

    def test_each_request_has_a_link_of_its_own(self, life: Life) -> None:
        first = life.request("day_change", DAY_CHANGE)
        second = life.request("own_computer", OWN)
        assert second.number == first.number + 1
        link = life.link(Purpose.APPROVE, "manager", str(second.number))
        _, page = follow(life.desk.client, link)
        assert "Use of my own computer" in page
        assert "A training" not in page

    def test_a_decided_request_shows_its_receipt_while_another_waits(self, life: Life) -> None:
        first = life.request("day_change", DAY_CHANGE)
        life.request("day_change", DAY_CHANGE | {"day": "2026-12-15", "moved_to": "2026-12-16"})
        path, _ = decided(life, first)
        life.close(first, ConcernState.APPROVED, "supervisor")
        page = life.desk.client.get(path).text
        assert "You approved: change of a telecommuting day, December 8, 2026" in unescape(page)
        assert "Nothing is decided yet." not in page

    def test_a_new_link_is_sent_for_a_request_that_waits(self, life: Life) -> None:
        concern = life.request("day_change", DAY_CHANGE)
        path, _ = decided(life, concern)
        link = path.removeprefix("/tasks/")
        before = len(life.desk.mails(people.SUPERVISOR))
        post(life.desk.client, f"/links/{link}/again", f"/links/{link}")
        sent = life.desk.mails(people.SUPERVISOR)[before:]
        assert [mail.kind for mail in sent] == ["approval_reminder"]
        assert "December 8, 2026" in sent[0].subject


class TestDoingWhatIsOwed:
    @pytest.mark.requirement("CT-125")
    def test_a_duty_closes_only_with_its_file(self, life: Life) -> None:
        life.report("care_change", CARE)
        path, page = follow(life.desk.client, life.link(Purpose.DUTY, "employee", "2"))
        assert "Updated proof of care arrangements" in page
        assert "December 15, 2026" in page
        assert "It follows from: Change in family responsibilities" in page
        token = form_token(life.desk.client.get(path).text)
        data = {"csrf": token, "key": CHOSEN}
        bare = life.desk.client.post(f"{path}/duty", data=data, headers=HEADERS)
        assert bare.status_code == 422
        assert "Choose a file for “Proof of the care arrangements”" in unescape(bare.text)
        assert life.desk.door.acts == []
        files = {"care_proof.file": ("proof.pdf", CERTIFICATE.read_bytes(), "application/pdf")}
        sent = life.desk.client.post(f"{path}/duty", data=data, files=files, headers=HEADERS)
        assert sent.status_code == 303
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, DutyDone)
        found = uploaded(act.answers["care_proof"])
        assert (act.number, found is not None and found[1]) == (2, "proof.pdf")

    @pytest.mark.requirement("CT-156")
    def test_the_supervisor_names_one_disposition(self, life: Life) -> None:
        life.report("interruption", OUTAGE)
        link = life.link(Purpose.DUTY, "supervisor", "2")
        path, page = follow(life.desk.client, link)
        assert "Loss of power at home" in page
        bare = post(life.desk.client, f"{path}/duty", path, key=CHOSEN)
        assert bare.status_code == 422
        chosen = {"disposition": "Accrued leave"}
        assert post(life.desk.client, f"{path}/duty", path, key=CHOSEN, **chosen).status_code == 303
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, DutyDone)
        assert act.answers == chosen

    def test_once_done_the_link_shows_the_receipt(self, life: Life) -> None:
        concern = life.owe("disposition")
        path, form = follow(life.desk.client, life.link(Purpose.DUTY, "supervisor", "1"))
        life.close(concern, ConcernState.DONE, "supervisor", closing={"disposition": "Leave"})
        assert "You put on record" in life.desk.client.get(path).text
        sent = {"csrf": form_token(form), "key": CHOSEN}
        again = life.desk.client.post(f"{path}/duty", data=sent, headers=HEADERS)
        assert again.headers["location"] == path

    def test_what_is_owed_no_more_says_so(self, life: Life) -> None:
        concern = life.owe("disposition")
        path, _ = follow(life.desk.client, life.link(Purpose.DUTY, "supervisor", "1"))
        life.close(concern, ConcernState.DROPPED)
        answer = life.desk.client.get(path)
        assert "This is owed no more" in life.desk.client.get(answer.headers["location"]).text

    def test_home_lists_each_duty_by_its_name(self, life: Life) -> None:
        life.owe("equipment_return", subject="Laptop, CT-1234")
        life.owe("equipment_return", subject="Phone, CT-99")
        life.desk.sign_in(people.SUPERVISOR)
        page = unescape(life.desk.client.get("/").text)
        assert "Laptop, CT-1234" in page
        assert "Phone, CT-99" in page
