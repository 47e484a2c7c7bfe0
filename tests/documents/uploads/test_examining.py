"""Files are taken when ending, beginning and contents agree, and come out harmless."""

import io
import resource
import subprocess
import sys
from collections.abc import Callable
from tempfile import TemporaryFile

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from documents.uploads.child import OUTPUT, SECONDS
from documents.uploads.examining import SURROUNDINGS, examine
from documents.uploads.rules import JPEG, MOST_BYTES, PDF, PNG, Examined, Unfit
from tests.documents.uploads import samples
from tests.documents.uploads.samples import a_pdf, a_photograph, a_picture

PATIENCE = 300.0
"""Seconds: on a busy machine the system's limits must end an examination, not ours on the clock."""


def examined(content: bytes, ending: str) -> Examined:
    """What becomes of an uploaded file."""
    with TemporaryFile() as file:
        file.write(content)
        return examine(file, ending, patience=PATIENCE)


def spent() -> float:
    """Seconds of a processor that examinations took so far, however busy the machine is."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


GOOD: dict[str, tuple[str, Callable[[], bytes], str, int]] = {
    "a page": ("pdf", a_pdf, PDF, 1),
    "twenty pages": ("pdf", lambda: a_pdf(20), PDF, 20),
    "a drawing": ("png", a_picture, PNG, 1),
    "a gray drawing": ("png", lambda: a_picture(mode="L"), PNG, 1),
    "a drawing in few colors": ("png", lambda: a_picture(mode="P"), PNG, 1),
    "a drawing one sees through": ("png", lambda: a_picture(mode="RGBA"), PNG, 1),
    "a deep gray drawing": ("png", lambda: a_picture(mode="I;16"), PNG, 1),
    "a photograph": ("jpg", a_photograph, JPEG, 1),
    "a photograph by its other ending": ("jpeg", a_photograph, JPEG, 1),
    "a photograph for printers": ("jpg", lambda: a_picture("JPEG", "CMYK"), JPEG, 1),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_people_have_is_taken(name: str) -> None:
    ending, content, media_type, pages = GOOD[name]
    found = examined(content(), ending)
    assert (found.media_type, found.pages) == (media_type, pages)
    assert examined(found.content, ending).media_type == media_type


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": ("pdf", lambda: b"", "is empty"),
    "a page of the web": ("pdf", lambda: b"<html><script>x</script>", "is not the PDF file"),
    "a drawing as PDF": ("pdf", a_picture, "is a PNG file, though its name ends in .pdf"),
    "a PDF as drawing": ("png", a_pdf, "is a PDF file, though its name ends in .png"),
    "a photograph as drawing": ("png", a_photograph, "is a JPEG file"),
    "something before the PDF": ("pdf", lambda: b"GIF89a" + a_pdf(), "is not the PDF file"),
    "an archive": ("pdf", samples.zipped, "is not the PDF file"),
    "a PDF and archive": ("pdf", lambda: a_pdf() + samples.zipped(), "is an archive as well"),
    "a drawing and archive": ("png", lambda: a_picture() + samples.zipped(), "is an archive"),
    "half a PDF": ("pdf", lambda: a_pdf()[:-200], "is cut short or damaged"),
    "the first words of a PDF": ("pdf", lambda: b"%PDF-1.7\n", "is cut short or damaged"),
    "half a drawing": ("png", lambda: a_picture(size=(400, 300))[:-400], "cut short or damaged"),
    "half a photograph": ("jpg", lambda: a_photograph()[:-200], "cut short or damaged"),
    "a locked PDF": ("pdf", lambda: samples.a_locked_pdf("secret"), "locked with a password"),
    "a PDF not to be changed": ("pdf", lambda: samples.a_locked_pdf(""), "locked with a password"),
    "21 pages": ("pdf", lambda: a_pdf(21), "has more than 20 pages"),
    "10,000 pages": ("pdf", lambda: a_pdf(10_000), "has more than 20 pages"),
    "a flood of pixels": ("png", lambda: samples.a_flood(60_000, 60_000), "40 megapixels"),
    "a pixel too many": ("png", lambda: samples.a_flood(40_000_001, 1), "40 megapixels"),
    "a bomb": ("pdf", samples.a_bomb, "takes too long or too much memory"),
    "a wrapped bomb": (
        "pdf",
        lambda: samples.a_bomb(pikepdf.Name.DCTDecode),
        "takes too long or too much memory",
    ),
    "a table without end": ("pdf", samples.an_endless_table, "is cut short or damaged"),
    "pages without end": ("pdf", samples.a_tree_without_end, "is cut short or damaged"),
    "a byte too many": ("pdf", lambda: a_pdf().ljust(MOST_BYTES + 1), "more than 10 megabytes"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_what_it_says_or_does_harm_is_refused_in_plain_words(name: str) -> None:
    ending, content, reason = BAD[name]
    before = spent()
    with pytest.raises(Unfit, match=reason):
        examined(content(), ending)
    assert spent() - before < SECONDS + 1


def test_what_takes_longer_than_anybody_waits_is_given_up() -> None:
    with TemporaryFile() as file:
        file.write(a_pdf())
        with pytest.raises(Unfit, match="takes too long"):
            examine(file, "pdf", patience=0.001)


ACTIVE = (
    *(b"/JavaScript", b"/JS", b"/OpenAction", b"/AA", b"/Launch", b"/URI", b"/EmbeddedFile"),
    *(b"/AcroForm", b"/XFA", b"/Annots", b"/Names", b"/AF", b"/PieceInfo", b"/Metadata"),
    *(b"app.alert", b"hidden", b"MZ", b"calc.exe", b"tracker", b"Somebody Private"),
)


def plain(content: bytes) -> bytes:
    """A PDF with nothing packed, as text."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        written = io.BytesIO()
        pdf.save(
            written,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        return written.getvalue()


def test_nothing_in_a_pdf_acts_any_more() -> None:
    before = samples.an_active_pdf()
    found = examined(before, "pdf")
    assert [sign for sign in ACTIVE if sign not in plain(before)] == []
    assert [sign for sign in ACTIVE if sign in plain(found.content)] == []


def test_what_a_filled_in_form_shows_stays_to_be_read() -> None:
    text = PdfReader(io.BytesIO(examined(samples.an_active_pdf(), "pdf").content)).pages[0]
    assert "Certificate 0" in text.extract_text()
    assert "HO-3 55512" in text.extract_text()


@pytest.mark.parametrize(
    ("ending", "content"), [("pdf", samples.an_active_pdf()), ("jpg", a_photograph())]
)
def test_the_same_file_comes_out_the_same_each_time(ending: str, content: bytes) -> None:
    assert examined(content, ending) == examined(content, ending)


def test_a_photograph_tells_neither_where_nor_by_what_it_was_taken() -> None:
    found = examined(a_photograph(), "jpg").content
    with Image.open(io.BytesIO(found)) as picture:
        assert dict(picture.getexif()) == {}
        assert "comment" not in picture.info
        assert picture.size == (30, 40), "it stands upright"
    for told in (b"Telephone", b"<script>", b"Exif"):
        assert told not in found


def test_a_large_picture_that_is_allowed_fits_into_the_limits() -> None:
    written = io.BytesIO()
    Image.effect_noise((8000, 5000), 5).convert("RGB").save(
        written, "JPEG", quality=50, progressive=True
    )
    assert len(written.getvalue()) < MOST_BYTES
    assert examined(written.getvalue(), "jpg").media_type == JPEG


BABBLE = "import sys; sys.stdout.buffer.write(bytes(100_000_000))"
HOARD = "kept = [bytearray(100_000_000) for _ in range(100)]"
LINGER = "while True: pass"


@pytest.mark.parametrize("attack", [BABBLE, HOARD, LINGER])
def test_what_takes_over_the_examination_is_stopped_by_the_system(attack: str) -> None:
    taken_over = (
        "import resource; from documents.uploads import child;"
        "child.LIMITS[resource.RLIMIT_CPU] = 1;"
        f"child.examine = lambda *_: exec({attack!r});"
        "child.main()"
    )
    with TemporaryFile() as output:
        ended = subprocess.run(  # noqa: S603 - our own command line
            [sys.executable, "-I", "-c", taken_over, "pdf"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
        size = output.seek(0, io.SEEK_END)
        output.seek(0)
        said = output.read(200)
    assert ended.returncode != 0 or b"too much memory" in said
    assert size <= OUTPUT


def test_the_examination_knows_nothing_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELECOMMUTE_SECRET", "s" * 40)
    seen = subprocess.run(
        [sys.executable, "-I", "-c", "import os; print(dict(os.environ))"],
        env=SURROUNDINGS,
        capture_output=True,
        check=True,
    )
    assert b"TELECOMMUTE" not in seen.stdout


def test_who_examines_needs_no_memory_for_what_is_refused() -> None:
    with TemporaryFile() as file:
        file.truncate(1_000_000_000)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(Unfit):
            examine(file, "pdf")
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (after - before) * 1024 < 50_000_000
