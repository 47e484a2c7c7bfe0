"""Reads the arrangements of some agencies as the yearly statement counts them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import or_
from sqlmodel import Session, col

from policy.account import Ending
from policy.analysis import Found
from policy.coding import week_from_json
from policy.counting.extent import Authorized, Case, Pattern, Terms, lacking_files, pattern_of
from policy.deadlines import copy_due_on, end_of_day, local_date
from policy.extent_rule import CommuteRule
from policy.findings import blocks
from policy.form import FormField
from policy.forms.typed import read_number
from policy.hours.planned import Change, Lived, Version
from policy.plan import asked_now, plan
from policy.program import Agency, CopyMeans, Program
from policy.reading.loading import Programs
from policy.week import Week
from records import extent, findings, planning, proposals
from records.concerns import ConcernRow
from records.extent import Since, Steps, Stood

LONGEST_MOVE = timedelta(days=92)
"""How far from the days counted an approval may lie that still moves one of them."""


@dataclass(frozen=True)
class Read:
    """What the records say of arrangements, by reference."""

    steps: Mapping[str, list[Steps]]
    changes: Mapping[str, list[Change]]
    findings: Mapping[str, list[Found]]
    reasons: Mapping[str, str]
    versions: dict[str, dict[int, Version]] = field(default_factory=lambda: defaultdict(dict))
    terms: dict[str, dict[int, Terms]] = field(default_factory=lambda: defaultdict(dict))


class CaseReader:
    """Reads cases, each by the rules of the program version that it began under."""

    def __init__(self, programs: Programs, agencies: Mapping[str, Agency]) -> None:
        """Read by the rules of `programs`."""
        self._programs = programs
        self._agencies = agencies

    def cases(self, session: Session, since: Since) -> dict[str, list[Case]]:
        """The cases that matter, by agency; a handful of queries whatever the count."""
        found = extent.stood(session, since)
        read = self._read(session, since)
        self._contents(session, since, {each.reference: each for each in found}, read)
        cases: dict[str, list[Case]] = defaultdict(list)
        for each in found:
            cases[each.agency].append(self._case(session, each, read))
        return cases

    def _read(self, session: Session, since: Since) -> Read:
        rules = (self._programs.of(self._agencies[each]).extent for each in since.agencies)
        on, rules_of = col(ConcernRow.on), self._programs.in_force
        near = or_(on.is_(None), on >= since.first - LONGEST_MOVE)
        return Read(
            steps=extent.steps(session, since, sorted({rule.copy for rule in rules if rule.copy})),
            changes=planning.changes_of(session, [*since.conditions, near], rules_of),
            findings=findings.of_denied(session, since.agencies, since.begins),
            reasons=extent.reasons(session, since),
        )

    def _contents(
        self, session: Session, since: Since, stood: Mapping[str, Stood], read: Read
    ) -> None:
        """Versions and their terms; the same schedule is worked out once."""
        weeks: dict[tuple[tuple[str | None, ...], ...], tuple[Week, Pattern]] = {}
        wanted: dict[tuple[str, str], Wanted] = {}
        for reference, number, content in extent.contents(session, since):
            key = tuple(tuple(day.values()) for day in content.week)
            if key not in weeks:
                week = week_from_json(content.week)
                weeks[key] = (week, pattern_of(week))
            week, pattern = weeks[key]
            of = stood[reference]
            rules = (of.program, of.program_version)
            if rules not in wanted:
                wanted[rules] = wanted_by(self._programs.get(*rules))
            read.terms[reference][number] = terms_of(wanted[rules], content.answers, pattern)
            for span in of.spans:
                if span.version == number:
                    first = date.fromisoformat(content.starts_on)
                    read.versions[reference][span.version] = Version(
                        number, span.starts_on, span.ends_on, first, week
                    )

    def _case(self, session: Session, stood: Stood, read: Read) -> Case:
        reference = stood.reference
        program = self._programs.get(stood.program, stood.program_version)
        steps = read.steps.get(reference, [])
        versions = read.versions.get(reference, {})
        decided = next((each for each in steps if each.decided), None)
        withdrawn = stood.ending == Ending.WITHDRAWN
        ended_on = self._ended_on(stood)
        return Case(
            reference=reference,
            employee=stood.employee,
            received_at=stood.submitted_at,
            lived=Lived(
                reference,
                stood.employee,
                tuple(versions[each.version] for each in stood.spans if each.version in versions),
                tuple(read.changes.get(reference, ())),
                ended_on,
            ),
            terms=read.terms.get(reference, {}),
            outcome=(decided.outcome or "") if decided else "",
            decided_at=decided.decided if decided else None,
            failing=self._failing(session, stood, program, read.findings.get(reference)),
            withdrawn_at=stood.since if withdrawn else None,
            ended=read.reasons.get(reference) or stood.ending or "" if ended_on else "",
            ended_on=ended_on,
            authorized=tuple(self._authorized(stood, program, steps)),
            milestones=_milestones(stood, steps),
        )

    def _ended_on(self, stood: Stood) -> date | None:
        """The first day without; of those that ended before it was on record, the day they did."""
        if stood.ended_on is not None or stood.ending is None or not stood.kept:
            return stood.ended_on
        return local_date(stood.since, self._agencies[stood.agency].time_zone)

    def _failing(
        self, session: Session, stood: Stood, program: Program, found: Sequence[Found] | None
    ) -> tuple[str, ...]:
        """The questions in the way of what was denied."""
        if not found:
            return ()
        submitted = proposals.of_version(session, stood.reference, 0)
        answers = submitted.answers if submitted else {}
        rules = plan(program, self._agencies[stood.agency], answers)
        newest = {each.finding.question: each for each in found}
        return blocks(
            asked_now(rules.questions, answers),
            {name: each.finding for name, each in newest.items()},
            {name for name, each in newest.items() if each.set_aside},
            answers,
        )

    def _authorized(
        self, stood: Stood, program: Program, steps: Sequence[Steps]
    ) -> Iterator[Authorized]:
        """Each version that everybody signed, with the deadline of its copy."""
        copy = next((each for each in program.copies if each.id == program.extent.copy), None)
        filed = sum(each.means is CopyMeans.FILE for each in program.copies)
        zone = self._agencies[stood.agency].time_zone
        for each in steps:
            if each.signed:
                within = copy.due_within_days if copy else None
                due = (
                    None if within is None else _due_at(local_date(each.signed, zone), within, zone)
                )
                yield Authorized(each.version, each.signed, due, each.copied, each.filed >= filed)


@dataclass(frozen=True)
class Wanted:
    """What a program wants counted of a proposal; `files` are the fields of files, by ID."""

    goals: tuple[str, ...]
    files: tuple[tuple[str, FormField], ...]
    commute: CommuteRule | None


def wanted_by(program: Program) -> Wanted:
    """The fields that are looked at in each proposal of a program."""
    rule = program.extent
    files = tuple((item.id, item) for item in program.fields if item.id in rule.files)
    return Wanted(rule.goals, files, rule.commute)


def terms_of(wanted: Wanted, answers: Mapping[str, str], pattern: Pattern) -> Terms:
    """What of a proposal is counted."""
    commute = wanted.commute
    return Terms(
        pattern=pattern,
        goals=tuple(goal for goal in wanted.goals if answers.get(goal) == "yes"),
        miles=_number(answers, commute.miles) if commute else 0,
        minutes=_number(answers, commute.minutes) if commute else 0,
        drives_alone=commute is not None and answers.get(commute.mode) == commute.drives_alone,
        lacking=tuple(lacking_files(wanted.files, answers)),
    )


def _number(answers: Mapping[str, str], name: str) -> float:
    number = read_number(answers.get(name, ""))
    return 0 if isinstance(number, str) else float(number)


@lru_cache(maxsize=4096)
def _due_at(signed: date, within: int, zone: str) -> datetime:
    return end_of_day(copy_due_on(signed, within), zone)


def _milestones(stood: Stood, steps: Sequence[Steps]) -> dict[str, datetime]:
    """When each stage of the first version was over, as far as it came."""
    signed = next((each for each in steps if each.signed), None)
    found = {
        "received": stood.submitted_at,
        "reviewed": max((each.reviewed for each in steps if each.reviewed), default=None),
        "decided": max((each.decided for each in steps if each.decided), default=None),
        "fixed": min((each.fixed for each in steps if each.fixed), default=None),
        "signed": signed.signed if signed else None,
        "copied": signed.copied if signed else None,
    }
    return {name: at for name, at in found.items() if at is not None}
