"""An arrangement's own account of itself, and what of it the records do not hold yet."""

from datetime import date

from temporalio import workflow

from workflows.asked import Asked
from workflows.carried import CarriedLedger
from workflows.concerns import Concerns
from workflows.versions import until
from workflows.waiting import Deadlines, Due

with workflow.unsafe.imports_passed_through():
    from policy.account import (
        OF_A_VERSION,
        Account,
        Ending,
        Entry,
        Happening,
        HeldUpBy,
        Standing,
        Status,
    )
    from policy.acts import Attribution, Submission
    from policy.analysis import Found
    from policy.deadlines import Offsets
    from policy.holders import in_place_of
    from policy.living.current import brought
    from policy.tasks import OF_PEOPLE


class Ledger(Asked):
    """Where it stands, who is asked for what, and the entries and notices not yet drawn.

    Every change goes through here, in the order it is judged; `draw` hands over one step for the
    records. Nothing in it does anything: it is state, and state alone.
    """

    def __init__(self, submission: Submission) -> None:
        """Begin with a proposal as submitted."""
        super().__init__(submission)
        self.deadlines = Deadlines()
        self.clocks = Offsets(((workflow.now(), 0),))
        self.status = Status.REVIEW
        self.since = workflow.now()
        self.ending: Ending | None = None
        self.notice_until: date | None = None
        self.ended_on: date | None = None
        self.held_up: tuple[HeldUpBy, ...] = ()
        self._entries: list[Entry] = []
        self._written = 0
        self._findings: list[Found] = []
        self.concerns = Concerns()
        self._revision = 0
        self._seen: set[str] = set()

    def carry(self) -> CarriedLedger:
        """All of it, for a fresh history: nothing waits to be drawn, nothing is on the table."""
        return CarriedLedger(
            status=self.status,
            since=self.since,
            version=self.version,
            fixed=self.next_version - 1,
            in_force=self.in_force,
            filed=self.filed,
            starts_on=self.starts_on,
            proposal=self.proposal,
            signed=self.signed,
            spans=self.spans,
            holders=self.holders,
            installed=self._installed,
            coordinators=self.coordinators,
            directory_of=self.directory_of,
            clocks=self.clocks,
            tasks=self.tasks,
            concerns=self.concerns.all,
            seen=tuple(sorted(self._seen)),
            revision=self._revision,
            written=self._written,
            told=dict(self._told),
            ending=self.ending,
            notice_until=self.notice_until,
            ended_on=self.ended_on,
            tabled_at=self.tabled_at,
        )

    def resume(self, kept: CarriedLedger) -> None:
        """Go on where the history before left it."""
        self.resume_versions(kept)
        self.resume_asked(kept)
        self.status, self.since, self.ending = kept.status, kept.since, kept.ending
        self.notice_until, self.ended_on = kept.notice_until, kept.ended_on
        self.clocks = kept.clocks
        self.concerns.resume(kept.concerns)
        self._seen, self._revision = set(kept.seen), kept.revision
        self._written = kept.written

    @property
    def over(self) -> bool:
        """Whether the arrangement has come to an end, whatever is still owed."""
        return self.ending is not None

    def knows(self, by: Attribution) -> bool:
        """Whether an act with this key was taken before."""
        return by.key in self._seen

    def take(self, by: Attribution) -> bool:
        """Take an act in: True the first time its key is seen. Deadlines past by now come first."""
        self.deadlines.collect()
        if by.key in self._seen:
            return False
        self._seen.add(by.key)
        return True

    @property
    def today(self) -> date:
        """The agency's calendar date."""
        return self.clocks.day(workflow.now())

    @property
    def known(self) -> dict[str, str]:
        """The answers in force, with what reports and duties brought since (IV.F, IV.H, IV.J)."""
        told = brought(self.plan.updated, self.concerns.all, self.tabled_at)
        return self.current.answers | told

    @property
    def phase(self) -> Status:
        """Where the version on the table stands."""
        return self.modification or self.status

    def move(self, status: Status) -> None:
        """Stand somewhere else from now on; a modification moves, and what is in force does not."""
        self._moved = True
        if self.modifying and status in OF_A_VERSION:
            self.modification = status
            return
        self.status = status
        self.since = workflow.now()

    def finish(self, ending: Ending, status: Status, ended_on: date | None = None) -> None:
        """Come to an end: nothing is asked any more but the copies and duties still owed."""
        self.ending, self.ended_on, self.notice_until = ending, ended_on, None
        self.spans = until(self.spans, ended_on) if ended_on else self.spans
        self.drop(*OF_PEOPLE)
        self.deadlines.clear(*Due)
        self.move(status)

    def note(  # noqa: PLR0913 - what a line of the timeline may say
        self,
        kind: Happening,
        by: Attribution | None = None,
        *,
        role: str = "",
        about: str = "",
        note: str = "",
        evidence: dict[str, str] | None = None,
    ) -> None:
        """Write one line of the timeline; an act brings who did it and how they were known.

        Of a designee it says in whose place they acted (II(b)).
        """
        proof = in_place_of(self.holders, role, by.person) | by.evidence if by else {}
        self._written += 1
        self._entries.append(
            Entry(
                seq=self._written,
                at=workflow.now(),
                kind=kind,
                role=role,
                person=by.person if by else "",
                version=self.version,
                about=about,
                note=note,
                key=by.key if by else "",
                evidence=(evidence or {}) | proof,
            )
        )

    def refuse(self, by: Attribution, why: str, *, role: str = "", about: str = "") -> None:
        """Record an act that changes nothing, and why."""
        self.note(Happening.REFUSED, by, role=role, about=about, note=why)

    def found(self, finding: Found) -> None:
        """Put the answer to a question on record."""
        self._findings.append(finding)

    def standing(self) -> Standing:
        """Where the arrangement stands now."""
        return Standing(
            reference=self.submission.reference,
            revision=self._revision,
            as_of=workflow.now(),
            status=self.status,
            since=self.since,
            version=self.version,
            signed=self.signed,
            tasks=self.tasks,
            deadlines=self.deadlines.listed(),
            starts_on=self.starts_on,
            ends_on=self.current.ends_on,
            ending=self.ending,
            held_up=self.held_up,
            in_force=self.in_force,
            modification=self.modification,
            spans=self.spans,
            notice_until=self.notice_until,
            ended_on=self.ended_on,
            owed=self.concerns.owed,
        )

    @property
    def ahead(self) -> bool:
        """Whether something happened that has not been drawn yet."""
        waiting = (
            self._entries,
            self._notices,
            self._proposals,
            self._findings,
            self.concerns,
        )
        return self._moved or self.deadlines.fell_due or any(waiting)

    def draw(self) -> Account:
        """One step for the records: all that happened since the last one."""
        self._revision += 1
        account = Account(
            standing=self.standing(),
            entries=tuple(self._entries),
            notices=tuple(self._notices),
            proposals=tuple(self._proposals),
            findings=tuple(self._findings),
            concerns=self.concerns.draw(),
        )
        self._entries, self._notices = [], []
        self._proposals, self._findings = [], []
        self._moved = self.deadlines.fell_due = False
        return account
