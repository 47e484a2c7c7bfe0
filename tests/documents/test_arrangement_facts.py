"""What of the proposal, the review and the law stands on the arrangement that is signed."""

from dataclasses import replace

import pytest

from documents.paper import Row
from policy.acts import Determination
from tests.documents.whole import (
    DETERMINED_BECAUSE,
    EMPLOYEE,
    TWO_WEEKS,
    determined,
    signed,
    unsigned,
    whole,
)
from tests.documents.whole_text import block, text

BEFORE = "TA-4D5F-6G7H"


@pytest.mark.requirement("CT-149")
def test_the_insurance_stands_with_its_file_its_holder_and_its_last_day() -> None:
    content = unsigned(whole(insurance_holder="Ana Rivera"), "arrangement")
    rows = block(content, "Insurance").rows
    assert rows == (
        Row("Name of the person insured", "Ana Rivera"),
        Row("The certificate is valid until", "December 31, 2037"),
    )
    [certificate] = (
        row for row in block(content, "Documents on file").rows if "insurance" in row.label
    )
    assert certificate.value.startswith("certificate.pdf (SHA-256 ")
    assert len(certificate.value) < 50


@pytest.mark.requirement("CT-071")
def test_the_bargaining_unit_stands_on_both_forms() -> None:
    for document in ("proposal", "arrangement"):
        content = unsigned(whole(), document)
        assert Row("Bargaining unit", EMPLOYEE.bargaining_unit) in block(content, "Employee").rows


@pytest.mark.requirement("CT-150")
def test_the_exact_address_stands_on_the_dated_arrangement() -> None:
    shown = text(signed(whole(), "arrangement"))
    assert "Full address 18 Larch Road, Tolland, CT 06084" in shown
    assert "Authorized Monday, November 16, 2026, 9:05 am EST" in shown


@pytest.mark.requirement("CT-129")
def test_both_standards_and_the_equipment_stand_on_the_arrangement_alone() -> None:
    content = unsigned(
        whole(own_measures="Accounts a week.", group_measures="Days to close."), "arrangement"
    )
    values = [row.value for row in block(content, "How performance is measured").rows]
    assert values == ["Accounts a week.", "Days to close."]
    [listed] = (each for each in content.blocks if each.caption.startswith("Agency-owned"))
    assert listed.table == (
        ("Item", "Tag or serial number", "Authorized on", "Date out"),
        ("Laptop, 14 inch", "OSC-004512", "November 13, 2026", "November 16, 2026"),
        ("VPN key", "VPN-7730", "November 13, 2026", "November 16, 2026"),
    )
    assert not any(each.caption for each in unsigned(whole(), "proposal").blocks)


@pytest.mark.requirement("CT-160", "CT-162")
def test_the_arrangement_says_what_was_determined_of_an_accommodation() -> None:
    asking = whole(accommodation="yes")
    by = "by Hana Ito, HR representative, November 12, 2026"
    for particulars, shown in (
        (whole(accommodation="no"), "No"),
        (asking, "Asked for, not determined"),
        (determined(asking, Determination.GRANTED), f"Yes, granted {by}"),
        (determined(asking, Determination.NOT_GRANTED), f"No, not granted {by}"),
    ):
        content = unsigned(particulars, "arrangement")
        assert Row("Reasonable accommodation", shown) in block(content, "Employee").rows
        assert DETERMINED_BECAUSE not in text(content)


@pytest.mark.requirement("CT-103")
def test_the_arrangement_says_what_notice_the_agency_gives() -> None:
    rows = block(unsigned(whole(), "arrangement"), "The request").rows
    notice = Row("Notice by the agency", "14 days, unless a reason ends it at once, IV.E")
    assert rows.index(notice) == rows.index(Row("Limit", "Nine-month maximum, IV.E")) + 1
    assert "Notice by the agency" not in text(unsigned(whole("sacramento"), "policy"))


@pytest.mark.requirement("CT-109", "CT-172")
def test_what_is_signed_says_whether_it_is_new_modified_or_a_continuation() -> None:
    amended = replace(whole(), version=2, supersedes=1)
    for particulars, kind in (
        (whole(), "New"),
        (amended, "New"),
        (replace(amended, modifies=True), "Modified"),
        (whole(request_type="Continuation", prior_reference=BEFORE), f"Continuation of {BEFORE}"),
    ):
        content = unsigned(particulars, "arrangement")
        assert f"Arrangement {kind}" in text(content)
        assert "Is this a new request" not in text(content)
    assert unsigned(whole(), "proposal").kind == ""
    assert unsigned(replace(whole("sacramento"), modifies=True), "policy").kind == "Modified"


def test_two_weeks_are_two_tables_each_with_its_own_arithmetic() -> None:
    content = unsigned(whole(week=TWO_WEEKS), "arrangement")
    weekly = [each for each in content.blocks if each.caption.startswith("Week ")]
    assert [each.caption for each in weekly] == [
        "Week 1: 16 of 40 hours, 40%; at most 50% of each week (IV.D)",
        "Week 2: 16 of 32 hours, 50%; at most 50% of each week (IV.D)",
    ]
    assert [len(each.table) for each in weekly] == [6, 6]
    assert weekly[1].table[3][1] == "Field work until 11:00 am, then telecommuting"
    assert "Week 2: 16 of 32 hours, 50%" in text(content)


def test_the_field_work_of_a_part_day_stands_with_its_grounds() -> None:
    grounds = "Audits until eleven; home is nearer."
    content = unsigned(
        whole(week=TWO_WEEKS, field_work="yes", field_work_grounds=grounds), "arrangement"
    )
    assert any(row.value == grounds for each in content.blocks for row in each.rows)


@pytest.mark.requirement("CT-144")
def test_the_hipaa_policy_stands_only_where_hipaa_applies() -> None:
    with_hipaa, without = (unsigned(whole(hipaa=each), "arrangement") for each in ("yes", "no"))
    assert "State HIPAA Security Policy" in text(with_hipaa)
    assert "State HIPAA Security Policy" not in text(without)
    assert len(with_hipaa.marks) == len(without.marks) + 1


@pytest.mark.requirement("CT-140", "CT-141", "CT-142", "CT-143")
def test_the_it_policies_stand_apart_and_are_numbered_on() -> None:
    content = unsigned(whole(), "arrangement")
    shown = text(content)
    apart = shown[shown.index("IT policies") :]
    plain = [each for each in content.clauses if not each.group]
    assert f"{len(plain) + 1}. The employee must comply with the Acceptable Use" in apart
    assert "Acceptable Use" not in shown[: shown.index("IT policies")]
