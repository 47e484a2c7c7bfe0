"""Documents as evidence: fixed before the first signature, filed with all of them (GL32 V, VI)."""

from dataclasses import dataclass
from datetime import datetime

from temporalio import activity

from activities.consulting import Consulting
from activities.drawing_up import CONTENT, Drafter
from documents.rendering import Typesetter
from documents.store import DocumentMissing, Store
from policy.coding import proposal_from_json
from policy.forms.files import files_in
from policy.holders import Holders
from policy.notices import DocumentRef
from policy.program import CopyMeans, CopyRule, Program
from records import papers, proposals, uploads
from records.database import Sessions
from records.papers import UPLOADED, Paper

FROZEN, FILED = "frozen", "filed"


@dataclass(frozen=True)
class FilingOrder:
    """Which version of which arrangement, under which program's rules, as of when (UTC)."""

    reference: str
    version: int
    program: str
    program_version: str
    time_zone: str
    agency: str
    employee: str
    now: datetime


@dataclass(frozen=True)
class Frozen:
    """What was fixed, and who holds the roles that sign it."""

    documents: tuple[DocumentRef, ...]
    holders: Holders


@dataclass(frozen=True)
class Filed:
    """The signed documents of each copy, by the copy's ID."""

    papers: dict[str, tuple[DocumentRef, ...]]


class Filing:
    """Typesets documents and keeps them.

    Repeating an order changes nothing: the same content gives the same bytes, which are kept once
    under their SHA-256. A full or read-only store is temporary trouble and is raised.
    """

    def __init__(
        self,
        sessions: Sessions,
        drafter: Drafter,
        typesetter: Typesetter,
        store: Store,
        consulting: Consulting,
    ) -> None:
        """Read from `sessions`, keep in `store`."""
        self._sessions = sessions
        self._drafter = drafter
        self._typesetter = typesetter
        self._store = store
        self._consulting = consulting

    @activity.defn(no_thread_cancel_exception=True)
    def freeze(self, order: FilingOrder) -> Frozen:
        """Fix every document of a version before anybody signs it (V).

        The files that it rests on are kept with it: DocumentMissing where one is lost (IV.J).
        """
        program = self._rules(order)
        self._files(order, program)
        fixed = tuple(self._freeze(order, document.id) for document in program.documents)
        holders = self._consulting.holders(
            program, order.time_zone, order.agency, order.employee, order.now
        )
        return Frozen(fixed, holders)

    @activity.defn(no_thread_cancel_exception=True)
    def file(self, order: FilingOrder) -> Filed:
        """Store the signed documents of every copy, each with the fixed one inside it (V).

        The employee's own papers, such as the insurance certificate, go into every file (IV.J).
        """
        with self._sessions() as session:
            fixed = papers.frozen(session, order.reference, order.version)
            filed = papers.filed(session, order.reference, order.version)
        program = self._rules(order)
        kept = {paper.document: _ref(paper) for paper in filed}
        signed = {
            paper.document: kept.get(paper.document) or self._sign_off(program, paper)
            for paper in fixed
        }
        files = self._files(order, program)
        return Filed({rule.id: self._copy(order, rule, signed, files) for rule in program.copies})

    def _rules(self, order: FilingOrder) -> Program:
        return self._drafter.rules(order.program, order.program_version)

    def _freeze(self, order: FilingOrder, document: str) -> DocumentRef:
        with self._sessions() as session:
            kept = {
                paper.document: paper
                for paper in papers.frozen(session, order.reference, order.version)
            }
            if document in kept:
                return _ref(kept[document])
            content = self._drafter.unsigned(
                session, order.reference, order.version, document, order.now
            )
        typeset = self._typesetter.render(content)
        paper = Paper(
            reference=order.reference,
            version=order.version,
            document=document,
            state=FROZEN,
            digest=self._store.put(typeset.content),
            size=len(typeset.content),
            pages=typeset.pages,
            made_at=order.now,
            content=CONTENT.dump_json(content).decode(),
        )
        return self._note(paper)

    def _sign_off(self, program: Program, paper: Paper) -> DocumentRef:
        """The document with its signatures; one that nobody signs is filed as it was fixed."""
        if all(paper.document not in line.documents for line in program.signing.lines):
            return _ref(paper)
        with self._sessions() as session:
            content = self._drafter.filed(session, paper)
        inside = {f"{paper.document}-as-signed.pdf": self._store.get(paper.digest)}
        typeset = self._typesetter.render(content, inside)
        digest = self._store.put(typeset.content)
        return DocumentRef(paper.document, digest, len(typeset.content), typeset.pages)

    def _files(self, order: FilingOrder, program: Program) -> tuple[DocumentRef, ...]:
        """The uploaded files that the version names, each by its field."""
        with self._sessions() as session:
            version = proposals.of_version(session, order.reference, order.version)
            answers = proposal_from_json(version.content).answers if version else {}
            rows = {
                file.field.id: uploads.of_digest(session, file.digest)
                for file in files_in(program.fields, answers)
            }
        for found in rows.values():
            if not found or not self._store.has(found[0].digest):
                raise DocumentMissing(order.reference)
        return tuple(
            DocumentRef(field, found[0].digest, found[0].size, found[0].pages)
            for field, found in rows.items()
        )

    def _copy(
        self,
        order: FilingOrder,
        rule: CopyRule,
        signed: dict[str, DocumentRef],
        files: tuple[DocumentRef, ...],
    ) -> tuple[DocumentRef, ...]:
        """Note one copy's documents: the same bytes may serve several copies."""
        refs = tuple(signed[document] for document in rule.documents)
        attached = files if rule.means is CopyMeans.FILE else ()
        for state, made in ((FILED, refs), (UPLOADED, attached)):
            for ref in made:
                self._note(_filed_as(order, state, rule.id, ref))
        return (*refs, *attached)

    def _note(self, paper: Paper) -> DocumentRef:
        ref = _ref(paper)
        with self._sessions() as session:
            papers.add(session, paper)
            session.commit()
        return ref


def _filed_as(order: FilingOrder, state: str, destination: str, ref: DocumentRef) -> Paper:
    return Paper(
        reference=order.reference,
        version=order.version,
        document=ref.document,
        state=state,
        destination=destination,
        digest=ref.digest,
        size=ref.size,
        pages=ref.pages,
        made_at=order.now,
    )


def _ref(paper: Paper) -> DocumentRef:
    return DocumentRef(paper.document, paper.digest, paper.size, paper.pages)
