"""How proposals fared: denials by question, copies in time, files that are whole, stages, ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from policy.account import Ending
from policy.acts import Outcome
from policy.counting.extent import Authorized, Case, Terms
from policy.counting.figures import Statement
from policy.hours.planned import Lived
from tests.policy.counting.made import YEAR, a_case, counted, value


def decided(outcome: Outcome, *failing: str) -> Case:
    case = a_case()
    at = datetime(2026, 1, 9, 15, tzinfo=UTC)
    return Case(
        "TA-9", "1009", case.received_at, Lived("TA-9", "1009", ()), {}, outcome, at, failing
    )


def test_denials_are_counted_by_each_question_in_the_way() -> None:
    made = counted(decided(Outcome.DENIED, "y3"), decided(Outcome.DENIED))
    assert value(made, "decisions:denied") == 2
    assert value(made, "denials:y3") == 1
    assert value(made, "denials:open") == 1


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (datetime(2026, 9, 11, 3, 59, tzinfo=UTC), "on_time"),
        (datetime(2026, 9, 11, 4, 0, tzinfo=UTC), "late"),
        (None, "unsent"),
    ],
)
@pytest.mark.requirement("CT-174")
def test_a_copy_is_in_time_until_its_last_day_is_over(sent: datetime | None, name: str) -> None:
    due = datetime(2026, 9, 11, 4, 0, tzinfo=UTC)
    signed = Authorized(1, datetime(2026, 9, 3, 15, tzinfo=UTC), due, sent, filed=True)
    case = Case("TA-1", "1001", signed.at, Lived("TA-1", "1001", ()), authorized=(signed,))
    made = counted(case)
    assert {each: value(made, f"copies:{each}") for each in ("on_time", "late", "unsent")} == {
        "on_time": 0,
        "late": 0,
        "unsent": 0,
        name: 1,
    }


def test_a_file_is_complete_with_everything_in_it() -> None:
    at = datetime(2026, 9, 3, 15, tzinfo=UTC)
    whole = Authorized(1, at, None, at, filed=True)
    cases = [
        Case(name, name, at, Lived(name, name, ()), {1: terms}, authorized=(version,))
        for name, terms, version in (
            ("TA-1", Terms(), whole),
            ("TA-2", Terms(lacking=("insurance",)), whole),
            ("TA-3", Terms(), Authorized(1, at, None, None, filed=True)),
        )
    ]
    made = counted(*cases)
    found = Statement(made).figure("files:complete")
    assert found is not None
    assert found.cases == ("TA-1",)
    assert found.shown == "33.3%"


def test_stages_are_the_medians_of_what_was_over_in_the_year() -> None:
    begun = datetime(2025, 12, 30, 15, tzinfo=UTC)
    cases = [
        Case(
            f"TA-{days}",
            f"{days}",
            begun,
            Lived("", "", ()),
            milestones={"received": begun, "reviewed": begun + timedelta(days=days)},
        )
        for days in (1, 4, 6, 20)
    ]
    assert value(counted(*cases), "stages:reviewed") == 6


def test_ends_are_counted_in_the_year_of_the_first_day_without() -> None:
    ended = [
        Case(f"{on}", "1", YEAR.begins, Lived("", "", ()), ended=Ending.EXPIRED, ended_on=on)
        for on in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert value(counted(*ended), "ends:expired") == 2
