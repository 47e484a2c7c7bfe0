"""Counts the extent of use from the records: for pages, files, and what is written each January."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from activities.cases import CaseReader
from documents.statements import Heading
from policy.counting.chapters import WATCHED, chapters
from policy.counting.counted import Counted, Window, window_of, year_before
from policy.counting.extent import Case
from policy.counting.figures import Statement, together
from policy.deadlines import local_date
from policy.extent_rule import EMPLOYEES, REASON, YEAR
from policy.form import LARGEST
from policy.forms.problem import cited
from policy.forms.typed import read_number
from policy.program import Agency, Program
from policy.reading.loading import Programs
from policy.register import RegisterEntry
from policy.timekeeping import CodeKind
from policy.wording import show_date, show_instant
from records import extent, registers
from records.extent import Since

TITLE = "Extent of use of telecommuting"
USUAL_LIMIT = 10
"""Percent, where nobody's figures are asked for."""


@dataclass(frozen=True)
class Reason:
    """Why figures of a year moved, as an agency's Human Resources wrote it, and when (UTC)."""

    agency: str
    text: str
    at: datetime


class Statistician:
    """Counts what the agencies' programs say is to be counted."""

    def __init__(self, programs: Programs, agencies: Mapping[str, Agency]) -> None:
        """Count by the rules of `programs`."""
        self._programs = programs
        self._agencies = agencies
        self._reader = CaseReader(programs, agencies)

    def statement(
        self, session: Session, year: int, agencies: Collection[str], now: datetime
    ) -> Statement:
        """The extent of use by these agencies in a year; of the running one, until today."""
        known = self._known(agencies)
        windows = [self._window(agency, year, now) for agency in known]
        before = [
            year_before(window, agency.time_zone)
            for agency, window in zip(known, windows, strict=True)
        ]
        cases = self._cases(session, known, before, windows)
        counted = self._counted(session, known, windows, cases)
        earlier = together(
            [chapters(each) for each in self._counted(session, known, before, cases)]
        )
        limits = [each.rule.movement_percent for each in counted]
        return Statement(
            chapters=together([chapters(each) for each in counted]),
            earlier={figure.id: figure.value for part in earlier for figure in part.figures},
            watched=WATCHED,
            limit=min(limits, default=USUAL_LIMIT),
        )

    def reasons(self, session: Session, year: int, agencies: Collection[str]) -> list[Reason]:
        """What Human Resources of these agencies wrote about movements in a year, newest first."""
        found = [
            Reason(agency.id, entry.answers[REASON], entry.at)
            for agency in self._known(agencies)
            for entry in self._entries(session, agency, self.rules(agency).extent.reasons, year)
            if entry.answers.get(REASON)
        ]
        return sorted(found, key=lambda reason: reason.at, reverse=True)

    def heading(
        self, session: Session, year: int, agencies: Collection[str], now: datetime
    ) -> Heading:
        """What a statement of these agencies is headed with; there is at least one."""
        known = self._known(agencies)
        program, period = self.rules(known[0]), self._window(known[0], year, now).period
        names = {agency.id: agency.name for agency in known}
        reasons = self.reasons(session, year, agencies)
        return Heading(
            title=f"{TITLE}, {year}",
            whose=", ".join(names.values()),
            days=f"{show_date(period.first)} to {show_date(period.last)}",
            as_of=show_instant(now, known[0].time_zone),
            law=f"{program.employer}, {cited(program, program.extent.citation)}".strip(", "),
            made_at=now,
            reasons=tuple(f"{names[reason.agency]}: {reason.text}" for reason in reasons),
        )

    def agency(self, name: str) -> Agency | None:
        """The agency of that ID, or None where there is none any more."""
        return self._agencies.get(name)

    def rules(self, agency: Agency) -> Program:
        """The agency's program as it is now."""
        return self._programs.of(agency)

    def _known(self, agencies: Collection[str]) -> list[Agency]:
        return [self._agencies[each] for each in sorted(set(agencies) & set(self._agencies))]

    def _window(self, agency: Agency, year: int, now: datetime) -> Window:
        return window_of(year, agency.time_zone, local_date(now, agency.time_zone))

    def _cases(
        self,
        session: Session,
        agencies: Sequence[Agency],
        before: Sequence[Window],
        windows: Sequence[Window],
    ) -> Mapping[str, Sequence[Case]]:
        """What matters to both years, read at once."""
        if not agencies:
            return {}
        since = Since(
            agencies=frozenset(agency.id for agency in agencies),
            begins=min(window.begins for window in before),
            ends=max(window.ends for window in windows),
            first=min(window.period.first for window in before),
        )
        return self._reader.cases(session, since)

    def _counted(
        self,
        session: Session,
        agencies: Sequence[Agency],
        windows: Sequence[Window],
        cases: Mapping[str, Sequence[Case]],
    ) -> list[Counted]:
        found = []
        for agency, window in zip(agencies, windows, strict=True):
            program = self.rules(agency)
            found.append(
                Counted(
                    rule=program.extent,
                    window=window,
                    cases=cases.get(agency.id, ()),
                    labels=labels_of(program),
                    headcount=self._headcount(session, agency, window.period.first.year),
                    recorded=self._recorded(session, agency, window),
                    decides=program.review.decider is not None,
                )
            )
        return found

    def _headcount(self, session: Session, agency: Agency, year: int) -> int | None:
        """The newest number that Human Resources gave for the year."""
        register = self.rules(agency).extent.headcount
        for entry in self._entries(session, agency, register, year):
            number = read_number(entry.answers.get(EMPLOYEES, ""), most=LARGEST)
            if not isinstance(number, str):
                return int(number)
        return None

    def _recorded(self, session: Session, agency: Agency, window: Window) -> int | None:
        rule = self.rules(agency).hours
        if rule is None:
            return None
        codes = rule.of_kinds((CodeKind.TELECOMMUTING,))
        return extent.recorded(session, agency.id, codes, window.period)

    def _entries(
        self, session: Session, agency: Agency, register: str, year: int
    ) -> Iterator[RegisterEntry]:
        """The entries for a year in a register about the agency, newest first."""
        if register:
            for entry in registers.entries(session, agency.id, register)[::-1]:
                if entry.answers.get(YEAR) == str(year):
                    yield entry


def labels_of(program: Program) -> dict[str, str]:
    """The program's words for what figures name: goals, files, questions, endings, the copy."""
    rule = program.extent
    fields = {
        item.id: item.label for item in program.fields if item.id in (*rule.goals, *rule.files)
    }
    questions = {
        question.id: question.text
        for analysis in program.analyses
        for question in analysis.questions
    }
    endings = {reason.id: reason.title for reason in program.in_force.ending.reasons}
    copies = {copy.id: copy.title for copy in program.copies if copy.id == rule.copy}
    return fields | questions | endings | copies
