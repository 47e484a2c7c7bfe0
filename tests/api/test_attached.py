"""Files to keep go out under their own names, whatever these are written with."""

import pytest

from api.files.attached import PDF, attached


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("TA-7K3M-9QXD-v1.pdf", 'filename="TA-7K3M-9QXD-v1.pdf"'),
        ("Łukasz.pdf", "filename*=UTF-8''%C5%81ukasz.pdf"),
        ('a"; b\r\n.pdf', "filename*=UTF-8''a%22%3B%20b%0D%0A.pdf"),
        ("\udcff.pdf", "filename*=UTF-8''%3F.pdf"),
    ],
)
def test_a_name_breaks_no_header(name: str, told: str) -> None:
    answer = attached(b"%PDF", PDF, name)
    assert answer.headers["content-disposition"] == f"attachment; {told}"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
