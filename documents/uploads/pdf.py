"""PDFs: read strictly, and written anew as pages and nothing else.

What is left behind is named by what is kept, not the other way round: a page's drawing, its
resources and its measures. Scripts, actions, forms, links, attached files, media, bookmarks and
data about the document have no place in that. What forms and notes show is drawn into the page
first, so that a filled-in certificate stays filled in.
"""

import io
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf.settings import set_qpdf_limits

from documents.uploads.rules import MOST_PAGES, MOST_PIXELS, PDF, TOO_HARD, Examined, Unfit

MOST_UNPACKED = 200_000_000
"""Bytes that one stream, and the picture in it, may have when unpacked."""

MOST_UNPACKED_TOGETHER = 400_000_000

_KEPT_OF_A_PAGE = frozenset(
    {
        "/Type",
        "/MediaBox",
        "/CropBox",
        "/Rotate",
        "/UserUnit",
        "/Resources",
        "/Contents",
        "/Group",
    }
)
_LEFT_BEHIND = (
    *("/AA", "/OpenAction", "/JS", "/JavaScript", "/AcroForm", "/XFA", "/Names", "/Annots"),
    *("/AF", "/EF", "/EmbeddedFiles", "/Metadata", "/PieceInfo", "/Ref", "/OPI", "/Alternates"),
)
"""Keys that a resource could still carry such things under."""

_UNPACKED = frozenset(
    {"/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"}
)
_DRAWN = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
"""How pictures are packed: what they unpack to is known by their measures."""

_LOCKED = "is locked with a password. Save it without one, and upload it again"
_DAMAGED = (
    "cannot be opened: the PDF is cut short or damaged. Print it to a new PDF, and upload that"
)
_EMPTY = "has no pages"
_TOO_LONG = f"has more than {MOST_PAGES} pages. Upload only the pages that are asked for"


def rewrite(content: bytes) -> Examined:
    """The pages of a PDF as they look when printed, in a new PDF; the same bytes for the same.

    Raises Unfit for one that is locked, damaged, too long, or unpacks to more than it should.
    """
    _limit_unpacking()
    try:
        with pikepdf.open(
            io.BytesIO(content), attempt_recovery=False, suppress_warnings=True
        ) as given:
            return _rewritten(given)
    except pikepdf.PasswordError as error:
        raise Unfit(_LOCKED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise Unfit(_DAMAGED) from error


def _limit_unpacking() -> None:
    set_qpdf_limits(
        flate_max_memory=MOST_UNPACKED,
        png_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        tiff_max_memory=MOST_UNPACKED,
        dct_max_memory=MOST_UNPACKED,
        parser_max_container_size=1_000_000,
        max_stream_filters=4,
    )


def _rewritten(given: pikepdf.Pdf) -> Examined:
    if given.is_encrypted:
        raise Unfit(_LOCKED)
    pages = len(given.pages)
    if not 1 <= pages <= MOST_PAGES:
        raise Unfit(_TOO_LONG if pages else _EMPTY)
    _judge_streams(given)
    given.generate_appearance_streams()
    given.flatten_annotations("all")
    with pikepdf.new() as written:
        for page in given.pages:
            _strip_page(page)
            written.pages.append(page)
        _strip_resources(written)
        return Examined(_saved(written), PDF, pages)


def _saved(written: pikepdf.Pdf) -> bytes:
    kept = io.BytesIO()
    written.save(kept, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return kept.getvalue()


def _strip_page(page: pikepdf.Page) -> None:
    for key in page.obj.keys() - _KEPT_OF_A_PAGE:
        del page.obj[key]


def _strip_resources(written: pikepdf.Pdf) -> None:
    for found in _dictionaries(written):
        for key in _LEFT_BEHIND:
            if key in found:
                del found[key]


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary, also those inside others and those of streams."""
    waiting = list(pdf.objects)
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting.extend(each for each in found if _is_inside(each))
        elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            waiting.extend(each for _, each in found.items() if _is_inside(each))


def _is_inside(found: object) -> bool:
    """Whether it stands in place; what is referred to is met by itself."""
    held = isinstance(found, pikepdf.Array | pikepdf.Dictionary)
    return held and isinstance(found, pikepdf.Object) and not found.is_indirect


def _judge_streams(pdf: pikepdf.Pdf) -> None:
    """Unpack every stream once; Unfit where that gives more than it should (a "zip bomb")."""
    total = 0
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream):
            total += _unpacked_size(found)
            if total > MOST_UNPACKED_TOGETHER:
                raise Unfit(TOO_HARD)


def _unpacked_size(stream: pikepdf.Stream) -> int:
    """Bytes that a stream unpacks to; of a picture, those of its wrapping."""
    if _measure(stream, "/Width") * _measure(stream, "/Height") > MOST_PIXELS:
        raise Unfit(TOO_HARD)
    ways = _ways_of_packing(stream)
    if not ways:
        return len(stream.read_raw_bytes())
    if set(ways) <= _UNPACKED:
        return _read(stream)
    if ways[-1] in _DRAWN and set(ways[:-1]) <= {"/FlateDecode"}:
        return _inflated(stream.read_raw_bytes()) if ways[:-1] else 0
    raise Unfit(_DAMAGED)


def _read(stream: pikepdf.Stream) -> int:
    try:
        return len(stream.read_bytes())
    except pikepdf.PdfError as error:
        raise Unfit(TOO_HARD) from error


def _inflated(packed: bytes) -> int:
    inflating = zlib.decompressobj()
    size = len(inflating.decompress(packed, MOST_UNPACKED))
    if inflating.unconsumed_tail:
        raise Unfit(TOO_HARD)
    return size


def _ways_of_packing(stream: pikepdf.Stream) -> tuple[str, ...]:
    named = stream.get("/Filter")
    if named is None:
        return ()
    listed = list(named) if isinstance(named, pikepdf.Array) else [named]
    return tuple(str(each) for each in listed)


def _measure(stream: pikepdf.Stream, key: str) -> int:
    """Width or height of a picture; of anything else, 0."""
    found = stream.get(key)
    return found if isinstance(found, int) else 0
