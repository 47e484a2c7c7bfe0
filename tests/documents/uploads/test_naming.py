"""Names of uploaded files are labels: no folders, nothing unseen, one ending that is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.uploads.naming import LONGEST, clean_name, ending_of
from documents.uploads.rules import ENDINGS, Unfit
from policy.forms.kinds import uploaded


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("certificate.pdf", "certificate.pdf"),
        ("../../x.pdf", "x.pdf"),
        ("C:\\x.pdf", "x.pdf"),
        ("C:\\folder/..\\x.PNG", "x.png"),
        ("..pdf", "file.pdf"),
        (".pdf", "file.pdf"),
        ("a\x00b\r\nSet-Cookie: c.pdf", "abSet-Cookie: c.pdf"),
        ("photo\u202egpj.jpg", "photogpj.jpg"),
        ("\u2066\u200bhouse\ufeff.jpeg", "house.jpeg"),
        ("  my   proof .jpg", "my proof.jpg"),
        ("e\u0301tage.pdf", "étage.pdf"),
        ("\ud800.pdf", "file.pdf"),
        ("a" * 300 + ".pdf", "a" * (LONGEST - 4) + ".pdf"),
        ("O'Brien-Łukasz 📄.pdf", "O'Brien-Łukasz 📄.pdf"),
    ],
)
def test_a_name_is_made_a_label(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize(
    "given", ["", "x", "pdf", "x.exe", "x.pdf.exe", "x.pdf\x00.exe", "x.pdf/", "x.pdf ."]
)
def test_a_name_without_a_known_ending_is_refused(given: str) -> None:
    with pytest.raises(Unfit, match=r"must be a PDF, PNG or JPEG file"):
        clean_name(given)


@given(st.text(max_size=300), st.sampled_from(sorted(ENDINGS)))
def test_every_name_makes_an_answer_that_can_be_read_back(stem: str, ending: str) -> None:
    name = clean_name(f"{stem}.{ending}")
    assert ending_of(name) == ending
    assert clean_name(name) == name
    assert uploaded(f"{'a' * 64} {name}") == ("a" * 64, name)
