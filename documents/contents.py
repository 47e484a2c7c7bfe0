"""Composes what a document says for one version of an arrangement."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from documents.blocks import (
    accommodation_rows,
    answer_blocks,
    authorization_block,
    employee_block,
    files_block,
    has_files,
)
from documents.heading import kind_of
from documents.paper import Acknowledgement, Block, PaperContent, SignatureRow
from documents.particulars import (
    Particulars,
    Party,
)
from documents.reviewing import certification, review_blocks
from documents.terms import acknowledging, groups_of, marks, terms_on
from policy.program import Document, Program

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

    Terms stand on what is agreed to, not on the proposal's own form; nobody has acknowledged
    them yet.
    """
    program = particulars.program
    form = program.document(document)
    at = particulars.authorized_at
    content = PaperContent(
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
        body=form.text if signatures else (*form.text, _UNSIGNED),
        blocks=_blocks(particulars, form),
        clauses=terms_on(program, form, particulars.proposal.answers),
        signatures=tuple(signatures),
        consent=program.signing.consent if signatures else "",
        notes=(_note(signed=bool(frozen_digest)),) if signatures else (),
        closing=(authorization_block(particulars, document, at),) if at else (),
        frozen_digest=frozen_digest,
        kind=kind_of(particulars, form),
    )
    return acknowledged(program, content, ())


def acknowledged(
    program: Program, content: PaperContent, given: Sequence[Acknowledgement]
) -> PaperContent:
    """The same document with its terms marked: as `given`, else still to be acknowledged."""
    return replace(
        content,
        groups=groups_of(program, content.clauses),
        marks=marks(program, content.clauses, given),
        acknowledging=acknowledging(program, content.clauses, given),
    )


def _blocks(particulars: Particulars, form: Document) -> tuple[Block, ...]:
    """Who, what was answered, what is on file; on the proposal's form also what was reviewed."""
    parties, answered = employee_block(particulars), answer_blocks(particulars, form)
    if form.template == "proposal":
        return (parties, *certification(particulars, answered), *review_blocks(particulars))
    if has_files(form):
        parties = replace(parties, rows=(*parties.rows, *accommodation_rows(particulars)))
        answered = (*answered, *files_block(particulars))
    return (parties, *answered)


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
