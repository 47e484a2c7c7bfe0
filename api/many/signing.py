"""Many signatures in one sitting: a row for each line, and a signature of its own for each tick."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from starlette.datastructures import FormData
from starlette.requests import Request

from api.dependencies import BadForm, act_key
from api.forms.signing import as_typed, misnamed
from api.forms.statements import statement_digest
from api.many.piles import MOST, TOO_MANY, Piece
from api.many.waiting import Pair, Waiting
from api.rights.terms import terms_of
from api.views.piles import FileView, PileRow, days_and_term
from policy.acts import Attribution, SignatureGiven
from policy.forms.checking import Problem
from policy.living.owed import papers_owed
from policy.reference import normalize
from records import concerns
from records.pending import Pending

TERMS = "Its terms are acknowledged one by one."
OWED = "Something it rests on is still owed."
UNFIXED = "Its documents are not fixed yet."
NOT_ASKED = "This signature is not asked of you, or not any more."
_ROW = re.compile(r"([^/]{4,20})/([\w.-]{1,64})/(\d{1,7})/([0-9a-f ]{0,1300})", re.ASCII)
"""What a tick sends: reference, line, version, and the digests of the documents shown."""


@dataclass(frozen=True)
class Ticked:
    """One ticked row as it was shown: the line, its version, the digests of its documents."""

    reference: str
    line: str
    version: int
    digests: tuple[str, ...]

    @property
    def pair(self) -> Pair:
        """What tells it from all others."""
        return self.reference, self.line


class ToSign(Waiting):
    """Everything that waits for one person's signature."""

    kind = "signatures"
    unasked = "Signature", NOT_ASKED

    @cached_property
    def owing(self) -> frozenset[str]:
        """The references of modifications that rest on what a duty still asks for."""
        modified = {
            row.task.reference: row for row in self.rows if row.arrangement.modification is not None
        }
        came_up = concerns.open_of(self.sitting.session, modified)
        return frozenset(
            reference
            for (reference, _), concern in came_up.items()
            if papers_owed(self.program(modified[reference]), (concern,))
        )

    def pair(self, row: Pending) -> Pair:
        """The line."""
        return row.task.reference, row.task.about

    def asked(self, row: Pending) -> str:
        """The days and the term, of a modification with its version."""
        modified = row.arrangement.modification is not None
        about = f"Modification, version {row.task.version}: " if modified else ""
        return about + days_and_term(row)

    def alone(self, row: Pending) -> str:
        """Terms are ticked, and what is owed or not fixed is read, on its own page."""
        program = self.program(row)
        answers = row.proposal.answers if row.proposal else {}
        if terms_of(program, row.task.about, answers):
            return TERMS
        if row.task.reference in self.owing:
            return OWED
        fixed = all(document in row.digests for document in program.line(row.task.about).documents)
        return "" if fixed else UNFIXED

    def statement(self, row: Pending) -> str:
        """The digest of what is agreed to with a line."""
        program = self.program(row)
        return statement_digest(program, program.line(row.task.about))

    def statements(self) -> dict[str, str]:
        """What is agreed to with all rows that can be ticked, each text once, by its digest."""
        found = {}
        for row in self.rows:
            if not self.alone(row):
                program = self.program(row)
                text = f"{program.line(row.task.about).statement} {program.signing.consent}"
                found[self.statement(row)] = text
        return found

    def value(self, row: Pending) -> str:
        """The line, its version, and the digests of the documents as they are shown."""
        digests = " ".join(each.digest for each in self._files(row))
        return f"{'/'.join(self.pair(row))}/{row.task.version}/{digests}"

    def view(self, row: Pending, *, ticked: bool) -> PileRow:
        """With its documents and what is agreed to."""
        shown = super().view(row, ticked=ticked)
        return replace(shown, group=self.statement(row), files=self._files(row))

    def _files(self, row: Pending) -> tuple[FileView, ...]:
        task, program = row.task, self.program(row)
        base = f"/documents/{task.reference}/{task.version}"
        return tuple(
            FileView(
                program.document(each).title, f"{base}/{each}.pdf?as=frozen", row.digests[each]
            )
            for each in program.line(task.about).documents
            if each in row.digests
        )


def ticked_in(form: FormData) -> list[Ticked]:
    """The ticked rows of a form, each line once; BadForm for what no form of ours holds."""
    found: dict[Pair, Ticked] = {}
    for value in form.getlist("sign"):
        row = _read(value) if isinstance(value, str) else None
        if row is None:
            raise BadForm
        found.setdefault(row.pair, row)
    return list(found.values())


def _read(value: str) -> Ticked | None:
    found = _ROW.fullmatch(value)
    reference = normalize(found[1]) if found else None
    if found is None or reference is None:
        return None
    return Ticked(reference, found[2], int(found[3]), tuple(found[4].split()))


def problems_of(waiting: ToSign, ticked: Sequence[Ticked], form: FormData) -> list[Problem]:
    """What keeps the whole form from being handed in."""
    found = []
    if not ticked:
        found.append(Problem("sign", "Tick what you sign."))
    if len(ticked) > MOST:
        found.append(Problem("sign", TOO_MANY))
    agreed, wanted = form.getlist("agree"), {each.pair for each in ticked}
    needed = {
        waiting.statement(row)
        for row in waiting.rows
        if waiting.pair(row) in wanted and not waiting.alone(row)
    }
    if not needed <= set(agreed) or (not needed and not agreed):
        found.append(Problem("agree", "Tick the statement if you agree with it."))
    name, signer = form.get("name"), waiting.sitting.who.person.name
    return [*found, *misnamed(name if isinstance(name, str) else "", signer)]


def pieces_of(
    request: Request, waiting: ToSign, ticked: Sequence[Ticked], form: FormData
) -> list[Piece]:
    """The signatures of a form that is whole, one for each ticked row."""
    key, name = act_key(form), as_typed(str(form.get("name")))
    return [signature_piece(request, waiting, each, key, name) for each in ticked]


def signature_piece(
    request: Request, waiting: ToSign, ticked: Ticked, key: str, name: str
) -> Piece:
    """One signature: of what was shown, if it is asked of this person and needs no terms."""

    def signature(row: Pending, by: Attribution) -> SignatureGiven:
        return SignatureGiven(
            line=ticked.line,
            version=ticked.version,
            digests=ticked.digests,
            name=name,
            statement=waiting.statement(row),
            by=by,
        )

    return waiting.piece(request, key, ticked.pair, signature)
