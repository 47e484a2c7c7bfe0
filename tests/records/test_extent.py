"""What the yearly statement rests on, read alike from both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from policy.account import Account, Ending, Entry, Happening, Span, Status
from policy.analysis import Finding, Found
from policy.timekeeping import Period
from records import board, extent, findings
from records.accounts import write_account
from records.extent import Since
from records.hours import RecordedHours
from tests.records.samples import (
    NOW,
    PROPOSAL,
    REFERENCE,
    a_person,
    a_standing,
    a_submission,
)

HOUR = timedelta(hours=1)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SINCE = Since(
    frozenset({"comptroller"}),
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2027, 1, 1, tzinfo=UTC),
    date(2026, 1, 1),
)
LIFE = (
    (Happening.SUBMITTED, "", 0),
    (Happening.REVIEW_GIVEN, "", 0),
    (Happening.REVIEW_GIVEN, "", 0),
    (Happening.DECIDED, "approved", 0),
    (Happening.FROZEN, "", 1),
    (Happening.AUTHORIZED, "", 1),
    (Happening.FILED, "personnel_file", 1),
    (Happening.COPY_SENT, "das", 1),
    (Happening.COPY_SENT, "elsewhere", 1),
    (Happening.ENDED, "ended_by_agency", 1),
)


def live(
    session: Session,
    reference: str = REFERENCE,
    *,
    status: Status = Status.ENDED,
    agency: str = "comptroller",
    ended_on: date | None = date(2026, 12, 20),
) -> None:
    """One whole life on record, a step each hour."""
    entries = tuple(
        Entry(
            seq,
            NOW + seq * HOUR,
            kind,
            version=version,
            about=about,
            evidence={"because": "performance"} if kind is Happening.ENDED else {},
        )
        for seq, (kind, about, version) in enumerate(LIFE, 1)
    )
    standing = a_standing(reference=reference, status=status)
    whole = replace(
        standing,
        ending=Ending.ENDED_BY_AGENCY,
        in_force=1,
        spans=(Span(1, PROPOSAL.starts_on, PROPOSAL.ends_on),),
        ended_on=ended_on,
    )
    account = Account(whole, entries, (), ((0, PROPOSAL), (1, PROPOSAL)))
    write_account(session, account, submission=a_submission(reference, agency=agency))
    session.commit()


def test_only_what_matters_to_the_year_and_the_agencies_is_read(session: Session) -> None:
    live(session)
    live(session, "TA-2222-2222", agency="water")
    (found,) = extent.stood(session, SINCE)
    assert (found.reference, found.ending) == (REFERENCE, "ended_by_agency")
    assert found.spans == (Span(1, PROPOSAL.starts_on, PROPOSAL.ends_on),)
    later = Since(
        SINCE.agencies, NOW + timedelta(days=99), NOW + timedelta(days=400), date(2027, 2, 1)
    )
    assert extent.stood(session, later) == []


def test_the_steps_of_a_version_are_told_by_when_they_were_over(session: Session) -> None:
    live(session)
    before, signed = extent.steps(session, SINCE, ["das"])[REFERENCE]
    assert (before.version, before.reviewed, before.decided, before.outcome) == (
        0,
        NOW + 3 * HOUR,
        NOW + 4 * HOUR,
        "approved",
    )
    assert (signed.version, signed.fixed, signed.signed, signed.copied, signed.filed) == (
        1,
        NOW + 5 * HOUR,
        NOW + 6 * HOUR,
        NOW + 8 * HOUR,
        1,
    )


def test_a_version_is_read_with_its_week_and_answers(session: Session) -> None:
    live(session)
    ((reference, version, content),) = list(extent.contents(session, SINCE))
    assert (reference, version) == (REFERENCE, 1)
    assert content.answers == PROPOSAL.answers
    assert content.week[0]["weekday"] == "tuesday"
    assert content.starts_on == PROPOSAL.starts_on.isoformat()


def test_what_was_never_in_force_has_no_version_that_counts(session: Session) -> None:
    account = Account(a_standing(status=Status.DECLINED), (), (), ((0, PROPOSAL), (1, PROPOSAL)))
    write_account(session, account, submission=a_submission())
    assert list(extent.contents(session, SINCE)) == []


def test_of_steps_taken_twice_the_last_review_and_the_first_sending_count(
    session: Session,
) -> None:
    twice = (*LIFE[:-1], *((kind, about, version) for kind, about, version in LIFE[1:8]))
    entries = tuple(
        Entry(seq, NOW + seq * HOUR, kind, version=version, about=about)
        for seq, (kind, about, version) in enumerate(twice, 1)
    )
    standing = replace(a_standing(status=Status.ACTIVE), in_force=1)
    account = Account(standing, entries, (), ((0, PROPOSAL), (1, PROPOSAL)))
    write_account(session, account, submission=a_submission())
    before, signed = extent.steps(session, SINCE, ["das"])[REFERENCE]
    assert (before.reviewed, before.decided) == (NOW + 11 * HOUR, NOW + 12 * HOUR)
    assert (signed.fixed, signed.signed, signed.copied) == (
        NOW + 5 * HOUR,
        NOW + 6 * HOUR,
        NOW + 8 * HOUR,
    )


def test_an_ending_is_told_with_the_programs_reason(session: Session) -> None:
    live(session)
    assert extent.reasons(session, SINCE) == {REFERENCE: "performance"}


def test_the_findings_on_what_was_denied_are_found_together(session: Session) -> None:
    found = Found(Finding("y3", "no"), "manager", "1003", NOW)
    standing = a_standing(status=Status.DENIED)
    account = Account(standing, (), (), ((0, PROPOSAL),), findings=(found,))
    write_account(session, account, submission=a_submission())
    assert findings.of_denied(session, {"comptroller"}, SINCE.begins) == {REFERENCE: [found]}
    assert findings.of_denied(session, {"water"}, SINCE.begins) == {}


def test_recorded_hours_are_none_before_any_came_and_else_the_sum_of_their_codes(
    session: Session,
) -> None:
    assert extent.recorded(session, "comptroller", ["REGTC"], YEAR) is None
    for day, code, hours in ((6, "REGTC", 800), (8, "REGTC", 750), (8, "REG", 50)):
        session.add(
            RecordedHours(
                person="1001",
                day=date(2026, 1, day),
                code=code,
                hours=hours,
                agency="comptroller",
                file="f",
            )
        )
    session.commit()
    assert extent.recorded(session, "comptroller", ["REGTC"], YEAR) == 1550
    both = Period(date(2026, 1, 6), date(2026, 1, 8))
    assert extent.recorded(session, "comptroller", ["REGTC"], both) == 1550
    assert extent.recorded(session, "comptroller", ["OTHER"], YEAR) == 0
    assert extent.recorded(session, "water", ["REGTC"], YEAR) is None


def test_the_list_behind_a_figure_has_the_employees(session: Session) -> None:
    session.add(a_person("100101"))
    live(session)
    arrangement, person = board.with_employees(session, [REFERENCE])[REFERENCE]
    assert arrangement.reference == REFERENCE
    assert person is not None
    assert person.name == "Amara Rivera"


@pytest.mark.parametrize(("agencies", "year"), [({"comptroller"}, 2026), ({"water"}, None)])
def test_the_first_year_is_that_of_the_first_proposal(
    session: Session, agencies: set[str], year: int | None
) -> None:
    live(session)
    assert extent.first_year(session, agencies) == year
