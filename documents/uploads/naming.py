"""Names of uploaded files: labels to show, never paths."""

import re
import unicodedata

from documents.uploads.rules import ENDINGS, Unfit

LONGEST = 120
"""Characters of a name that are kept, its ending included."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FOLDERS = re.compile(r"[/\\]")
_WRONG = "must be a PDF, PNG or JPEG file, with a name that ends in .pdf, .png, .jpg or .jpeg"


def clean_name(given: str) -> str:
    """The name as it is shown: one line, without folders or what nobody sees; Unfit without one.

    Its ending is one of `ENDINGS`, in small letters; of a long name the beginning stays.
    """
    seen = "".join(each for each in given if unicodedata.category(each) not in _INVISIBLE)
    last = _FOLDERS.split(unicodedata.normalize("NFC", seen))[-1]
    stem, dot, ending = " ".join(last.split()).rpartition(".")
    if not dot or ending.lower() not in ENDINGS:
        raise Unfit(_WRONG)
    kept = stem.strip(" .")[: LONGEST - len(ending) - 1].strip(" .")
    return f"{kept or 'file'}.{ending.lower()}"


def ending_of(name: str) -> str:
    """What a cleaned name ends with, a key of `ENDINGS`."""
    return name.rpartition(".")[2]
