"""The limits that an agency may tighten, and never loosen (GL32 fn1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policy.agency import AgencyFile
from policy.forms.problem import cited
from policy.program import Program
from policy.reading.faults import Fault, named
from policy.reading.soundness import IDENTITIES


@dataclass(frozen=True)
class _Limit:
    """A limit as the program has it and as the agency wants it; `rising` ones tighten upward."""

    key: str
    name: str
    rule: int | None
    wanted: int | None
    citation: str
    rising: bool = False

    @property
    def loosened(self) -> bool:
        if self.rule is None or self.wanted is None:
            return False
        return self.wanted < self.rule if self.rising else self.wanted > self.rule


def limit_faults(program: Program, agency: AgencyFile) -> Iterator[Fault]:
    """Every limit of the agency that would loosen the program's, with the rule it loosens."""
    limits = (
        *_of_term_and_week(program, agency),
        *_of_copies(program, agency),
        *_of_what_is_in_force(program, agency),
    )
    for limit in limits:
        if limit.loosened:
            yield limit.key, _loosens(program, limit)
    yield from _months(program, agency.limits.months)
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


def _of_term_and_week(program: Program, agency: AgencyFile) -> Iterator[_Limit]:
    term, week, limits = program.term, program.week, agency.limits
    yield _Limit(
        "limits.maximum_months",
        "maximum",
        term.maximum_months,
        limits.maximum_months,
        term.citation,
    )
    yield _Limit(
        "limits.duty_station_days",
        "minimum",
        week.duty_station_days,
        limits.duty_station_days,
        week.citation,
        rising=True,
    )
    yield _Limit(
        "limits.most_away_percent",
        "maximum",
        week.most_away_percent,
        limits.most_away_percent,
        week.away_citation,
    )


def _away_days(program: Program, agency: AgencyFile) -> Iterator[Fault]:
    shares = (program.week.most_away_percent, agency.limits.most_away_percent)
    if agency.limits.away_days and shares == (None, None):
        yield "limits.away_days", "counts for nothing without a largest share of a week away"


def _of_copies(program: Program, agency: AgencyFile) -> Iterator[_Limit]:
    for copy in program.copies:
        yield _Limit(
            f"limits.due_within_days.{copy.id}",
            "maximum",
            copy.due_within_days,
            agency.limits.due_within_days.get(copy.id),
            copy.citation,
        )


def _of_what_is_in_force(program: Program, agency: AgencyFile) -> Iterator[_Limit]:
    rules, limits = program.in_force, agency.limits
    ending = rules.ending
    yield _Limit(
        "limits.notice_days",
        "minimum",
        ending.notice_days,
        limits.notice_days,
        ending.citation,
        rising=True,
    )
    for duty in rules.duties:
        yield _Limit(
            f"limits.duty_within_days.{duty.id}",
            "maximum",
            duty.due_within_days,
            limits.duty_within_days.get(duty.id),
            duty.citation,
        )


def _months(program: Program, months: Mapping[str, int]) -> Iterator[Fault]:
    rules = {each.id: each for analysis in program.analyses for each in analysis.questions}
    counting = {name for name, question in rules.items() if question.months}
    for name, wanted in months.items():
        key = f"limits.months.{name}"
        yield from named(key, "question that counts months", [name], counting)
        if name in counting and wanted < rules[name].months:
            limit = _Limit(key, "minimum", rules[name].months, wanted, rules[name].citation)
            yield key, _loosens(program, limit)


def _loosens(program: Program, limit: _Limit) -> str:
    section = cited(program, limit.citation) or program.source
    return f"{limit.wanted} loosens the {limit.name} of {limit.rule} ({section})"
