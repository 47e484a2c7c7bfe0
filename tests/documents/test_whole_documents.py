"""Every document of both programs, as they ship: what stands on it, and that it fits the paper."""

import io
from dataclasses import replace

import pikepdf
import pytest

from documents.paper import Row
from policy.form import FieldKind
from tests.documents.reading import longest_line, lowest_text, pages_of, roles_of, text_of
from tests.documents.whole import (
    EMPLOYEE,
    NAMES,
    ONE_WEEK,
    SIGNED_AT,
    TWO_WEEKS,
    days,
    equipment,
    reviewed,
    signed,
    unsigned,
    whole,
)
from tests.documents.whole_text import TYPESETTER, block, text

EVERY = [
    pytest.param(name, document.id, id=f"{name}-{document.id}")
    for name in ("connecticut", "sacramento")
    for document in whole(name).program.documents
]
CARE = "ab" * 32 + " secret-name-of-a-child.pdf"


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


def test_what_is_said_of_an_unsigned_document_stands_with_the_lines_to_sign() -> None:
    unsigned_text = text(unsigned(whole(), "arrangement"))
    said = unsigned_text.index("This document was fixed before the first signature")
    assert unsigned_text.index("I agree to sign electronically") < said
    assert said < unsigned_text.index("Signer")
    signed_text = text(signed(whole(), "arrangement"))
    assert signed_text.rindex("Signer") < signed_text.index("SHA-256 of the document")


def test_how_a_signed_document_is_checked_stands_with_its_signatures_and_authorization() -> None:
    for lines in range(0, 48, 2):
        longer = whole("sacramento", equipment="One more line.\n" * lines + "The last.")
        attached = {"policy-as-signed.pdf": b"%PDF-1.7"}
        pdf = TYPESETTER.render(signed(longer, "policy"), attached).content
        last = pages_of(pdf)[-1]
        assert "Signatures" in last
        assert "In effect" in last
        assert "SHA-256 of the document that was signed, attached to this file as" in last


@pytest.mark.requirement("CT-123")
def test_the_arrangement_says_of_the_care_proof_only_that_it_is_there() -> None:
    with_proof = unsigned(whole(dependents="yes", care_proof=CARE), "arrangement")
    assert (
        Row("Proof of the care arrangements", "On file")
        in block(with_proof, "Documents on file").rows
    )
    without = unsigned(whole(), "arrangement")
    assert Row("Proof of the care arrangements", "None") in block(without, "Documents on file").rows


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
