"""Signing: a version is frozen, lines are asked for stage by stage, acts are ruled on (V)."""

from temporalio import workflow

from workflows.completing import changed_by_agency
from workflows.ledger import Ledger
from workflows.reminding import Reminders

with workflow.unsafe.imports_passed_through():
    from activities.filing import Frozen
    from policy.account import Happening, Status
    from policy.acts import (
        Amendment,
        AskedAgain,
        SignatureDeclined,
        SignatureGiven,
    )
    from policy.duration import too_long, within_maximum
    from policy.holders import asked_of
    from policy.notices import DocumentRef, Kind
    from policy.plan import applying_terms
    from policy.proposal import Proposal
    from policy.signing import Ruling, SignaturePage, rule_on_decline, rule_on_signature
    from policy.tasks import Purpose, Task


class Signing:
    """The signature page of the version that is open, and what becomes of each act on it."""

    def __init__(self, ledger: Ledger, reminders: Reminders) -> None:
        """Nothing is frozen yet."""
        self._ledger = ledger
        self._reminders = reminders
        self._documents: tuple[DocumentRef, ...] = ()
        self._declined: dict[str, SignatureDeclined] = {}
        self._asked_stage: tuple[int, int] = (0, 0)
        self._kept: tuple[DocumentRef, ...] = ()

    @property
    def page(self) -> SignaturePage:
        """What can be signed now."""
        ledger = self._ledger
        return SignaturePage(
            version=ledger.version,
            lines=ledger.plan.lines,
            documents=self._documents,
            holders=ledger.holders,
            signed=ledger.signed,
            single_sign_on=ledger.plan.single_sign_on,
            terms=applying_terms(ledger.plan.terms, ledger.proposal.answers),
        )

    @property
    def frozen(self) -> bool:
        """Whether the documents of the open version are frozen."""
        return bool(self._documents)

    @property
    def complete(self) -> bool:
        """Whether every line of the open version is signed."""
        return self.frozen and self.page.complete

    @property
    def stage_unasked(self) -> bool:
        """Whether a stage has opened whose signers have not been asked."""
        return self.frozen and not self.complete and self._stage() != self._asked_stage

    @property
    def documents(self) -> tuple[DocumentRef, ...]:
        """The frozen documents of the version on the table."""
        return self._documents

    def resume(self, documents: tuple[DocumentRef, ...]) -> None:
        """Go on with the documents of what is in force."""
        self._documents, self._asked_stage = documents, self._stage()

    def set_aside(self) -> None:
        """A modification is put on the table: nothing of it is frozen, nobody declined it."""
        self._kept, self._documents = self._documents, ()
        self._declined.clear()

    def take_back(self) -> None:
        """The modification is left: the documents of what is in force are all there is."""
        self._documents = self._kept
        self._declined.clear()

    def freeze(self, frozen: Frozen) -> None:
        """The documents are fixed; from here on nothing in them changes (V)."""
        ledger = self._ledger
        self._documents = frozen.documents
        ledger.hold(frozen.holders)
        ledger.clocks = ledger.clocks.followed_by(frozen.clocks)
        digests = {ref.document: ref.digest for ref in frozen.documents}
        ledger.note(Happening.FROZEN, evidence=digests)
        ledger.move(Status.SIGNING)

    def ask(self) -> None:
        """Ask the signers of the stage that has opened, each by one mail."""
        self._asked_stage = self._stage()
        ledger = self._ledger
        told: set[tuple[str, str]] = set()
        for line in self.page.open_lines:
            for task in ledger.ask(Purpose.SIGN, line.role, line.id):
                if (task.role, task.person) not in told:
                    told.add((task.role, task.person))
                    self.invite(task)
        self._reminders.start()

    def sign(self, act: SignatureGiven) -> None:
        """Rule on a signature; a good one fills its line."""
        ruling = self._closed() or rule_on_signature(self.page, act)
        line = self.page.line(act.line)
        if ruling is not Ruling.GOOD or line is None:
            self._ledger.refuse(act.by, ruling, about=act.line)
            return
        ledger = self._ledger
        ledger.signed = (*ledger.signed, line.id)
        ledger.drop(Purpose.SIGN, about=line.id)
        self._settled(line.id)
        evidence = {"name": act.name, "statement": act.statement, "digests": " ".join(act.digests)}
        if act.acknowledged:
            evidence["acknowledged"] = " ".join(act.acknowledged)
        ledger.note(
            Happening.SIGNED,
            act.by,
            role=line.role,
            about=line.id,
            evidence=evidence,
        )
        if self.complete or self.stage_unasked:
            self._reminders.stop()

    def decline(self, act: SignatureDeclined) -> None:
        """Rule on a refusal to sign; a good one goes to the coordinator with its reason."""
        ruling = self._closed() or self._settling(act.line) or rule_on_decline(self.page, act)
        line = self.page.line(act.line)
        if ruling is not Ruling.GOOD or line is None:
            self._ledger.refuse(act.by, ruling, about=act.line)
            return
        ledger = self._ledger
        self._declined[line.id] = act
        ledger.drop(Purpose.SIGN, about=line.id)
        ledger.note(Happening.DECLINED, act.by, role=line.role, about=line.id, note=act.reason)
        ledger.move(Status.DECLINED)
        for task in ledger.ask(Purpose.SETTLE, ledger.plan.coordinator, line.id):
            self.tell_declined(task)

    def tell_declined(self, task: Task) -> None:
        """Tell somebody who has to settle it that a signature was declined, and why."""
        ledger, declined = self._ledger, self._declined[task.about]
        line = self.page.line(task.about)
        declined_by = ledger.title(line.role) if line else ""
        kind = Kind.SIGNATURE_DECLINED
        ledger.tell(kind, task.role, task.person, reason=declined.reason, declined_by=declined_by)

    def objection_to_amendment(self, act: Amendment) -> str | None:
        """Why what is to be signed cannot be changed now, or None."""
        if not self.frozen or self.complete:
            return (
                "A change before the signatures are in needs a document that is open for signature."
            )
        if not act.reason.strip():
            return "An amendment needs its reason."
        if self._amended(act) == self._ledger.proposal:
            return "The amendment changes nothing."
        if not within_maximum(act.modified, self._ledger.plan.term):
            return too_long(self._ledger.plan.term)
        return None

    def amend(self, act: Amendment) -> None:
        """Open a new version: earlier signatures stay on record and count no more."""
        ledger = self._ledger
        self._documents = ()
        self._declined.clear()
        self._reminders.stop()
        ledger.drop(Purpose.SIGN, Purpose.SETTLE)
        ledger.retable(self._amended(act))
        ledger.note(Happening.AMENDED, act.by, role=ledger.plan.coordinator, note=act.reason)
        ledger.move(Status.SIGNING)

    def objection_to_asking(self, act: AskedAgain) -> str | None:
        """Why the line cannot be asked for again, or None."""
        return None if act.line in self._declined else "Nobody has declined this line."

    def ask_again(self, act: AskedAgain) -> None:
        """The coordinator asks who declined to reconsider."""
        ledger = self._ledger
        line = self.page.line(act.line)
        role = line.role if line else ""
        ledger.note(Happening.ASKED_AGAIN, act.by, role=role, about=act.line, note=act.reason)
        if line is not None:
            self.ask_for(line.role, line.id)
        self._reminders.start()

    def ask_for(self, role: str, line: str) -> None:
        """Ask whoever holds the role for this line, whatever was declined on it before."""
        self._settled(line)
        for task in self._ledger.ask(Purpose.SIGN, role, line):
            self.invite(task)

    def declined_by(self, role: str) -> tuple[str, ...]:
        """The lines of a role that its holder declined."""
        lines = self._ledger.plan.lines
        return tuple(line.id for line in lines if line.role == role and line.id in self._declined)

    def _amended(self, act: Amendment) -> Proposal:
        return changed_by_agency(self._ledger.plan, self._ledger.proposal, act.modified)

    def _stage(self) -> tuple[int, int]:
        lines = self.page.open_lines
        return (self._ledger.version, lines[0].stage if lines else 0)

    def _closed(self) -> Ruling | None:
        if self._ledger.over:
            return Ruling.ENDED
        return None if self._ledger.version else Ruling.NOT_OPEN

    def _settling(self, line: str) -> Ruling | None:
        return Ruling.ALREADY_DECLINED if line in self._declined else None

    def _settled(self, line: str) -> None:
        self._declined.pop(line, None)
        self._ledger.drop(Purpose.SETTLE, about=line)
        if self._ledger.phase is Status.DECLINED and not self._declined:
            self._ledger.move(Status.SIGNING)

    def invite(self, task: Task) -> None:
        """Ask for a signature by a mail that leads to the task."""
        ledger = self._ledger
        whom = asked_of((task.person,))
        ledger.note(Happening.SIGNATURE_ASKED, role=task.role, about=task.about, evidence=whom)
        ledger.tell(
            Kind.SIGNATURE_REQUESTED,
            task.role,
            task.person,
            task,
            attachments=self._enclosed(task),
            new_version=str(task.version) if task.version > 1 else "",
            in_force=ledger.kept_meanwhile,
        )

    def _enclosed(self, task: Task) -> tuple[DocumentRef, ...]:
        """The documents themselves, where the program mails them to who signs them."""
        if not self._ledger.plan.mail_documents:
            return ()
        lines = [line for line in self.page.open_lines if line.role == task.role]
        wanted = {document for line in lines for document in line.documents}
        return tuple(ref for ref in self._documents if ref.document in wanted)
