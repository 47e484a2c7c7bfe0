"""What people say where all goes well, as the acts that open tasks ask for."""

import secrets
from datetime import UTC, datetime

from api.forms.statements import statement_digest
from demonstration import favorable
from policy.acts import (
    Attribution,
    DecisionGiven,
    Outcome,
    Provided,
    ReviewGiven,
    SignatureGiven,
)
from policy.analysis import together
from policy.concerns import DutyDone
from policy.identity import KnownBy
from policy.program import Program
from policy.reading.loading import Programs
from records import arrangements, concerns, papers, people, proposals
from records.database import Sessions
from records.tasks import OpenTask


class Acts:
    """Makes the act that a task asks for, by what the records say of its arrangement."""

    def __init__(self, sessions: Sessions, programs: Programs) -> None:
        """Read from `sessions` what an act is about."""
        self._sessions = sessions
        self._programs = programs

    def provided(self, task: OpenTask, by: Attribution) -> Provided:
        """What one role still has to fill in."""
        program, given = self._asked_about(task)
        return Provided(task.role, favorable.filled_in(program, task.role, given), by)

    def review(self, task: OpenTask, by: Attribution) -> ReviewGiven:
        """The review that one task asks for, with every answer as approval needs it."""
        program, given = self._asked_about(task)
        return ReviewGiven(
            role=task.role,
            supports=True,
            comment="The work can be done away.",
            by=by,
            found=together(favorable.findings(program, task.role, given)),
            answers=favorable.filled_in(program, task.role, given),
        )

    def decision(self, task: OpenTask, by: Attribution) -> DecisionGiven:
        """An approval as proposed."""
        program, given = self._asked_about(task)
        role = program.review.decider or ""
        return DecisionGiven(
            outcome=Outcome.APPROVED,
            reason="It serves the agency's needs.",
            by=by,
            found=together(
                (*favorable.computed(program, given), *favorable.findings(program, role, given))
            ),
            answers=favorable.filled_in(program, role, given),
        )

    def done(self, task: OpenTask, by: Attribution) -> DutyDone:
        """What closes a duty, as its form asks for it."""
        program, _ = self._asked_about(task)
        with self._sessions() as session:
            found = concerns.find(session, task.reference, int(task.about))
        rule = program.in_force.duty(found.rule) if found else None
        if rule is None:
            raise LookupError(task.about)
        return DutyDone(int(task.about), favorable.form(rule.fields), by)

    def signature(self, task: OpenTask, by: Attribution | None = None) -> SignatureGiven:
        """The signature that one task asks for, as its signer gives it now."""
        with self._sessions() as session:
            arrangement = arrangements.find(session, task.reference)
            signer = people.find(session, task.person)
            fixed = papers.frozen(session, task.reference, task.version)
        if arrangement is None or signer is None:
            raise LookupError(task.person)
        program, given = self._asked_about(task)
        line = program.line(task.about)
        digests = {paper.document: paper.digest for paper in fixed}
        return SignatureGiven(
            line=line.id,
            version=task.version,
            digests=tuple(digests[document] for document in line.documents),
            name=signer.name,
            statement=statement_digest(program, line),
            by=by or acting(task.person),
            acknowledged=favorable.acknowledged(program, line.id, given),
        )

    def _asked_about(self, task: OpenTask) -> tuple[Program, dict[str, str]]:
        """The program a task belongs to, and the answers of its arrangement's proposal."""
        with self._sessions() as session:
            arrangement = arrangements.find(session, task.reference)
            proposal = proposals.tabled(session, task.reference)
        if arrangement is None or proposal is None:
            raise LookupError(task.reference)
        program = self._programs.get(arrangement.program, arrangement.program_version)
        return program, proposal.answers


def acting(person: str, asked_at: datetime | None = None) -> Attribution:
    """Somebody acts now, by link; where the clock was skipped, in the moment they are asked."""
    now = datetime.now(UTC)
    at = max(now, asked_at or now)
    return Attribution(person, secrets.token_urlsafe(12), at, KnownBy.LINK, "127.0.0.1")
