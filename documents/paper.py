"""A document as plain values: what becomes a PDF and, word for word, a page."""

from dataclasses import dataclass, field
from datetime import datetime

from pydantic import TypeAdapter

from policy.clause import Clause


@dataclass(frozen=True)
class SignatureRow:
    """One line of the signature page; `signed_at` and `reference` are blank while unsigned.

    `role` is the role's title. `signed_at` is shown with its zone. `in_place_of` names the
    principal when a designee signed, `delegation` the days for which that was laid down.
    """

    role: str
    name: str
    position: str = ""
    signed_at: str = ""
    reference: str = ""
    in_place_of: str = ""
    delegation: str = ""


@dataclass(frozen=True)
class Row:
    """A label and what stands beside it."""

    label: str
    value: str


@dataclass(frozen=True)
class Answered:
    """A question of an analysis, with its answer in a word or as `text`.

    `notes` are on it: that it is computed, an exception, a remark, who else answered it.
    """

    question: str
    answer: str
    text: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A part of a document; `table` has its heading row first, `caption` says what it lists.

    Without a title it goes on with what the block before it is about; at `level` 2 it is a part of
    that. `text` are paragraphs above the rows, `answered` questions below them.
    """

    title: str
    rows: tuple[Row, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    text: tuple[str, ...] = ()
    answered: tuple[Answered, ...] = ()
    level: int = 1


@dataclass(frozen=True)
class TermGroup:
    """Terms of one group have a heading of their own."""

    id: str
    title: str


@dataclass(frozen=True)
class Acknowledgement:
    """The terms that who signed `line` acknowledged one by one (clause IDs), and when."""

    line: str
    clauses: tuple[str, ...]
    by: str
    at: str


@dataclass(frozen=True)
class PaperContent:
    """A whole document. `made_at` (UTC) is its date of making: the same content, the same bytes.

    `template` names its typeset form. `consent` introduces the signatures, `closing` and `notes`
    follow them. `frozen_digest` is the SHA-256 in hex of what was signed, on the filed document.
    `kind` is that of the arrangement: new, modified, or a continuation.
    `marks` tell by clause ID who acknowledges a term, or has; `acknowledging` explains them.
    """

    document: str
    template: str
    title: str
    form: str
    employer: str
    agency: str
    program: str
    reference: str
    version: int
    supersedes: int
    language: str
    made_at: datetime
    body: tuple[str, ...]
    blocks: tuple[Block, ...]
    clauses: tuple[Clause, ...]
    signatures: tuple[SignatureRow, ...]
    consent: str
    notes: tuple[str, ...]
    closing: tuple[Block, ...] = ()
    frozen_digest: str = ""
    kind: str = ""
    groups: tuple[TermGroup, ...] = ()
    marks: dict[str, str] = field(default_factory=dict)
    acknowledging: tuple[str, ...] = ()


CONTENT = TypeAdapter(PaperContent)
"""A document as the JSON that the records keep of it, and back."""
