"""From what people fill in about an arrangement in force to an act: the rules of pages and API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from api.dependencies import NotFound
from api.parts import Parts
from api.rights.roles import Roles, roles_of
from api.who import Who
from policy.acts import Attribution
from policy.concerns import ApprovalAsked, Concern, DutyDone, Reported
from policy.deadlines import local_date, offsets
from policy.form import holds
from policy.forms.answers import read_fields
from policy.forms.kinds import quoted
from policy.forms.problem import Problem, cited
from policy.hours.planned import planned_days
from policy.in_force import ApprovalRule, DutyRule, ReportRule, Rule
from policy.living.approving import decided_by
from policy.living.concern_forms import concern_problems
from policy.living.lost import is_unreported
from policy.living.outstanding import at_location
from policy.program import Agency, Program
from policy.proposal import Proposal, scheduled
from policy.timekeeping import Period
from policy.week import Place
from records import concerns, planning, proposals
from records.arrangements import Arrangement

LASTING = "A lasting change needs a modification, signed anew by all."
UNREPORTED = "The loss of {} is not reported yet. Report it first, under that name."
PASSED = "This has to be approved beforehand, and that time has passed."
Answers = Mapping[str, str]
Problems = tuple[Problem, ...]


@dataclass(frozen=True)
class Case:
    """An arrangement that was authorized, for somebody who holds these roles in it.

    `proposal` is the version in force, after the end the last one that was; `now` is UTC.
    """

    session: Session
    parts: Parts
    arrangement: Arrangement
    program: Program
    agency: Agency
    proposal: Proposal
    roles: Roles
    now: datetime

    @property
    def today(self) -> date:
        """The agency's calendar date."""
        return local_date(self.now, self.agency.time_zone)

    @property
    def approvals(self) -> tuple[ApprovalRule, ...]:
        """What these roles may ask for, or issue."""
        rules = self.program.in_force.approvals
        return tuple(each for each in rules if self.role_in(each.asked_by))

    @property
    def reports(self) -> tuple[ReportRule, ...]:
        """What these roles may report."""
        rules = self.program.in_force.reports
        return tuple(each for each in rules if self.role_in(each.made_by))

    @property
    def known(self) -> list[Concern]:
        """Everything that came up so far."""
        return concerns.of_arrangement(self.session, self.arrangement.reference)

    @property
    def items(self) -> tuple[str, ...]:
        """What of the agency is at the location now (GL32 IV.I)."""
        return at_location(self.program.in_force, self.proposal.answers, self.known)

    def role_in(self, roles: Sequence[str], chosen: str = "") -> str:
        """The role of those that is held: the chosen one, or the first; empty for none."""
        held = [role for role in roles if role in self.roles and chosen in ("", role)]
        return next(iter(held), "")

    def place_on(self, day: date) -> Place:
        """Where a day is planned to be worked, by the schedule and the approvals given."""
        lives = planning.of_people(self.session, [self.arrangement.employee], self._rules)
        ours = (each for each in lives if each.reference == self.arrangement.reference)
        planned = [each for lived in ours for each in planned_days(lived, Period(day, day))]
        return planned[0].place if planned else scheduled(self.proposal, day).place

    @property
    def _rules(self) -> planning.RulesOf:
        return self.parts.programs.in_force


def case_of(session: Session, parts: Parts, who: Who, arrangement: Arrangement) -> Case:
    """The case of an arrangement as it stands; NotFound before any version was fixed."""
    reference, version = arrangement.reference, arrangement.in_force
    kept = proposals.of_version(session, reference, version) if version else None
    proposal = kept or proposals.tabled(session, reference)
    if proposal is None:
        raise NotFound
    return Case(
        session=session,
        parts=parts,
        arrangement=arrangement,
        program=parts.program_of(arrangement),
        agency=parts.agencies[arrangement.agency],
        proposal=proposal,
        roles=roles_of(session, parts, who, arrangement),
        now=parts.clock(),
    )


def asked_in(
    case: Case, rule: ApprovalRule, sent: Answers, by: Attribution, role: str = ""
) -> tuple[ApprovalAsked | None, Problems]:
    """The request that a form holds, or what is wrong with it (GL32 IV.D, IV.G, IV.I, IV.L)."""
    answers = read_fields(rule.fields, sent)
    wrong = (*_lasting(case, rule, answers), *problems_in(case, rule, answers))
    wrong = wrong or _passed(case, rule, answers)
    if wrong:
        return None, wrong
    return ApprovalAsked(rule.id, case.role_in(rule.asked_by, role), answers, by), ()


def reported_in(
    case: Case, rule: ReportRule, sent: Answers, by: Attribution, role: str = ""
) -> tuple[Reported | None, Problems]:
    """The report that a form holds, or what is wrong with it (GL32 IV.F to IV.L)."""
    answers = read_fields(rule.fields, sent)
    wrong = problems_in(case, rule, answers)
    if wrong:
        return None, wrong
    return Reported(rule.id, case.role_in(rule.made_by, role), answers, by), ()


def done_in(
    case: Case, concern: Concern, rule: DutyRule, sent: Answers, by: Attribution
) -> tuple[DutyDone | None, Problems]:
    """What closes a duty, or what is wrong with it."""
    answers = read_fields(rule.fields, sent)
    wrong = problems_in(case, rule, answers) or _unreported(case, concern, rule, answers)
    return (None, wrong) if wrong else (DutyDone(concern.number, answers, by), ())


def problems_in(case: Case, rule: Rule, answers: Answers) -> Problems:
    """What is wrong with the answers to a rule's fields, by what is in force and planned."""
    return concern_problems(case.program, rule, answers, case.today, case.proposal, case.place_on)


def is_lasting(rule: ApprovalRule, answers: Answers) -> bool:
    """Whether what is asked for goes on, and so needs a modification (GL32 IV.D, V)."""
    return bool(rule.lasting) and holds(rule.lasting, answers)


def _unreported(case: Case, concern: Concern, rule: DutyRule, answers: Answers) -> Problems:
    """A loss that somebody names has to be on record, under the item's own name (IV.J)."""
    if not is_unreported(case.program.in_force, concern, answers, case.known):
        return ()
    asked = rule.lost_when.partition("=")[0]
    message = UNREPORTED.format(quoted(concern.subject))
    return (Problem(asked, message, cited(case.program, rule.citation)),)


def _lasting(case: Case, rule: ApprovalRule, answers: Answers) -> Problems:
    if not is_lasting(rule, answers):
        return ()
    asked = rule.lasting.partition("=")[0]
    return (Problem(asked, LASTING, cited(case.program, rule.citation)),)


def _passed(case: Case, rule: ApprovalRule, answers: Answers) -> Problems:
    """Where somebody decides, there has to be time left to do it in."""
    due_at = decided_by(rule, answers, case.now, offsets(case.agency.time_zone, case.now))
    if not rule.decided_by or due_at is None or due_at > case.now:
        return ()
    return (Problem(rule.at or rule.on, PASSED, cited(case.program, rule.citation)),)
