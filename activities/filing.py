"""Documents as evidence: fixed before the first signature, filed with all of them (GL32 V, VI)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from temporalio import activity

from activities.consulting import Consulting
from activities.drawing_up import Drafter
from activities.parties import NotRecorded
from documents.paper import CONTENT
from documents.rendering import Typesetter
from documents.store import DocumentMissing, Store
from policy.deadlines import Changes, Offsets, clocks_of
from policy.forms.files import files_in
from policy.holders import Holders
from policy.notices import DocumentRef
from policy.plan import Need
from policy.program import CopyMeans, CopyRule, Program
from policy.proposal import Proposal
from records import papers, proposals, uploads
from records.database import Sessions
from records.papers import FILED, FROZEN, UPLOADED, Paper


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
class Known:
    """What an arrangement knows before a version of it is fixed.

    That is what has to be filled in, who holds the roles, and how the clocks go there.
    """

    needs: tuple[Need, ...]
    holders: Holders
    clocks: Offsets


@dataclass(frozen=True)
class Frozen:
    """What was fixed, or what is `missing` before that; and what was not known before.

    That is who holds the roles that others hold by now, and later changes of the clocks.
    """

    documents: tuple[DocumentRef, ...] = ()
    missing: tuple[Need, ...] = ()
    holders: Holders = field(default_factory=dict)
    clocks: Changes = ()


@dataclass(frozen=True)
class Filed:
    """The signed documents, and the employee's own papers."""

    signed: tuple[DocumentRef, ...]
    files: tuple[DocumentRef, ...] = ()

    def papers(self, rule: CopyRule) -> tuple[DocumentRef, ...]:
        """What is in one copy: the employee's own papers go into every file (IV.J)."""
        signed = {ref.document: ref for ref in self.signed}
        attached = self.files if rule.means is CopyMeans.FILE else ()
        return (*(signed[document] for document in rule.documents), *attached)


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
    def freeze(self, order: FilingOrder, known: Known) -> Frozen:
        """Fix every document of a version before anybody signs it, once it is complete (IV, V).

        The files that it rests on are kept with it: DocumentMissing where one is lost (IV.J).
        """
        program = self._rules(order)
        proposal = self._proposal(order)
        missing = self._missing(order, program, known, proposal.answers)
        if missing:
            return Frozen(missing=missing)
        self._files(program, proposal, order.reference)
        fixed = self._freeze(order, [document.id for document in program.documents])
        holders = self._consulting.holders(
            program, order.time_zone, order.agency, order.employee, order.now
        )
        return Frozen(
            fixed,
            holders={
                role: held for role, held in holders.items() if held != known.holders.get(role)
            },
            clocks=clocks_of(order.time_zone, order.now, proposal.ends_on).after(known.clocks),
        )

    @activity.defn(no_thread_cancel_exception=True)
    def file(self, order: FilingOrder) -> Filed:
        """Store the signed documents of every copy, each with the fixed one inside it (V)."""
        with self._sessions() as session:
            fixed = papers.frozen(session, order.reference, order.version)
            filed = papers.filed(session, order.reference, order.version)
        program = self._rules(order)
        kept = {paper.document: _ref(paper) for paper in filed}
        signed = {
            paper.document: kept.get(paper.document) or self._sign_off(program, paper)
            for paper in fixed
        }
        files = self._files(program, self._proposal(order), order.reference)
        made = Filed(tuple(signed.values()), files)
        self._note(*(paper for rule in program.copies for paper in _copy(order, rule, made)))
        return made

    def _rules(self, order: FilingOrder) -> Program:
        return self._drafter.rules(order.program, order.program_version)

    def _freeze(self, order: FilingOrder, documents: Sequence[str]) -> tuple[DocumentRef, ...]:
        """What was fixed first counts: an attempt that was given up may still be at work."""
        kept = self._frozen(order)
        for document in documents:
            if document not in kept:
                self._note(self._fix(order, document))
        kept = self._frozen(order)
        return tuple(_ref(kept[document]) for document in documents)

    def _frozen(self, order: FilingOrder) -> dict[str, Paper]:
        """The documents of the version that are fixed by now."""
        with self._sessions() as session:
            found = papers.frozen(session, order.reference, order.version)
            return {paper.document: paper for paper in found}

    def _fix(self, order: FilingOrder, document: str) -> Paper:
        with self._sessions() as session:
            content = self._drafter.unsigned(
                session, order.reference, order.version, document, order.now
            )
        typeset = self._typesetter.render(content)
        return Paper(
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

    def _missing(
        self, order: FilingOrder, program: Program, known: Known, answers: Mapping[str, str]
    ) -> tuple[Need, ...]:
        """What has to be filled in first; nothing where documents are fixed already."""
        if self._frozen(order):
            return ()
        return self._consulting.missing(program, known.needs, answers, order.time_zone, order.now)

    def _proposal(self, order: FilingOrder) -> Proposal:
        with self._sessions() as session:
            proposal = proposals.of_version(session, order.reference, order.version)
        if proposal is None:
            raise NotRecorded(order.reference)
        return proposal

    def _files(
        self, program: Program, proposal: Proposal, reference: str
    ) -> tuple[DocumentRef, ...]:
        """The uploaded files that the version names, each by its field."""
        with self._sessions() as session:
            rows = {
                file.field.id: uploads.of_digest(session, file.digest)
                for file in files_in(program.fields, proposal.answers)
            }
        for found in rows.values():
            if not found or not self._store.has(found[0].digest):
                raise DocumentMissing(reference)
        return tuple(
            DocumentRef(name, found[0].digest, found[0].size, found[0].pages)
            for name, found in rows.items()
        )

    def _note(self, *made: Paper) -> None:
        with self._sessions() as session:
            papers.add(session, *made)
            session.commit()


def _copy(order: FilingOrder, rule: CopyRule, made: Filed) -> Iterator[Paper]:
    """One copy's documents: the same bytes may serve several copies."""
    for ref in made.papers(rule):
        yield Paper(
            reference=order.reference,
            version=order.version,
            document=ref.document,
            state=UPLOADED if ref in made.files else FILED,
            destination=rule.id,
            digest=ref.digest,
            size=ref.size,
            pages=ref.pages,
            made_at=order.now,
        )


def _ref(paper: Paper) -> DocumentRef:
    return DocumentRef(paper.document, paper.digest, paper.size, paper.pages)
