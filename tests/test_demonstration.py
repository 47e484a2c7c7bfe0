"""The demonstration: two whole lives, told as they go by."""

import re
from io import StringIO
from pathlib import Path

from pypdf import PdfReader
from rich.console import Console

from demonstration.demo import demonstrate

TOLD = (
    "Agency head (Eleanor Whitfield) was asked to sign.",
    "Agency head (Harlan Pike) was asked to sign.",
    "HR representative signed.",
    "Agency head signed.",
    "Every signature is recorded; the arrangement is authorized.",
    "The arrangement started.",
    "Supervisor approved what was asked for: Change of a telecommuting day",
    "Employee made a report: Not able to work at the location now",
    "Supervisor gave what was owed: What to do while the location cannot be worked at.",
    "Employee proposed a modification",
    "Version 1 is superseded by what everybody has signed now.",
    "The arrangement ended: it reached its last day.",
    "Supervisor gave what was owed: Return of agency equipment",
    "City of Sacramento Telecommute Program",
    "Employee signed: Telecommuting Policy and Agreement.",
    "The arrangement ended: the employee ended it.",
)


async def test_two_lives_are_told_from_the_proposal_to_their_end(tmp_path: Path) -> None:
    """In the order in which they go by; every mail and paper is left to be looked at."""
    left, printed = tmp_path / "left", StringIO()
    await demonstrate(left, Console(file=printed, width=60))
    read = " ".join(printed.getvalue().split())
    places = [read.find(told) for told in TOLD]
    assert -1 not in places
    assert places == sorted(places)
    names = [paper.name for paper in (left / "papers").iterdir()]
    assert {f"v{version}" for version in (1, 2)} <= {name.split("-")[3] for name in names}
    mails = [mail.read_text(encoding="utf-8") for mail in (left / "mails").iterdir()]
    assert any("Subject: Decide before" in mail for mail in mails)
    for kind in ("mails", "papers"):
        assert f" are in {left / kind}\n" in printed.getvalue()
    signed = next((left / "papers").glob("*-v2-arrangement-filed-das.pdf"))
    told = PdfReader(signed).pages[-1].extract_text()
    days = set(re.findall(r"(?:Signed|Authorized)\s+(\w+, \w+ \d+, \d+)", told))
    assert len(days) == 1, told
