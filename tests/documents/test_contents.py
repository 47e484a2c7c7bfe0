"""What stands on a document, and what does not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from documents.contents import paper_content, signature_rows
from documents.paper import Block, Row
from documents.showing import show_answer, week_table
from policy.form import FieldKind
from policy.week import WEEKDAYS, Day, Place
from tests.documents.samples import (
    AUTHORIZED_AT,
    CLAUSES,
    EMPLOYEE,
    MADE_AT,
    PARTICULARS,
    PARTIES,
    PROGRAM,
    field,
    named,
    policy_alone,
    signed,
    week,
)

STATION = "duty station"


def block(document: str, title: str) -> Block:
    content = paper_content(PARTICULARS, document, (), made_at=MADE_AT)
    return next(each for each in content.blocks if each.title == title)


def test_the_arrangement_says_who_where_when_and_what() -> None:
    content = paper_content(PARTICULARS, "arrangement", (), made_at=MADE_AT)
    assert [each.title for each in content.blocks] == [
        "Employee",
        "Term",
        "Telecommuting location",
        "Weekly schedule",
        "Duties and performance",
        "Equipment",
    ]
    assert Row("Official duty station", "79 Elm Street, Hartford") in content.blocks[0].rows
    assert Row("First day", "December 1, 2026") in content.blocks[1].rows
    assert Row("Limit", "Nine-month maximum, IV.E") in content.blocks[1].rows


def test_a_document_without_signatures_says_so_before_its_first_part() -> None:
    """At its end the sentence was alone on a page."""
    content = paper_content(PARTICULARS, "proposal", (), made_at=MADE_AT)
    assert content.body[-1].startswith("This document takes no signature of its own")
    assert content.notes == ()


def test_what_only_the_review_needs_stands_on_the_proposal_alone() -> None:
    care = block("proposal", "Care and leave")
    assert care.rows[0].value == "No"
    with pytest.raises(StopIteration):
        block("arrangement", "Care and leave")


def test_a_field_may_stand_on_other_documents_than_its_section() -> None:
    shared = replace(field("care", "Care needed"), documents=("arrangement",))
    sections = tuple(
        replace(each, fields=(shared, *each.fields[1:])) if each.id == "care" else each
        for each in PROGRAM.sections
    )
    changed = replace(PARTICULARS, program=replace(PROGRAM, sections=sections))
    blocks = paper_content(changed, "arrangement", (), made_at=MADE_AT).blocks
    assert blocks[-1] == Block("Care and leave", (Row("Care needed", "no"),))


def test_what_the_directory_says_is_not_said_twice() -> None:
    content = paper_content(PARTICULARS, "proposal", (), made_at=MADE_AT)
    assert "The employee" not in [each.title for each in content.blocks]


def test_an_answer_that_differs_from_the_directory_is_shown() -> None:
    answers = {**PARTICULARS.proposal.answers, "station": "Another place"}
    changed = replace(PARTICULARS, proposal=replace(PARTICULARS.proposal, answers=answers))
    content = paper_content(changed, "proposal", (), made_at=MADE_AT)
    assert content.blocks[1] == Block(
        "The employee", (Row("Official duty station", "Another place"),)
    )


def test_the_other_parties_stand_with_the_employee_and_the_employee_once() -> None:
    rows = block("arrangement", "Employee").rows
    assert Row("Supervisor", "Tomasz Okafor, Supervising Environmental Analyst") in rows
    assert Row("DAS HR liaison", "Henry Whitfield") in rows
    assert [row.value for row in rows if EMPLOYEE.name in row.value] == [EMPLOYEE.name]


def test_facts_nobody_has_are_left_out() -> None:
    bare = replace(PARTICULARS, employee=replace(EMPLOYEE, phone="", unit=""), parties=())
    rows = paper_content(bare, "arrangement", (), made_at=MADE_AT).blocks[0].rows
    assert {"Work phone", "Division or unit", "Supervisor"}.isdisjoint(row.label for row in rows)


def test_the_week_is_a_table_with_its_share_away() -> None:
    schedule = block("arrangement", "Weekly schedule")
    assert schedule.rows == (
        Row("Telecommuting days", "Tuesdays and Thursdays"),
        Row("Away from the duty station", "16 of 40 hours, 40%"),
    )
    assert schedule.table[0] == ("Day", "Place", "Start", "Lunch", "Breaks", "End", "Hours")
    assert schedule.table[2] == (
        "Tuesday",
        "Telecommuting",
        "8:00 am",
        "12:00 to 12:30 pm",
        "10:00 and 14:30, 15 minutes each",
        "4:30 pm",
        "8",
    )


def test_answers_after_the_week_stand_below_its_table() -> None:
    sections = tuple(
        replace(each, fields=(*each.fields, field("address", "Field work")))
        if each.id == "schedule"
        else each
        for each in PROGRAM.sections
    )
    changed = replace(PARTICULARS, program=replace(PROGRAM, sections=sections))
    blocks = paper_content(changed, "arrangement", (), made_at=MADE_AT).blocks
    at = [each.title for each in blocks].index("Weekly schedule")
    assert blocks[at].table
    assert blocks[at + 1].title == ""
    assert [row.label for row in blocks[at + 1].rows] == ["Field work"]


def test_a_day_off_has_no_hours() -> None:
    first = week()[0]
    off = replace(first, place=Place.OFF, starts=None, lunch_starts=None, ends=None, breaks="")
    assert week_table((off,), STATION)[1] == ("Monday", "Off", *["\N{EN DASH}"] * 5)


def test_a_weekend_off_takes_no_room() -> None:
    off = tuple(Day(weekday, Place.OFF) for weekday in WEEKDAYS[5:])
    assert week_table((*week(), *off), STATION) == week_table(week(), STATION)


def test_a_part_day_says_until_when_it_is_field_work() -> None:
    day = replace(week()[0], place=Place.PART_DAY, field_work_ends=time(11))
    assert week_table((day,), STATION)[1][1] == "Field work until 11:00 am, then telecommuting"


def test_lunch_across_noon_keeps_both_halves_of_the_day() -> None:
    day = replace(week()[0], lunch_starts=time(11, 30), lunch_ends=time(12))
    assert week_table((day,), STATION)[1][3] == "11:30 am to 12:00 pm"


@pytest.mark.parametrize(
    ("kind", "answer", "shown"),
    [
        (FieldKind.YES_NO, "yes", "Yes"),
        (FieldKind.YES_NO, "no", "No"),
        (FieldKind.STATEMENT, "yes", "Agreed"),
        (FieldKind.DATE, "2026-12-01", "December 1, 2026"),
        (FieldKind.DATE, "soon", "soon"),
        (FieldKind.TEXT, "no", "no"),
        (FieldKind.TEXT, "  ", "Not given"),
    ],
)
def test_answers_read_as_words(kind: FieldKind, answer: str, shown: str) -> None:
    proposal = replace(PARTICULARS.proposal, answers={"asked": answer})
    assert show_answer(field("asked", "Asked", kind), proposal) == shown


def test_an_open_end_is_called_open() -> None:
    proposal = replace(PARTICULARS.proposal, ends_on=None)
    assert show_answer(field("ends_on", "Last day", FieldKind.DATE), proposal) == "Open"


def test_terms_stand_on_what_is_signed_and_not_on_the_proposal() -> None:
    assert paper_content(PARTICULARS, "arrangement", (), made_at=MADE_AT).clauses == CLAUSES
    assert paper_content(PARTICULARS, "policy", (), made_at=MADE_AT).clauses == ()
    assert paper_content(policy_alone(), "policy", (), made_at=MADE_AT).clauses == CLAUSES
    assert paper_content(PARTICULARS, "proposal", (), made_at=MADE_AT).clauses == ()


@pytest.mark.requirement("CT-169")
def test_the_signature_page_has_a_line_for_each_of_five_signers() -> None:
    rows = signature_rows(PROGRAM, "arrangement", PARTIES, {"manager": signed("manager")})
    assert [row.role for row in rows] == [
        "Employee",
        "Supervisor",
        "Manager",
        "Human resources representative",
        "Agency head or designee",
    ]
    assert [bool(row.signed_at) for row in rows] == [False, False, True, False, False]
    assert rows[1].name == "Tomasz Okafor"
    assert signature_rows(PROGRAM, "proposal", PARTIES, {}) == ()


def test_a_line_whose_signer_is_unknown_is_open_without_a_name() -> None:
    rows = signature_rows(PROGRAM, "arrangement", (), {})
    assert [(row.name, row.signed_at) for row in rows] == [("", "")] * 5


@pytest.mark.requirement("CT-174")
def test_the_filed_arrangement_says_when_it_was_authorized_and_when_the_copy_is_due() -> None:
    filed = replace(PARTICULARS, authorized_at=AUTHORIZED_AT)
    content = paper_content(filed, "arrangement", (), made_at=MADE_AT, frozen_digest="a" * 64)
    assert content.closing == (
        Block(
            "Authorization",
            (
                Row("Authorized", "Sunday, November 22, 2026, 4:12 pm EST"),
                Row("In effect", "December 1, 2026 to August 31, 2027"),
                Row("Copy to DAS", "due by the end of November 29, 2026"),
            ),
        ),
    )


def test_a_start_already_past_takes_effect_the_day_after_the_last_signature() -> None:
    late = replace(PARTICULARS, authorized_at=datetime(2026, 12, 10, 18, 0, tzinfo=UTC))
    content = paper_content(late, "arrangement", (), made_at=MADE_AT)
    assert content.closing[0].rows[1].value == "December 11, 2026 to August 31, 2027"


def test_the_day_of_submission_is_shown() -> None:
    assert Row("Proposal submitted", "October 20, 2026") in block("proposal", "Employee").rows
    unknown = replace(PARTICULARS, submitted_on=None)
    rows = paper_content(unknown, "proposal", (), made_at=MADE_AT).blocks[0].rows
    assert "Proposal submitted" not in [row.label for row in rows]


def test_content_is_the_same_for_the_same_particulars() -> None:
    once = paper_content(named("A"), "arrangement", (), made_at=MADE_AT)
    assert once == paper_content(named("A"), "arrangement", (), made_at=MADE_AT)
    assert once != paper_content(named("B"), "arrangement", (), made_at=MADE_AT)
    assert PARTICULARS.proposal.starts_on == date(2026, 12, 1)


def test_an_unknown_document_is_named() -> None:
    with pytest.raises(KeyError, match="lease"):
        paper_content(PARTICULARS, "lease", (), made_at=MADE_AT)
