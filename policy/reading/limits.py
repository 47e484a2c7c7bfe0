"""The limits that an agency may tighten, and never loosen (GL32 fn1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from policy.agency import AgencyFile, Limits
from policy.analysis import Question
from policy.forms.problem import cited
from policy.program import Program
from policy.reading.faults import Fault, named
from policy.reading.soundness import IDENTITIES


@dataclass(frozen=True)
class _Limit:
    """A limit as the program has it and as the agency wants it; a `minimum` tightens upward."""

    key: str
    rule: int | None
    wanted: int | None
    citation: str
    minimum: bool = False

    @property
    def loosened(self) -> bool:
        if self.rule is None or self.wanted is None:
            return False
        return self.wanted < self.rule if self.minimum else self.wanted > self.rule

    def fault(self, program: Program) -> Fault:
        section = cited(program, self.citation) or program.source
        name = "minimum" if self.minimum else "maximum"
        return f"limits.{self.key}", f"{self.wanted} loosens the {name} of {self.rule} ({section})"


def limit_faults(program: Program, agency: AgencyFile) -> Iterator[Fault]:
    """Every limit of the agency that would loosen the program's, with the rule it loosens."""
    found = (*_of_term_and_week(program, agency.limits), *_counted(program, agency.limits))
    yield from (limit.fault(program) for limit in found if limit.loosened)
    counting = {each.id for each in _questions(program) if each.months}
    for name in agency.limits.months:
        yield from named(f"limits.months.{name}", "question that counts months", [name], counting)
    yield from _away_days(program, agency)
    wanted = agency.limits.signer_identity
    if wanted in IDENTITIES[: IDENTITIES.index(program.signer_identity)]:
        reason = f"{wanted} loosens {program.signer_identity} ({program.source})"
        yield "limits.signer_identity", reason
    copies = {copy.id for copy in program.copies if copy.due_within_days is not None}
    for copy in agency.limits.due_within_days:
        yield from named(f"limits.due_within_days.{copy}", "copy with a deadline", [copy], copies)
    duties = {duty.id for duty in program.in_force.duties}
    for duty in agency.limits.duty_within_days:
        yield from named(f"limits.duty_within_days.{duty}", "duty", [duty], duties)


def _of_term_and_week(program: Program, own: Limits) -> Iterator[_Limit]:
    term, week = program.term, program.week
    yield _Limit("maximum_months", term.maximum_months, own.maximum_months, term.citation)
    days, percent = week.duty_station_days, week.most_away_percent
    yield _Limit("duty_station_days", days, own.duty_station_days, week.citation, minimum=True)
    yield _Limit("most_away_percent", percent, own.most_away_percent, week.away_citation)


def _counted(program: Program, own: Limits) -> Iterator[_Limit]:
    """Days and months: of copies, of endings, of duties, and of the facts that answer questions."""
    for copy in program.copies:
        within, days = copy.due_within_days, own.due_within_days.get(copy.id)
        yield _Limit(f"due_within_days.{copy.id}", within, days, copy.citation)
    ending = program.in_force.ending
    yield _Limit("notice_days", ending.notice_days, own.notice_days, ending.citation, minimum=True)
    for duty in program.in_force.duties:
        within, days = duty.due_within_days, own.duty_within_days.get(duty.id)
        yield _Limit(f"duty_within_days.{duty.id}", within, days, duty.citation)
    for each in _questions(program):
        if each.months:
            wanted = own.months.get(each.id)
            yield _Limit(f"months.{each.id}", each.months, wanted, each.citation, minimum=True)


def _questions(program: Program) -> list[Question]:
    return [each for analysis in program.analyses for each in analysis.questions]


def _away_days(program: Program, agency: AgencyFile) -> Iterator[Fault]:
    shares = (program.week.most_away_percent, agency.limits.most_away_percent)
    if agency.limits.away_days and shares == (None, None):
        yield "limits.away_days", "counts for nothing without a largest share of a week away"
