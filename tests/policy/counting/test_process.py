"""How proposals fared: denials by question, copies in time, files that are whole, stages, ends."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from policy.account import Ending
from policy.acts import Outcome
from policy.counting.chapters import chapters
from policy.counting.counted import Counted
from policy.counting.extent import Authorized, Case, Terms
from policy.counting.figures import Statement
from policy.hours.planned import Lived
from tests.policy.counting.made import RULE, YEAR, a_case, counted, value

APPROVED = Outcome.APPROVED


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


def test_what_comes_in_is_decided_or_withdrawn_counts_in_the_year_in_which_it_was() -> None:
    def at(when: datetime, outcome: Outcome) -> Case:
        return replace(decided(outcome, "y3"), received_at=when, decided_at=when, withdrawn_at=when)

    moments = (YEAR.begins - timedelta(seconds=1), YEAR.begins, YEAR.ends)
    made = counted(*(at(when, Outcome.DENIED) for when in moments), at(moments[1], APPROVED))
    named = ("received", "approved", "denied", "withdrawn")
    assert [value(made, f"decisions:{name}") for name in named] == [2, 1, 1, 2]
    assert value(made, "denials:y3") == 1


def test_where_nobody_decides_no_decisions_are_counted() -> None:
    made = chapters(Counted(RULE, YEAR, [a_case()], decides=False))
    [chapter] = [each for each in made if each.id == "decisions"]
    assert [figure.title for figure in chapter.figures] == ["Received", "Withdrawn"]


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
    assert [value(made, f"files:{name}") for name in ("signed", "insurance", "copy")] == [3, 2, 2]


def test_a_file_is_judged_by_the_version_signed_last() -> None:
    at = datetime(2026, 9, 3, 15, tzinfo=UTC)
    signed = (Authorized(1, at, None, at, filed=True), Authorized(2, at, None, at))
    made = counted(Case("TA-1", "1001", at, Lived("", "", ()), authorized=signed))
    assert value(made, "files:filed") == 0


def test_a_program_that_sends_no_copy_counts_none() -> None:
    at = datetime(2026, 9, 3, 15, tzinfo=UTC)
    case = Case("TA-1", "1001", at, Lived("", "", ()), authorized=(Authorized(1, at, filed=True),))
    made = Statement(chapters(Counted(replace(RULE, copy=""), YEAR, [case])))
    assert made.figure("files:copy") is None
    assert made.figure("copies:authorized") is None
    complete = made.figure("files:complete")
    assert complete is not None
    assert complete.shown == "100%"


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
    made = Statement(counted(*cases))
    reviewed = made.figure("stages:reviewed")
    assert reviewed is not None
    assert (reviewed.value, reviewed.cases) == (6, ("TA-4", "TA-6", "TA-20"))
    assert made.figure("stages:decided") is None


def test_a_stage_is_named_by_its_end_since_another_program_has_others_before_it() -> None:
    begun = datetime(2026, 1, 5, 15, tzinfo=UTC)
    spent = {"received": begun, "fixed": begun + timedelta(days=1)}
    made = counted(Case("TA-1", "1001", begun, Lived("", "", ()), milestones=spent))
    [chapter] = [each for each in made if each.id == "stages"]
    assert [each.title for each in chapter.figures] == ["Completing: until the documents are fixed"]
    assert (
        chapter.text == "A stage begins where the one before it ended, the first with the proposal."
    )


def test_ends_are_counted_in_the_year_of_the_first_day_without() -> None:
    ended = [
        Case(f"{on}", "1", YEAR.begins, Lived("", "", ()), ended=Ending.EXPIRED, ended_on=on)
        for on in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert value(counted(*ended), "ends:expired") == 2
