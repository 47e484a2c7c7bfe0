"""The signing page: one decision, asked in two lines, with the whole document before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.views.concern_words import ABOUT_CONCERNS, named
from api.views.documents import DocumentView, documents
from api.views.facts import Facts
from api.views.modification import ModificationView, modification
from api.views.terms import TermsView, term_texts
from api.views.words import document_name, lowered, short_instant, spelled
from documents.paper import PaperContent
from policy.account import Happening
from policy.acts import Outcome
from policy.deadlines import local_date
from policy.program import SignatureLine
from policy.wording import capital, listed, show_date, show_days
from records.entries import TimelineEntry
from records.papers import Paper

FEW = 2
_DEEDS = {2: "Sign both documents"}
"""What the button says instead of naming every document, by how many there are."""


@dataclass(frozen=True)
class SigningView:
    """What the signing page shows of one line; `digests` are those of the frozen documents.

    `deed` is what its button says; `then` names what the same person signs next; `amended` says
    who changed the version before, and why.
    """

    reference: str
    title: str
    asked: str
    progress: str
    what: str
    deed: str
    then: str
    line: str
    statement: str
    consent: str
    name: str
    papers: tuple[PaperContent, ...]
    files: tuple[DocumentView, ...]
    digests: tuple[str, ...]
    terms: tuple[TermsView, ...]
    amended: str = ""
    modification: ModificationView | None = None

    @property
    def count(self) -> int:
        """How many terms there are to acknowledge."""
        return sum(len(each.terms) for each in self.terms)


@dataclass(frozen=True)
class ReceiptView:
    """One act of a person on a task, as its receipt."""

    text: str
    at: str
    number: int
    version: int
    details: tuple[tuple[str, str], ...]
    terms: tuple[TermsView, ...] = ()

    @property
    def count(self) -> int:
        """How many terms were acknowledged."""
        return sum(len(each.terms) for each in self.terms)


def signing_view(  # noqa: PLR0913, PLR0917 - the parts of the page
    facts: Facts,
    line: SignatureLine,
    person: str,
    papers: Sequence[Paper],
    contents: Sequence[PaperContent],
    terms: tuple[TermsView, ...],
) -> SigningView:
    """The page on which `person` signs `line`, with the documents it covers."""
    what = listed(_names(facts, line.documents))
    return SigningView(
        reference=facts.arrangement.reference,
        title=f"Sign as {lowered(facts.title(line.role))}",
        asked=asked_for(facts, person),
        progress=_progress(facts, line),
        what=what,
        deed=_DEEDS.get(len(line.documents), f"Sign the {what}"),
        then=listed(_names(facts, _further(facts, line))),
        line=line.id,
        statement=line.statement,
        consent=facts.program.signing.consent,
        name=facts.names.of(person),
        papers=tuple(contents),
        files=_files(facts, line),
        digests=tuple(paper.digest for paper in papers),
        terms=terms,
        amended=amended(facts),
        modification=modification(facts),
    )


def amended(facts: Facts) -> str:
    """Why this version took the place of one that was to be signed; empty where it did not."""
    made = facts.last(Happening.AMENDED)
    proposed = facts.last(Happening.MODIFICATION_PROPOSED)
    if made is None or (proposed is not None and proposed.seq > made.seq):
        return ""
    row = facts.arrangement
    return f"Changed to version {row.version} by {facts.names.of(made.person)}: {made.note}"


def asked_for(facts: Facts, person: str) -> str:
    """Who asks for what: the first line of every task's page."""
    row = facts.arrangement
    mine = person == row.employee
    if facts.modifying:
        whose = "your arrangement" if mine else f"the arrangement of {facts.who}"
        return f"A modification of {whose} is to be signed: version {row.version}."
    days = show_days(facts.proposal.week) if facts.proposal else "some days"
    last = f"to {show_date(row.ends_on)}" if row.ends_on else "on, with no last day set"
    who = "You" if mine else facts.who
    return f"{who} {_does(facts, mine=mine)} on {days} from {show_date(row.starts_on)} {last}."


def _does(facts: Facts, *, mine: bool) -> str:
    """What is asked for; in force, what is done; after the end, what was."""
    if not facts.arrangement.in_force:
        return "ask to telecommute" if mine else "asks to telecommute"
    if facts.closed:
        return "telecommuted"
    return "telecommute" if mine else "telecommutes"


def receipts(facts: Facts, acts: Sequence[TimelineEntry]) -> tuple[ReceiptView, ...]:
    """What somebody did, with what proves it."""
    return tuple(_receipt(facts, entry) for entry in acts)


def _receipt(facts: Facts, entry: TimelineEntry) -> ReceiptView:
    kind = Happening(entry.kind)
    deed = {
        Happening.SIGNED: "You signed",
        Happening.DECLINED: "You declined to sign",
        Happening.REVIEW_GIVEN: "You gave your review",
        Happening.PROVIDED: "You filled in what was missing",
        Happening.COPY_ACKNOWLEDGED: "You acknowledged the copy",
        Happening.APPROVAL_GIVEN: "You approved",
        Happening.APPROVAL_REFUSED: "You refused",
        Happening.DUTY_DONE: "You put on record",
    }.get(kind, "You acted")
    return ReceiptView(
        text=f"{deed}{_of_what(facts, entry, kind)}",
        at=short_instant(entry.at, facts.zone),
        number=entry.seq,
        version=entry.version,
        details=tuple(_details(entry)),
        terms=term_texts(facts.program, entry.evidence.get("acknowledged", "")),
    )


def _of_what(facts: Facts, entry: TimelineEntry, kind: Happening) -> str:
    concern = facts.concerns.get(int(entry.about)) if kind in ABOUT_CONCERNS else None
    if concern is not None:
        return f": {lowered(named(facts.program, concern))}"
    if kind not in {Happening.SIGNED, Happening.DECLINED}:
        return ""
    return f": {listed(_names(facts, facts.program.line(entry.about).documents))}"


def _names(facts: Facts, documents: Sequence[str]) -> list[str]:
    """What documents are called within a sentence."""
    return [document_name(facts.program.document(each).title) for each in documents]


def _further(facts: Facts, line: SignatureLine) -> list[str]:
    """The documents of the lines that the same role signs after this one."""
    left = [each for each in facts.program.signing.lines if each.role == line.role]
    later = left[left.index(line) + 1 :]
    signed = facts.arrangement.signed
    return [document for each in later if each.id not in signed for document in each.documents]


def _details(entry: TimelineEntry) -> list[tuple[str, str]]:
    labels = {
        "name": "Name as typed",
        "assessment": "Your assessment",
        "digests": "Document (SHA-256)",
        "statement": "Statement (SHA-256)",
    }
    found = [(label, entry.evidence.get(name, "")) for name, label in labels.items()]
    return [(label, told) for label, told in [*found, ("You wrote", entry.note)] if told]


def _progress(facts: Facts, line: SignatureLine) -> str:
    """The decision, and how many have signed."""
    decided = None if facts.modifying else facts.last(Happening.DECIDED)
    said = []
    if decided is not None and decided.about != Outcome.DENIED:
        how = decided.about.replace("_", " ")
        said.append(f"It was {how} on {show_date(local_date(decided.at, facts.zone))}.")
    lines, signed = facts.program.signing.lines, facts.arrangement.signed
    left = [each.id for each in lines if each.id not in signed]
    many = capital(spelled(len(signed))) if signed else "None"
    count = f"{many} of {spelled(len(lines))} signatures {'is' if len(signed) < FEW else 'are'} in"
    last = "; yours is the last." if left == [line.id] else "."
    return " ".join([*said, count + last])


def _files(facts: Facts, line: SignatureLine) -> tuple[DocumentView, ...]:
    version = facts.arrangement.version
    wanted = {f"/documents/{facts.arrangement.reference}/{version}/{d}.pdf" for d in line.documents}
    return tuple(each for each in documents(facts) if each.href in wanted)
