"""Typesets documents: PDF/A-3a and PDF/UA-1 in one, the same bytes for the same content."""

import json
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from typst import Compiler, Fonts, TypstError

from documents.paper import PaperContent

_TEMPLATES = Path(__file__).parent / "templates"
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_PAGES = re.compile(rb"/Type\s*/Page\b")
_CODEPOINT = re.compile(r"\\u\{([0-9a-f]+)\}")
_BARRED = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Controls, lone surrogates, private use and unassigned: PDF/A forbids them or cannot name them."""
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""What would show text in another order than it is stored in, and the byte order mark."""

_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
_BLANK = 2
"""Empty pages set after each document: the compiler keeps what the last ten settings used, and so
what the last three documents did."""


@dataclass(frozen=True)
class Typeset:
    """A typeset document: the PDF's bytes and how many pages it has."""

    content: bytes
    pages: int


class Typesetter:
    """Keeps the compiler and its fonts, which cost more to load than a document to set.

    Fonts are those inside the typst package, so that every machine sets the same bytes. Threads
    take turns: the compiler serves one at a time. What it worked out for the last documents it uses
    again in the next ones, half of whose words are the same; what is older it forgets.
    """

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        fonts = Fonts(include_system_fonts=False)
        self._compiler = Compiler(root=_TEMPLATES, font_paths=fonts)

    def render(
        self, content: PaperContent, attachments: Mapping[str, bytes] | None = None
    ) -> Typeset:
        """The document as PDF, with `attachments` (PDFs by file name) embedded.

        What no font can show is printed as its code point, [U+674E]: a name never stops a signing,
        and nothing is lost. TypstError is a bug in a template.
        """
        files = attachments or {}
        values = {**asdict(content), "made_at": "", "attached": list(files)}
        return self.typeset(content.template, values, content.made_at, files)

    def typeset(
        self,
        template: str,
        values: Mapping[str, object],
        made_at: datetime,
        files: Mapping[str, bytes],
    ) -> Typeset:
        """The same of any template, which is given `values` and finds `files` in /attached."""
        with _readable(files) as root:
            pdf = self._set(template, dict(values), made_at, root)
        return Typeset(pdf, len(_PAGES.findall(pdf)))

    def _set(
        self, template: str, values: dict[str, object], made_at: datetime, root: Path
    ) -> bytes:
        """Compile, spelling out what no font shows as the compiler names it."""
        unshown = frozenset[str]()
        while True:
            try:
                return self._compile(_whole(template, _safe(values, unshown)), made_at, root)
            except TypstError as error:
                found = _without_glyph(error.diagnostic) - unshown
                if not found:
                    raise
                unshown |= found

    def _compile(self, main: bytes, made_at: datetime, root: Path) -> bytes:
        with self._one_at_a_time:
            pdf = self._compiler.compile(
                input=main,
                root=root,
                format="pdf",
                pdf_standards=["a-3a", "ua-1"],
                timestamp=int(made_at.timestamp()),
            )
            self._forget()
        if not isinstance(pdf, bytes):
            raise TypeError(type(pdf))
        return pdf

    def _forget(self) -> None:
        """Set nothing, so that what was set before grows older and is dropped the sooner.

        The compiler has no call for it, and an empty page costs it next to no time.
        """
        for _ in range(_BLANK):
            self._compiler.compile(input=b"", format="svg")


def _whole(template: str, values: object) -> bytes:
    """The document as the compiler's input: the template's function and what it is given.

    As one of the compiler's own inputs they would be part of its library, on which all that it
    keeps depends: it would begin anew with each document.
    """
    paper = json.dumps(json.dumps(values))
    return f'#import "{template}.typ": whole\n#whole(json(bytes({paper})))'.encode()


@contextmanager
def _readable(attachments: Mapping[str, bytes]) -> Iterator[Path]:
    """The one folder that a document can read: its templates, and beside them what it embeds.

    A file costs the compiler nothing; bytes among its inputs would be a number each.
    """
    if not attachments:
        yield _TEMPLATES
        return
    with TemporaryDirectory(prefix="typesetting-") as folder:
        root = Path(folder)
        copytree(_TEMPLATES, root, dirs_exist_ok=True)
        (root / "attached").mkdir()
        for name, data in attachments.items():
            (root / "attached" / name).write_bytes(data)
        yield root


def _without_glyph(diagnostic: str) -> frozenset[str]:
    """The characters that the compiler could not show; ASCII is always shown."""
    texts = "".join(_UNSHOWN.findall(diagnostic))
    plain = _CODEPOINT.sub(lambda found: chr(int(found[1], 16)), texts)
    return frozenset(character for character in plain if not character.isascii())


def _safe(value: object, unshown: frozenset[str]) -> object:
    """`value` with what must not or cannot be printed spelled out, through mappings and lists."""
    match value:
        case str() if value.isascii() and value.isprintable():
            return value
        case str():
            lines = value.replace("\r\n", "\n").replace("\t", " ")
            return "".join(_spelled(character, unshown) for character in lines)
        case dict():
            return {key: _safe(item, unshown) for key, item in value.items()}
        case list() | tuple():
            return [_safe(item, unshown) for item in value]
    return value


def _spelled(character: str, unshown: frozenset[str]) -> str:
    if character == "\n":
        return character
    barred = unicodedata.category(character) in _BARRED or character in _REORDERING
    if not barred and character not in unshown:
        return character
    return f"{_LEFT_TO_RIGHT}[U+{ord(character):04X}]{_LEFT_TO_RIGHT}"
