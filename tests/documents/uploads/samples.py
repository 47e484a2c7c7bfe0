"""Files that people, and others, upload."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""What every virus scanner reports, though it does nothing."""


def a_pdf(
    pages: int = 1, text: str = "Certificate", change: Callable[[Pdf], None] | None = None
) -> bytes:
    """A PDF with a line of text on each page."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        for number in range(pages):
            page = pdf.add_blank_page(page_size=(612, 792))
            page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
            drawn = f"BT /F1 24 Tf 72 700 Td ({text} {number}) Tj ET"
            page.obj.Contents = pdf.make_stream(drawn.encode())
        if change:
            change(pdf)
        return saved(pdf)


def saved(pdf: Pdf, encryption: pikepdf.Encryption | bool = False) -> bytes:
    """The bytes of a PDF."""
    written = io.BytesIO()
    pdf.save(written, encryption=encryption)
    return written.getvalue()


def script() -> Dictionary:
    """An action that runs a script."""
    return Dictionary(Type=Name.Action, S=Name.JavaScript, JS="app.alert('here')")


def an_active_pdf() -> bytes:
    """A PDF with everything in it that acts, and a form that is filled in."""
    return a_pdf(change=activate)


def activate(pdf: Pdf) -> None:
    """Put a script, an action, a link, a program, a file and a form wherever one can be."""
    launch = Dictionary(S=Name.Launch, F="C:\\Windows\\System32\\calc.exe")
    pdf.Root.OpenAction = script()
    pdf.Root.AA = Dictionary(WC=script(), WS=launch)
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([pikepdf.String("first"), script()]))
    )
    pdf.attachments["hidden.exe"] = pikepdf.AttachedFileSpec(
        pdf,
        b"MZ hidden program",
        description="",
        filename="hidden.exe",
        mime_type="application/octet-stream",
        creation_date="",
        mod_date="",
    )
    pdf.pages[0].obj.AA = Dictionary(O=script())
    _add_form_and_link(pdf)
    _add_drawing(pdf)
    with pdf.open_metadata() as about:
        about["dc:creator"] = ["Somebody Private"]
    pdf.docinfo["/Author"] = "Somebody Private"


def _add_form_and_link(pdf: Pdf) -> None:
    """A field that is filled in and acts on every key, and a link that tells somebody."""
    page = pdf.pages[0].obj
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="policy",
            V="HO-3 55512",
            DA="/F1 12 Tf 0 g",
            Rect=Array([72, 500, 300, 520]),
            F=4,
            AA=Dictionary(K=script()),
        )
    )
    link = Dictionary(S=Name.URI, URI="https://tracker.example/")
    linked = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=link, Border=[0, 0, 0]
    )
    page.Annots = Array([field, pdf.make_indirect(linked)])
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]),
        NeedAppearances=True,
        DR=Dictionary(Font=page.Resources.Font),
        XFA=pdf.make_stream(b"<xdp/>"),
    )


def _add_drawing(pdf: Pdf) -> None:
    """A drawing with a program inside it, and what its editor kept."""
    drawing = pdf.make_stream(b"0 0 m 9 9 l S")
    drawing.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 9, 9])})
    drawing.AF = Array([Dictionary(EF=Dictionary(F=pdf.make_stream(b"MZ inside a drawing")))])
    drawing.PieceInfo = Dictionary(Private="edited by somebody")
    pdf.pages[0].obj.Resources.XObject = Dictionary(D=drawing)


def a_bomb(*wrapped: Name) -> bytes:
    """A small PDF whose one stream unpacks to half a gigabyte; perhaps said to be a picture."""
    packing = zlib.compressobj(9)
    block = bytes(10_000_000)
    packed = b"".join(packing.compress(block) for _ in range(50)) + packing.flush()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        bomb = pikepdf.Stream(pdf, packed)
        bomb.Filter = Array([Name.FlateDecode, *wrapped])
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(B=pdf.make_indirect(bomb)))
        written = io.BytesIO()
        pdf.save(written, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return written.getvalue()


def an_endless_table() -> bytes:
    """A PDF whose table of contents says that it goes on in itself."""
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R/Prev %d>>\n" % len(body)
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


def a_tree_without_end() -> bytes:
    """A PDF whose pages contain themselves."""

    def bend(pdf: Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        bend(pdf)
        return saved(pdf)


def a_locked_pdf(user: str) -> bytes:
    """A PDF that a password keeps shut (or, blank, only from being changed)."""
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        return saved(pdf, pikepdf.Encryption(owner="owner", user=user))


def zipped() -> bytes:
    """An archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("run.exe", b"MZ")
    return written.getvalue()


def a_picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> bytes:
    """A plain picture."""
    written = io.BytesIO()
    Image.new(mode, size).save(written, kind)
    return written.getvalue()


def a_photograph() -> bytes:
    """A JPEG from a telephone held sideways: where it was taken, and a script as a comment."""
    picture = Image.new("RGB", (40, 30), "navy")
    about = Image.Exif()
    about[0x0112] = 6
    about[0x010F] = "Telephone of Somebody"
    about[0x9286] = "<script>alert(1)</script>"
    about.get_ifd(0x8825)[1] = "N"
    about.get_ifd(0x8825)[2] = (41.0, 45.0, 49.0)
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=about, comment=b"<script>alert(2)</script>")
    return written.getvalue()


def a_flood(width: int, height: int) -> bytes:
    """A PNG that says it has that many pixels, and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        sum_of_it = zlib.crc32(kind + content)
        return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", sum_of_it)

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
