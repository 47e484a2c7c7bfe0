"""Every document of both programs, as they ship: what stands on it, and that it fits the paper."""

import io
from dataclasses import replace

import pikepdf
import pytest

from documents.contents import Block, PaperContent, Row
from documents.rendering import Typesetter
from policy.acts import Determination
from policy.form import FieldKind
from tests.documents.reading import longest_line, lowest_text, roles_of, text_of
from tests.documents.whole import (
    DETERMINED_BECAUSE,
    EMPLOYEE,
    NAMES,
    ONE_WEEK,
    SIGNED_AT,
    TWO_WEEKS,
    days,
    determined,
    equipment,
    reviewed,
    signed,
    unsigned,
    whole,
)

TYPESETTER = Typesetter()
EVERY = [
    pytest.param(name, document.id, id=f"{name}-{document.id}")
    for name in ("connecticut", "sacramento")
    for document in whole(name).program.documents
]
BEFORE = "TA-4D5F-6G7H"
CARE = "ab" * 32 + " secret-name-of-a-child.pdf"


def text(content: PaperContent) -> str:
    return text_of(TYPESETTER.render(content).content)


def block(content: PaperContent, title: str) -> Block:
    return next(each for each in content.blocks if each.title == title)


@pytest.mark.parametrize(("name", "document"), EVERY)
def test_each_document_is_archivable_and_accessible_signed_or_not(name: str, document: str) -> None:
    for content in (unsigned(reviewed(whole(name)), document), signed(whole(name), document)):
        pdf = TYPESETTER.render(content).content
        with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert metadata["pdfuaid:part"] == "1"
        assert TYPESETTER.render(content).content == pdf


@pytest.mark.parametrize(("name", "document"), EVERY)
def test_no_document_is_longer_than_eight_pages(name: str, document: str) -> None:
    assert TYPESETTER.render(signed(reviewed(whole(name)), document)).pages <= 8


@pytest.mark.parametrize(("name", "document"), EVERY)
def test_long_and_foreign_text_stays_on_the_paper(name: str, document: str) -> None:
    items = tuple((f"Item {n}" * 8, "T" * 60, "2026-11-13", "2026-11-16") for n in range(12))
    long = "w" * 190
    particulars = reviewed(whole(name, week=TWO_WEEKS, location_address=long))
    if name == "connecticut":
        particulars = reviewed(whole(name, week=TWO_WEEKS, equipment=equipment(items)))
    employee = replace(EMPLOYEE, name="Wolfeschlegelsteinhausen" * 8, unit="יחידת חשבונות")
    pdf = TYPESETTER.render(signed(replace(particulars, employee=employee), document)).content
    assert longest_line(pdf) < 130
    assert lowest_text(pdf) > 36
    assert "[U+" not in text_of(pdf)


@pytest.mark.parametrize(("name", "document"), EVERY)
def test_no_private_answer_is_printed_on_any_document(name: str, document: str) -> None:
    program = whole(name).program
    private = {item.id: f"PRIVATE-{item.id}" for item in program.fields if item.private}
    uploads = {item.id for item in program.fields if item.kind is FieldKind.UPLOAD}
    private |= dict.fromkeys(private.keys() & uploads, CARE)
    content = unsigned(reviewed(whole(name, ONE_WEEK, dependents="yes", **private)), document)
    shown = text(content)
    assert "PRIVATE" not in shown
    assert "secret-name-of-a-child" not in shown
    assert "abababab" not in shown


@pytest.mark.requirement("CT-123")
def test_the_arrangement_says_of_the_care_proof_only_that_it_is_there() -> None:
    with_proof = unsigned(whole(dependents="yes", care_proof=CARE), "arrangement")
    assert (
        Row("Proof of the care arrangements", "On file")
        in block(with_proof, "Documents on file").rows
    )
    without = unsigned(whole(), "arrangement")
    assert Row("Proof of the care arrangements", "None") in block(without, "Documents on file").rows


@pytest.mark.requirement("CT-149")
def test_the_insurance_stands_with_its_file_its_holder_and_its_last_day() -> None:
    content = unsigned(whole(insurance_holder="Ana Rivera"), "arrangement")
    rows = block(content, "Your insurance").rows
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
    rows = block(unsigned(whole(), "arrangement"), "What you ask for").rows
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


def test_each_term_has_an_open_box_until_it_is_acknowledged() -> None:
    content = unsigned(whole(), "arrangement")
    own = [each.id for each in content.clauses if each.line]
    assert content.marks == dict.fromkeys(own, "\N{BALLOT BOX} Employee")
    assert text(content).count("\N{BALLOT BOX} Employee") == len(own) + 1


def test_the_signed_copy_says_which_terms_were_acknowledged_when_and_by_whom() -> None:
    content = signed(whole(), "arrangement")
    own = [each.id for each in content.clauses if each.line]
    assert content.marks == dict.fromkeys(own, "\N{CHECK MARK} Employee")
    [sentence] = content.acknowledging
    assert sentence.startswith("\N{CHECK MARK} Employee: Ana Rivera acknowledged each of these ")
    assert sentence.endswith(f"{SIGNED_AT}.")
    assert text(content).count("\N{CHECK MARK} Employee") == len(own) + 1


@pytest.mark.requirement("SA-013")
def test_the_supervisors_attestation_is_marked_for_the_supervisor() -> None:
    content = signed(whole("sacramento"), "policy")
    [attested] = (each for each in content.clauses if "has read and understands" in each.text)
    assert content.marks[attested.id] == "\N{CHECK MARK} Supervisor"
    assert any(NAMES["supervisor"] in sentence for sentence in content.acknowledging)
    assert len(content.acknowledging) == 2


@pytest.mark.requirement("SA-014", "SA-015")
def test_sacramentos_documents_have_a_line_for_each_who_signs() -> None:
    for document in ("policy", "justification"):
        roles = [row.role for row in signed(whole("sacramento"), document).signatures]
        assert roles == ["Employee", "Supervisor", "Department head"]


def test_a_designee_signs_with_the_days_of_the_designation() -> None:
    content = signed(whole(), "arrangement")
    *others, head = content.signatures
    row = replace(
        head, in_place_of="Dolores Castellano", delegation="July 1, 2026 to June 30, 2027"
    )
    shown = text(replace(content, signatures=(*others, row)))
    assert (
        "In the place of Dolores Castellano, as designee Designated July 1, 2026 to June 30, 2027"
        in shown
    )


def test_headings_of_parts_lie_below_those_of_what_they_belong_to() -> None:
    roles = roles_of(TYPESETTER.render(unsigned(reviewed(whole()), "proposal")).content)
    assert roles.count("H2") == 7
    assert roles.index("H1") < roles.index("H2")


def test_an_optional_question_left_blank_takes_no_room() -> None:
    labels = [row.label for each in unsigned(whole(), "proposal").blocks for row in each.rows]
    assert "What else you need there" not in labels
    assert "Reference of the arrangement to continue" not in labels


def test_a_week_without_a_limit_states_its_arithmetic_alone() -> None:
    content = unsigned(whole("sacramento", week=days("monday")), "policy")
    [away] = (row for each in content.blocks for row in each.rows if row.label.startswith("Away"))
    assert away.value == "8 of 40 hours, 20%"
