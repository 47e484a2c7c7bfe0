"""The extent of use as files, as a statement that is kept, and in the API."""

import csv
import io

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from records.statements import WrittenStatement, add
from tests import people
from tests.api.in_use import lived
from tests.api.site import Desk
from tests.clock import START


def test_the_files_say_what_the_page_says(desk: Desk) -> None:
    lived(desk)
    client = desk.sign_in(people.COORDINATOR)
    text = client.get("/extent.csv").content.decode("utf-8-sig")
    rows = {row[1]: row[2] for row in csv.reader(io.StringIO(text)) if len(row) > 2}
    assert rows["Newly authorized"] == "1"
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/extent.xlsx").content))
    cells = {row[1]: row[2] for row in book.get_sheet_by_index(0).to_python()}
    assert cells["Newly authorized"] == 1.0
    answer = client.get("/extent.pdf")
    assert answer.headers["content-disposition"] == (
        'attachment; filename="extent-comptroller-2026.pdf"'
    )
    pages = PdfReader(io.BytesIO(answer.content)).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Newly authorized 1" in told


def test_a_written_statement_is_kept_for_who_may_see_it(desk: Desk) -> None:
    pdf, sheet = desk.parts.store.put(b"%PDF"), desk.parts.store.put(b"PK")
    with desk.session() as session:
        add(
            session,
            WrittenStatement(
                agency="comptroller",
                year=2026,
                key="run",
                made_at=START,
                pdf=pdf,
                spreadsheet=sheet,
            ),
        )
        session.commit()
    client = desk.sign_in(people.COORDINATOR)
    assert f"/extent/statements/{pdf}.pdf" in client.get("/extent").text
    assert client.get(f"/extent/statements/{pdf}.pdf").content == b"%PDF"
    assert client.get(f"/extent/statements/{sheet}.xlsx").content == b"PK"
    assert client.get(f"/extent/statements/{sheet}.pdf").status_code == 404
    stranger = desk.sign_in(people.CITY_COORDINATOR, desk.browser())
    assert stranger.get(f"/extent/statements/{pdf}.pdf").status_code == 404


@pytest.mark.requirement("CT-014")
def test_the_api_tells_the_figures_and_what_is_behind_them(desk: Desk) -> None:
    story = lived(desk)
    bearer = desk.bearer(people.COORDINATOR)
    told = desk.client.get("/api/v1/extent", headers=bearer).json()
    assert (told["year"], told["agencies"]) == (2026, ["comptroller"])
    figures = {each["id"]: each for chapter in told["chapters"] for each in chapter["figures"]}
    assert figures["decisions:approved"]["value"] == 1
    assert figures["use:headcount"]["value"] is None
    behind = desk.client.get(
        "/api/v1/extent/list", params={"figure": "decisions:approved"}, headers=bearer
    ).json()
    assert behind["references"] == [story.reference]
