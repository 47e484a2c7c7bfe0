"""Every kind of field on the proposal's pages, as a browser without scripts sends it."""

import json
import re
from html import unescape

import pytest
from httpx2 import Response

from favorable import CERTIFICATE
from policy.acts import Submission
from policy.facts import Facts
from policy.form import FieldKind
from policy.week import Place
from records import uploads
from records.facts import EmployeeFacts
from tests import people
from tests.api.site import Desk, form_token, post
from tests.api.test_proposing import KEY, Proposer

PDF = CERTIFICATE.read_bytes()
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


@pytest.fixture
def proposer(desk: Desk) -> Proposer:
    """An employee at the form."""
    return Proposer(desk)


def attach(proposer: Proposer, field: str, content: bytes, name: str = "paper.pdf") -> Response:
    """Send a section with a file in it."""
    path = f"{proposer.path}/{proposer.holding(field).id}"
    token = form_token(proposer.client.get(path).text)
    data = {"csrf": token, **proposer.typed}
    files = {f"{field}.file": (name, content, "application/pdf")}
    return proposer.client.post(
        path, data=data, files=files, headers={"Sec-Fetch-Site": "same-origin"}
    )


def draft(proposer: Proposer) -> dict[str, str]:
    """What is kept of the draft."""
    page = proposer.client.get(proposer.path)
    assert page.status_code == 200
    with proposer.desk.session() as session:
        from_records = uploads.of_person(session, people.EMPLOYEE)
    return {each.digest: each.name for each in from_records}


def sent(proposer: Proposer) -> Submission:
    """Send the proposal; what the engine got."""
    answer = post(proposer.client, f"{proposer.path}/check", key=KEY)
    assert answer.status_code == 303, unescape(re.sub(r"<[^>]+>", " ", answer.text))
    [(_, submission)] = proposer.desk.door.acts
    assert isinstance(submission, Submission)
    return submission


class TestUploads:
    @pytest.mark.requirement("CT-115")
    def test_a_file_is_kept_shown_by_its_name_and_sent_by_its_hash(
        self, proposer: Proposer
    ) -> None:
        proposer.fill_all()
        assert attach(proposer, "insurance_certificate", PDF, "my policy.pdf").status_code == 303
        page = proposer.page("/insurance")
        assert "We have your file my policy.pdf" in page
        assert "my policy.pdf" in proposer.page("/check")
        kept = sent(proposer).proposal.answers["insurance_certificate"]
        digest, _, name = kept.partition(" ")
        assert name == "my policy.pdf"
        assert len(digest) == 64
        assert proposer.desk.parts.store.get(digest).startswith(b"%PDF-")

    def test_it_is_taken_away_by_a_button_and_nothing_else_is_lost(
        self, proposer: Proposer
    ) -> None:
        attach(proposer, "insurance_certificate", PDF)
        section = proposer.holding("insurance_certificate")
        answer = proposer.fill(
            section, without="insurance_certificate", insurance_holder="Ana Rivera"
        )
        assert answer.headers["location"].endswith("/insurance#insurance_certificate")
        page = proposer.client.get(f"{proposer.path}/insurance").text
        assert "We have your file" not in page
        assert 'value="Ana Rivera"' in page

    def test_the_next_save_keeps_the_file_without_sending_it_again(
        self, proposer: Proposer
    ) -> None:
        attach(proposer, "insurance_certificate", PDF)
        page = proposer.client.get(f"{proposer.path}/insurance").text
        found = re.search(r'type="hidden" name="insurance_certificate" value="([^"]+)"', page)
        assert found
        section = proposer.holding("insurance_certificate")
        kept = unescape(found.group(1))
        assert proposer.fill(section, insurance_certificate=kept).status_code == 303
        assert "We have your file paper.pdf" in proposer.page("/insurance")

    def test_nobody_names_a_file_that_is_not_their_own(self, proposer: Proposer) -> None:
        section = proposer.holding("insurance_certificate")
        answer = proposer.fill(section, insurance_certificate=f"{'a' * 64} other.pdf")
        assert answer.status_code == 422
        assert "again" in unescape(answer.text)
        assert "other.pdf" not in proposer.page("/insurance")

    @pytest.mark.parametrize(
        "content", [b"", b"<html>", b"PK\x03\x04", b"GIF89a", b"\x00" * 64], ids=range(5)
    )
    def test_what_is_no_paper_is_refused_beside_its_field(
        self, proposer: Proposer, content: bytes
    ) -> None:
        answer = attach(proposer, "insurance_certificate", content)
        assert answer.status_code == 422
        page = unescape(answer.text)
        assert 'href="#insurance_certificate"' in page
        assert "<title>Error: " in page
        assert draft(proposer) == {}

    def test_a_form_with_a_file_is_as_well_guarded_as_any(self, proposer: Proposer) -> None:
        path = f"{proposer.path}/insurance"
        files = {"insurance_certificate.file": ("a.pdf", PDF, "application/pdf")}
        answer = proposer.client.post(path, data={"csrf": "made up"}, files=files)
        assert answer.status_code == 403
        stranger = proposer.desk.browser()
        answer = stranger.post(path, data={"csrf": "made up"}, files=files)
        assert answer.status_code == 403
        assert draft(proposer) == {}

    def test_what_is_needed_only_before_signing_can_be_sent_without(
        self, proposer: Proposer
    ) -> None:
        proposer.fill_all()
        page = proposer.page("/insurance")
        assert "needed before anybody signs; you can add it later" in page
        assert "to add before signing" in proposer.page("")
        assert "insurance_certificate" not in sent(proposer).proposal.answers


class TestSchedules:
    def week(self, start: str, *away: str) -> dict[str, str]:
        """A week's form keys, eight hours a day."""
        hours = {
            "starts": "8:00 am",
            "lunch_starts": "12:00 pm",
            "lunch_ends": "12:30 pm",
            "ends": "4:30 pm",
            "breaks": "10:00 am",
        }
        keys: dict[str, str] = {}
        for day in DAYS:
            place = Place.TELECOMMUTING if day in away else Place.DUTY_STATION
            keys |= {f"{start}.{day}.{name}": value for name, value in hours.items()}
            keys[f"{start}.{day}.place"] = place.value
        return keys

    @pytest.mark.requirement("CT-088")
    def test_a_second_week_is_opened_by_a_button_as_the_first_one_is(
        self, proposer: Proposer
    ) -> None:
        section = proposer.holding("week")
        assert "week2." not in proposer.client.get(f"{proposer.path}/schedule").text
        answer = proposer.fill(section, more="week")
        assert answer.headers["location"].endswith("/schedule#week")
        page = proposer.client.get(f"{proposer.path}/schedule").text
        assert 'name="week2.tuesday.place"' in page
        assert page.count('value="8:00 am"') == 10
        proposer.fill_all(**self.week("week2", "monday"))
        submission = sent(proposer)
        assert len(submission.proposal.week) == 14
        assert submission.proposal.week[7].place is Place.TELECOMMUTING

    def test_a_second_week_is_taken_away_again(self, proposer: Proposer) -> None:
        section = proposer.holding("week")
        proposer.fill(section, more="week")
        proposer.fill(section, without="week2", **self.week("week2", "monday"))
        assert "week2." not in proposer.client.get(f"{proposer.path}/schedule").text

    @pytest.mark.requirement("CT-091")
    def test_the_share_of_each_week_is_shown_with_its_arithmetic(self, proposer: Proposer) -> None:
        proposer.fill_all(**self.week("week2", "monday"))
        for page in ("/schedule", "/check"):
            shown = proposer.page(page)
            assert "Week 1: 16 of 40 hours away, 40%." in shown
            assert "Week 2: 8 of 40 hours away, 20%." in shown
            assert "At most 50% of each week may be away." in shown

    @pytest.mark.requirement("CT-091")
    def test_more_than_half_of_a_week_is_refused_with_its_arithmetic(
        self, proposer: Proposer
    ) -> None:
        away = self.week("week", "monday", "tuesday", "wednesday")
        answer = proposer.fill(proposer.holding("week"), **away)
        assert answer.status_code == 422
        assert "24 of 40 hours away, 60%" in unescape(answer.text)
        assert "IV.D" in answer.text

    @pytest.mark.requirement("CT-085")
    def test_part_of_a_day_is_offered_to_who_regularly_works_in_the_field(self, desk: Desk) -> None:
        assert "part_day" not in Proposer(desk).client.get("/propose").text
        before = Proposer(desk)
        page = before.client.get(f"{before.path}/schedule").text
        assert 'value="field_work"' in page
        assert 'value="part_day"' not in page
        on_file(desk, Facts(field_work=True))
        page = before.client.get(f"{before.path}/schedule").text
        assert 'value="part_day"' in page
        assert 'name="week.monday.field_work_ends"' in page

    def test_hours_on_file_are_shown_and_bind(self, proposer: Proposer) -> None:
        on_file(proposer.desk, Facts(hours=(7.5,) * 5 + (0, 0), schedule_type="standard"))
        assert "Your hours on file: Monday 7.5, Tuesday 7.5" in proposer.page("/schedule")
        answer = proposer.fill(proposer.holding("week"))
        assert answer.status_code == 422
        assert "Monday has 8 hours here and 7.5 on file" in unescape(answer.text)

    def test_the_schedule_on_file_is_shown_and_typed_by_nobody(self, proposer: Proposer) -> None:
        on_file(proposer.desk, Facts(schedule_type="reduced"))
        page = proposer.client.get(f"{proposer.path}/status").text
        assert 'name="schedule_type"' not in page
        proposer.fill_all(schedule_type="Standard")
        assert sent(proposer).proposal.answers["schedule_type"] == "Reduced"


def on_file(desk: Desk, facts: Facts) -> None:
    """Put facts of the employee on file."""
    with desk.session() as session:
        session.merge(
            EmployeeFacts(
                person=people.EMPLOYEE,
                disciplined_on=[],
                hours=list(facts.hours),
                schedule_type=facts.schedule_type,
                field_work=facts.field_work,
            )
        )
        session.commit()


class TestQuestions:
    def test_nobody_is_asked_for_what_others_fill_in(self, proposer: Proposer) -> None:
        theirs = [item for item in proposer.program.fields if item.role not in {"", "employee"}]
        assert theirs
        pages = "".join(
            proposer.client.get(f"{proposer.path}/{each.id}").text for each in proposer.sections
        )
        for item in theirs:
            assert f'name="{item.id}"' not in pages
            assert f'name="{item.id}.' not in pages
        assert 'name="own_measures"' not in pages

    @pytest.mark.requirement("CT-001")
    def test_what_others_fill_in_is_taken_from_nobody_else(self, proposer: Proposer) -> None:
        stray = {"own_measures": "None.", "equipment": "[]", "status": "approved", "role": "x"}
        proposer.fill_all(**stray, **{"equipment.1.item": "Laptop"})
        answers = sent(proposer).proposal.answers
        theirs = {item.id for item in proposer.program.fields if item.role}
        assert not theirs & set(answers)
        assert not {"status", "role"} & set(answers)

    def test_conditions_are_said_in_plain_words(self, proposer: Proposer) -> None:
        page = proposer.page("/care")
        assert "if you answer Yes to “Do children or elders" in page
        assert "if you choose My own computer, with specific authorization for" in proposer.page(
            "/technology"
        )

    @pytest.mark.requirement("CT-081")
    def test_a_condition_that_holds_makes_its_field_needed(self, proposer: Proposer) -> None:
        answer = proposer.fill(proposer.holding("dependents"), dependents="yes")
        assert answer.status_code == 422
        assert 'href="#care_arrangements"' in answer.text
        assert 'href="#care_proof"' not in answer.text

    def test_each_answer_has_one_row_and_one_way_to_change_it_that_comes_back(
        self, proposer: Proposer
    ) -> None:
        proposer.fill_all()
        page = proposer.client.get(f"{proposer.path}/check").text
        asked = [item for each in proposer.sections for item in each.fields]
        for item in asked:
            found = page.count(f'?back=check#{item.id}"')
            known = item.prefill in {"name", "number", "title", "unit", "duty_station", "phone"}
            assert found == (0 if known or item.prefill == "mail" else 1), item.id
        section = proposer.holding("starts_on")
        answer = proposer.fill(section, back="check")
        assert answer.headers["location"] == f"{proposer.path}/check"

    def test_a_back_that_leads_elsewhere_leads_on(self, proposer: Proposer) -> None:
        answer = proposer.fill(proposer.sections[0], back="//evil.example")
        assert answer.headers["location"] == f"{proposer.path}/{proposer.sections[1].id}"


NASTY = (
    "",
    "   ",
    "x" * 5000,
    "\x00",
    "\x1b[0m",
    "\u202egnp.exe",
    "\ud83d\ude00",
    "O'Brien-Łukasz",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "%0d%0aBcc: x",
    "=HYPERLINK(1)",
    "2/31/2027",
    "0000-00-00",
    "9999-12-31",
    "-1",
    "1e309",
    "\u0663",
    "[[[[",
    json.dumps([{"item": 1}]),
    "../../etc/passwd",
)


@pytest.mark.parametrize("text", NASTY)
def test_bad_input_in_every_field_is_shown_as_text_and_breaks_nothing(
    proposer: Proposer, text: str
) -> None:
    for section in proposer.sections:
        keys = [item.id for item in section.fields] + [f"{item.id}.1.x" for item in section.fields]
        keys += ["week.monday.place", "week2.monday.starts", "more", "without"]
        answer = post(
            proposer.client,
            f"{proposer.path}/{section.id}",
            **dict.fromkeys(keys, text.encode("utf-8", "replace").decode()),
        )
        assert answer.status_code in {303, 422}, section.id
        for page in (section.id, "check", ""):
            shown = proposer.client.get(f"{proposer.path}/{page}".rstrip("/"))
            assert shown.status_code == 200
            assert "<script>alert" not in shown.text
            assert ">49<" not in shown.text
    assert proposer.desk.door.acts == []


def test_every_kind_of_field_is_known_to_the_page(desk: Desk) -> None:
    kinds = {item.kind for program in desk.parts.programs for item in program.fields}
    assert set(FieldKind) - kinds <= {FieldKind.TIME}
