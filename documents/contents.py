"""Composes what a document says for one version of an arrangement."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from documents.blocks import answer_blocks, authorization_block, employee_block
from documents.paper import Block, PaperContent, Row, SignatureRow
from documents.particulars import Particulars, Party, PersonFacts
from policy.program import Program

__all__ = [
    "Block",
    "PaperContent",
    "Particulars",
    "Party",
    "PersonFacts",
    "Row",
    "SignatureRow",
    "paper_content",
    "signature_rows",
]

_BEFORE_SIGNING = (
    "This document was fixed before the first signature. Its SHA-256 is recorded with every "
    "signature and printed on the filed copy."
)
_UNSIGNED = "This document takes no signature of its own; it is kept, unchanged, with the others."
_AFTER_SIGNING = (
    "Signed electronically. Each signature belongs to the fixed document with the SHA-256 printed "
    "here; that document is kept with this one."
)


def paper_content(
    particulars: Particulars,
    document: str,
    signatures: Sequence[SignatureRow],
    *,
    made_at: datetime,
    frozen_digest: str = "",
) -> PaperContent:
    """What `document` says for one version; KeyError for a document the program does not have.

    Terms stand on what is agreed to, not on the proposal's own form.
    """
    program = particulars.program
    form = program.document(document)
    at = particulars.authorized_at
    return PaperContent(
        document=document,
        template=form.template,
        title=form.title,
        form=form.form,
        employer=program.employer,
        agency=particulars.agency.name,
        program=program.title,
        reference=particulars.reference,
        version=particulars.version,
        supersedes=particulars.supersedes,
        language="en-US",
        made_at=made_at,
        body=form.text,
        blocks=(employee_block(particulars), *answer_blocks(particulars, document)),
        clauses=() if form.template == "proposal" else program.clauses,
        signatures=tuple(signatures),
        consent=program.signing.consent if signatures else "",
        notes=(_note(signed=bool(frozen_digest)) if signatures else _UNSIGNED,),
        closing=(authorization_block(particulars, document, at),) if at else (),
        frozen_digest=frozen_digest,
    )


def _note(*, signed: bool) -> str:
    return _AFTER_SIGNING if signed else _BEFORE_SIGNING


def signature_rows(
    program: Program,
    document: str,
    parties: Sequence[Party],
    signed: Mapping[str, SignatureRow],
) -> tuple[SignatureRow, ...]:
    """The lines of `document`'s signature page: as `signed` (by line ID), else still open."""
    names = {party.role: party for party in parties}
    rows = []
    for line in program.signing.lines:
        if document in line.documents:
            title = program.role(line.role).title
            party = names.get(line.role, Party(line.role, title, ""))
            rows.append(signed.get(line.id, SignatureRow(title, party.name, party.position)))
    return tuple(rows)
