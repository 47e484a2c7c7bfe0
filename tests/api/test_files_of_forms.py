"""Files in a form, as a browser without scripts sends them."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from httpx2 import Response

from demonstration.favorable import CERTIFICATE
from documents.store import FolderStore
from records import uploads
from records.visits import find_draft, save_draft
from tests import people
from tests.api.proposer import Proposer, sent
from tests.api.site import Desk, form_token

PDF = CERTIFICATE.read_bytes()


@pytest.fixture
def proposer(desk: Desk) -> Proposer:
    """An employee at the form."""
    return Proposer(desk)


def attach(proposer: Proposer, field: str, content: bytes, name: str = "paper.pdf") -> Response:
    """Send a section with a file in it."""
    path = f"{proposer.path}/{proposer.holding(field).id}"
    token = form_token(proposer.client.get(path).text)
    data = {"csrf": token, **proposer.typed}
    files = {f"{field}.file": (name, content, "application/pdf")}
    return proposer.client.post(
        path, data=data, files=files, headers={"Sec-Fetch-Site": "same-origin"}
    )


def draft(proposer: Proposer) -> dict[str, str]:
    """What is kept of the draft."""
    page = proposer.client.get(proposer.path)
    assert page.status_code == 200
    with proposer.desk.session() as session:
        from_records = uploads.of_person(session, people.EMPLOYEE)
    return {each.digest: each.name for each in from_records}


class SlowStore(FolderStore):
    """A store that takes so long that another section of the same draft is saved meanwhile."""

    def __init__(self, folder: Path, proposer: Proposer) -> None:
        super().__init__(folder)
        self.proposer = proposer

    def put(self, content: bytes) -> str:
        """Keep it in the end."""
        desk, reference = self.proposer.desk, self.proposer.reference
        with desk.session() as session:
            said = {"duties_away": "Typed meanwhile"}
            save_draft(session, reference, people.EMPLOYEE, said, desk.clock())
            session.commit()
        return super().put(content)


def test_a_section_that_is_saved_while_a_file_is_examined_stays(
    proposer: Proposer, tmp_path: Path
) -> None:
    desk = proposer.desk
    desk.app.state.parts = replace(desk.parts, store=SlowStore(tmp_path / "slow", proposer))
    assert attach(proposer, "insurance_certificate", PDF).status_code < 500
    with desk.session() as session:
        kept = find_draft(session, proposer.reference, people.EMPLOYEE)
        assert kept is not None
        assert kept.answers["duties_away"] == "Typed meanwhile"
        assert kept.answers["insurance_certificate"].endswith("paper.pdf")


class TestUploads:
    @pytest.mark.requirement("CT-149")
    def test_a_file_is_kept_shown_by_its_name_and_sent_by_its_hash(
        self, proposer: Proposer
    ) -> None:
        proposer.fill_all()
        assert attach(proposer, "insurance_certificate", PDF, "my policy.pdf").status_code == 303
        page = proposer.page("/insurance")
        assert "We have your file my policy.pdf" in page
        assert "my policy.pdf" in proposer.page("/check")
        kept = sent(proposer).proposal.answers["insurance_certificate"]
        digest, _, name = kept.partition(" ")
        assert name == "my policy.pdf"
        assert len(digest) == 64
        assert proposer.desk.parts.store.get(digest).startswith(b"%PDF-")

    def test_it_is_taken_away_by_a_button_and_nothing_else_is_lost(
        self, proposer: Proposer
    ) -> None:
        attach(proposer, "insurance_certificate", PDF)
        section = proposer.holding("insurance_certificate")
        answer = proposer.fill(
            section, without="insurance_certificate", insurance_holder="Ana Rivera"
        )
        assert answer.headers["location"].endswith("/insurance#insurance_certificate")
        page = proposer.client.get(f"{proposer.path}/insurance").text
        assert "We have your file" not in page
        assert 'value="Ana Rivera"' in page

    def test_the_next_save_keeps_the_file_without_sending_it_again(
        self, proposer: Proposer
    ) -> None:
        attach(proposer, "insurance_certificate", PDF)
        page = proposer.client.get(f"{proposer.path}/insurance").text
        found = re.search(r'type="hidden" name="insurance_certificate" value="([^"]+)"', page)
        assert found
        section = proposer.holding("insurance_certificate")
        kept = unescape(found.group(1))
        assert proposer.fill(section, insurance_certificate=kept).status_code == 303
        assert "We have your file paper.pdf" in proposer.page("/insurance")

    def test_nobody_names_a_file_that_is_not_their_own(self, proposer: Proposer) -> None:
        section = proposer.holding("insurance_certificate")
        answer = proposer.fill(section, insurance_certificate=f"{'a' * 64} other.pdf")
        assert answer.status_code == 422
        assert "again" in unescape(answer.text)
        assert "other.pdf" not in proposer.page("/insurance")

    @pytest.mark.parametrize(
        "content", [b"", b"<html>", b"PK\x03\x04", b"GIF89a", b"\x00" * 64], ids=range(5)
    )
    def test_what_is_no_paper_is_refused_beside_its_field(
        self, proposer: Proposer, content: bytes
    ) -> None:
        answer = attach(proposer, "insurance_certificate", content)
        assert answer.status_code == 422
        page = unescape(answer.text)
        assert 'href="#insurance_certificate"' in page
        assert "<title>Error: " in page
        assert draft(proposer) == {}

    def test_a_form_with_a_file_is_as_well_guarded_as_any(self, proposer: Proposer) -> None:
        path = f"{proposer.path}/insurance"
        files = {"insurance_certificate.file": ("a.pdf", PDF, "application/pdf")}
        answer = proposer.client.post(path, data={"csrf": "made up"}, files=files)
        assert answer.status_code == 403
        stranger = proposer.desk.browser()
        answer = stranger.post(path, data={"csrf": "made up"}, files=files)
        assert answer.status_code == 403
        assert draft(proposer) == {}

    def test_what_is_needed_only_before_signing_can_be_sent_without(
        self, proposer: Proposer
    ) -> None:
        proposer.fill_all()
        page = proposer.page("/insurance")
        assert "needed before anybody signs; you can add it later" in page
        assert "to add before signing" in proposer.page("")
        assert "insurance_certificate" not in sent(proposer).proposal.answers
