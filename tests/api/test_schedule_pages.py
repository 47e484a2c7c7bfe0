"""The schedule on the pages of a proposal: two weeks, its arithmetic, and what is on file."""

import re
from html import unescape

import pytest

from api.views.weeks import laid_over
from policy.facts import Facts
from policy.week import Place
from records.facts import EmployeeFacts
from tests import people
from tests.api.proposer import DAYS, Proposer, sent
from tests.api.site import Desk, post

EIGHT_HOURS = (8.0,) * 5 + (0.0, 0.0)


@pytest.fixture
def proposer(desk: Desk) -> Proposer:
    """An employee at the form."""
    return Proposer(desk)


def refused(proposer: Proposer) -> str:
    """Send a proposal that is not taken; what the page says."""
    answer = post(proposer.client, f"{proposer.path}/check", key="refused-by-file")
    assert answer.status_code == 422
    assert proposer.desk.door.acts == []
    return unescape(answer.text)


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


def value_in(page: str, key: str) -> str:
    """What stands in an input of that name."""
    found = re.search(rf'name="{re.escape(key)}"[^>]* value="([^"]*)"', page)
    assert found is not None
    return found[1]


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

    @pytest.mark.requirement("CT-091")
    def test_a_second_week_is_opened_by_a_button_as_the_first_one_is(
        self, proposer: Proposer
    ) -> None:
        section = proposer.holding("week")
        assert "week2." not in proposer.client.get(f"{proposer.path}/schedule").text
        answer = proposer.fill(section, more="week")
        assert answer.headers["location"].endswith("/schedule#week2")
        page = proposer.client.get(f"{proposer.path}/schedule").text
        assert 'name="week2.tuesday.place"' in page
        assert page.count('id="week2"') == 1
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

    def test_one_day_s_hours_are_used_on_the_days_left_blank(self, proposer: Proposer) -> None:
        hours = ("starts", "lunch_starts", "lunch_ends", "ends", "breaks")
        blank = {f"week.{day}.{name}": "" for day in DAYS for name in hours}
        monday = {
            key: told for key, told in self.week("week").items() if key.startswith("week.monday")
        }
        friday = {"week.friday.starts": "9:00 am", "week.wednesday.place": Place.OFF.value}
        section = proposer.holding("week")
        answer = proposer.fill(section, alike="week", **{**blank, **monday, **friday})
        assert answer.headers["location"].endswith("/schedule#week")
        page = proposer.client.get(f"{proposer.path}/schedule").text
        shown = {
            day: [value_in(page, f"week.{day}.{name}") for name in hours]
            for day in (*DAYS, "saturday")
        }
        assert (
            shown["tuesday"]
            == shown["thursday"]
            == shown["monday"]
            == [
                "8:00 am",
                "12:00 pm",
                "12:30 pm",
                "4:30 pm",
                "10:00 am",
            ]
        )
        assert shown["wednesday"] == shown["saturday"] == [""] * 5
        assert shown["friday"] == ["9:00 am", "", "", "", ""]

    def test_a_week_that_was_not_sent_again_is_gone(self) -> None:
        stands = {"duty": "Audits", **self.week("week"), **self.week("week2")}
        assert laid_over(stands, {}) == stands
        assert laid_over(stands, {"duty": "Surveys"}) == stands | {"duty": "Surveys"}
        sent = self.week("week", "monday")
        assert laid_over(stands, sent) == {"duty": "Audits", **sent}

    @pytest.mark.requirement("CT-088")
    def test_the_share_of_each_week_is_shown_with_its_arithmetic(self, proposer: Proposer) -> None:
        proposer.fill_all(**self.week("week2", "monday"))
        for page in ("/schedule", "/check"):
            shown = proposer.page(page)
            assert "Week 1: 16 of 40 hours away, 40%." in shown
            assert "Week 2: 8 of 40 hours away, 20%." in shown
            assert "At most 50% of each week may be away." in shown

    @pytest.mark.requirement("CT-088")
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

    @pytest.mark.requirement("CT-003")
    @pytest.mark.requirement("CT-090")
    def test_hours_on_file_are_shown_and_bind(self, proposer: Proposer) -> None:
        on_file(proposer.desk, Facts(hours=(7.5,) * 5 + (0, 0), schedule_type="standard"))
        assert "Your hours on file: Monday 7.5, Tuesday 7.5" in proposer.page("/schedule")
        answer = proposer.fill(proposer.holding("week"))
        assert answer.status_code == 422
        assert "Monday has 8 hours here and 7.5 on file" in unescape(answer.text)

    def test_the_schedule_on_file_is_shown_and_typed_by_nobody(self, proposer: Proposer) -> None:
        on_file(proposer.desk, Facts(schedule_type="reduced", hours=EIGHT_HOURS))
        page = proposer.client.get(f"{proposer.path}/status").text
        assert 'name="schedule_type"' not in page
        proposer.fill_all(schedule_type="Standard")
        assert sent(proposer).proposal.answers["schedule_type"] == "Reduced"

    @pytest.mark.requirement("CT-003", "CT-087", "CT-090")
    def test_hours_and_schedule_that_are_not_on_file_are_mended_there(
        self, proposer: Proposer
    ) -> None:
        on_file(proposer.desk, Facts())
        assert 'name="schedule_type"' not in proposer.client.get(f"{proposer.path}/status").text
        assert "Your hours are not on file." in proposer.page("/schedule")
        proposer.fill_all(schedule_type="Standard")
        page = refused(proposer)
        assert "“Your present work schedule” is not on file for you. Human Resources" in page
        assert "Your hours are not on file. Human Resources records them first" in page

    @pytest.mark.requirement("CT-003", "CT-076")
    def test_nobody_types_an_official_duty_station_that_the_directory_lacks(
        self, proposer: Proposer
    ) -> None:
        with proposer.desk.session() as session:
            people.known(session, people.EMPLOYEE).duty_station = ""
            session.commit()
        page = proposer.client.get(f"{proposer.path}/employee").text
        assert 'name="duty_station"' not in page
        assert '<strong dir="auto">Not on file</strong>' in page
        proposer.fill_all(duty_station="Home")
        assert "“Official duty station” is not on file for you. Human Resources" in refused(
            proposer
        )
