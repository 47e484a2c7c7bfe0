"""Many signatures in one sitting: a row for each line, and a signature of its own for each tick."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.datastructures import FormData
from starlette.requests import Request

from api.dependencies import BadForm, act_key
from api.forms.signing import as_typed, misnamed
from api.forms.statements import statement_digest
from api.many.piles import MOST, TOO_MANY, Piece, key_in
from api.many.sitting import Sitting
from api.rights.terms import terms_of
from api.views.piles import FileView, PileRow, days_and_term
from api.views.todo import where_done
from api.views.words import lowered
from policy.acts import SignatureGiven
from policy.forms.checking import Problem
from policy.living.owed import papers_owed
from policy.program import Program
from policy.reference import normalize
from records import concerns, pending
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


@dataclass(frozen=True)
class ToSign:
    """Everything that waits for one person's signature, read together.

    `owing` are the references of modifications that rest on what a duty still asks for.
    """

    sitting: Sitting
    rows: tuple[Pending, ...]
    owing: frozenset[str]

    def row(self, reference: str, line: str) -> Pending | None:
        """The row of one line; None where it does not wait for this person."""
        wanted = (reference, line)
        same = (row for row in self.rows if (row.task.reference, row.task.about) == wanted)
        return next(same, None)

    def program(self, row: Pending) -> Program:
        """The program that an arrangement began under."""
        return self.sitting.parts.program_of(row.arrangement)

    def alone(self, row: Pending) -> str:
        """Why a line is signed by itself, on its own page; empty for one that need not be."""
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

    def views(self, ticked: frozenset[tuple[str, str]] | None = frozenset()) -> list[PileRow]:
        """The rows as they are shown; None ticks all."""
        return [self._view(row, ticked) for row in self.rows[:MOST]]

    def _view(self, row: Pending, ticked: frozenset[tuple[str, str]] | None) -> PileRow:
        task, program, alone = row.task, self.program(row), self.alone(row)
        titles = {each.id: each.title for each in program.documents}
        base = f"/documents/{task.reference}/{task.version}"
        files = tuple(
            FileView(titles[each], f"{base}/{each}.pdf?as=frozen", row.digests[each])
            for each in program.line(task.about).documents
            if each in row.digests
        )
        modified = row.arrangement.modification is not None
        about = f"Modification, version {task.version}: " if modified else ""
        digests = " ".join(each.digest for each in files)
        return PileRow(
            reference=task.reference,
            who=row.who,
            asked=about + days_and_term(row),
            role=lowered(program.role(task.role).title),
            href=where_done(task, row.link),
            value="" if alone else f"{task.reference}/{task.about}/{task.version}/{digests}",
            alone=alone,
            group=self.statement(row),
            files=files,
            ticked=ticked is None or (task.reference, task.about) in ticked,
        )


def to_sign(sitting: Sitting) -> ToSign:
    """What waits for the signature of who sits down."""
    rows = tuple(pending.of_tasks(sitting.session, sitting.asked))
    modified = {it.task.reference: it for it in rows if it.arrangement.modification is not None}
    came_up = concerns.open_of(sitting.session, modified)
    waiting = ToSign(sitting, rows, frozenset())
    owing = (
        reference
        for (reference, _), concern in came_up.items()
        if papers_owed(waiting.program(modified[reference]), (concern,))
    )
    return replace(waiting, owing=frozenset(owing))


def ticked_in(form: FormData) -> list[Ticked]:
    """The ticked rows of a form, each line once; BadForm for what no form of ours holds."""
    found: dict[tuple[str, str], Ticked] = {}
    for value in form.getlist("sign"):
        row = _read(value) if isinstance(value, str) else None
        if row is None:
            raise BadForm
        found.setdefault((row.reference, row.line), row)
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
    agreed, wanted = form.getlist("agree"), {(each.reference, each.line) for each in ticked}
    needed = {
        waiting.statement(row)
        for row in waiting.rows
        if (row.task.reference, row.task.about) in wanted and not waiting.alone(row)
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
    return [
        signature_piece(request, waiting, waiting.row(each.reference, each.line), each, key, name)
        for each in ticked
    ]


def signature_piece(  # noqa: PLR0913, PLR0917 - the row as it is, as it was shown, and by whom
    request: Request, waiting: ToSign, row: Pending | None, ticked: Ticked, key: str, name: str
) -> Piece:
    """One signature: of what was shown, if it is asked of this person and needs no terms."""
    sitting = waiting.sitting
    own = key_in(sitting.who.person.number, key, ticked.reference, ticked.line)
    if row is None:
        return Piece(ticked.reference, ticked.line, "Signature", own, NOT_ASKED)
    what = f"{row.who}, as {lowered(waiting.program(row).role(row.task.role).title)}"
    if alone := waiting.alone(row):
        return Piece(ticked.reference, ticked.line, what, own, alone)
    act = SignatureGiven(
        line=ticked.line,
        version=ticked.version,
        digests=ticked.digests,
        name=name,
        statement=waiting.statement(row),
        by=sitting.by_one(request, key, ticked.reference, ticked.line),
    )
    return Piece(ticked.reference, ticked.line, what, own, act=act)
