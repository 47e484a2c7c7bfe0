"""A program as one agency has it: with the agency's own questions, fields, terms and documents.

An agency adds and tightens; `loosening` says what would loosen or remove a rule (GL32 fn1).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from policy.agency import AgencyFile
from policy.analysis import Analysis, Question
from policy.away import BOTH, HOURS
from policy.clause import Clause
from policy.form import Section
from policy.in_force import DutyRule, InForce
from policy.program import CopyRule, Program, Role, Signing, TermRule, WeekRule


def version_of(program: Program, agency: AgencyFile) -> str:
    """The extended program's version, by which its texts are found again: 2010.1+water.3."""
    return f"{program.version}+{agency.id}.{agency.version}"


def extended(program: Program, agency: AgencyFile) -> Program:
    """The program with all that the agency's file adds; itself where that adds nothing."""
    if not agency.digest:
        return program
    return replace(
        program,
        version=version_of(program, agency),
        digest=hashlib.sha256(f"{program.digest} {agency.digest}".encode()).hexdigest(),
        signer_identity=agency.limits.signer_identity or program.signer_identity,
        roles=tuple(_called(role, agency) for role in program.roles),
        signing=_signing(program.signing, agency),
        documents=(*program.documents, *agency.documents),
        term=_term(program.term, agency),
        week=_week(program.week, agency),
        copies=tuple(_copy(copy, agency) for copy in program.copies),
        sections=tuple(_sections(program, agency)),
        clauses=tuple(_clauses(program, agency)),
        analyses=tuple(_analysis(analysis, agency) for analysis in program.analyses),
        in_force=_in_force(program.in_force, agency),
    )


def _called(role: Role, agency: AgencyFile) -> Role:
    return replace(role, title=agency.titles.get(role.id, role.title))


def _signing(signing: Signing, agency: AgencyFile) -> Signing:
    """Who signs a line signs the agency's own documents too that name it."""
    return replace(
        signing,
        lines=tuple(
            replace(line, documents=(*line.documents, *_documents(line.id, agency)))
            for line in signing.lines
        ),
    )


def _documents(line: str, agency: AgencyFile) -> Iterator[str]:
    return (document.id for document in agency.documents if line in document.lines)


def _term(rule: TermRule, agency: AgencyFile) -> TermRule:
    months = agency.limits.maximum_months
    return rule if months is None else replace(rule, maximum_months=months)


def _week(rule: WeekRule, agency: AgencyFile) -> WeekRule:
    days, percent = agency.limits.duty_station_days, agency.limits.most_away_percent
    both = agency.limits.away_days and rule.away_counts == HOURS
    return replace(
        rule,
        duty_station_days=rule.duty_station_days if days is None else days,
        most_away_percent=rule.most_away_percent if percent is None else percent,
        away_counts=BOTH if both else rule.away_counts,
    )


def _copy(copy: CopyRule, agency: AgencyFile) -> CopyRule:
    own = (document.id for document in agency.documents if copy.id in document.copies)
    return replace(
        copy,
        documents=(*copy.documents, *own),
        due_within_days=agency.limits.due_within_days.get(copy.id, copy.due_within_days),
    )


def _sections(program: Program, agency: AgencyFile) -> Iterator[Section]:
    known = {section.id for section in program.sections}
    for section in program.sections:
        own = (item for each in agency.sections if each.id == section.id for item in each.fields)
        yield replace(section, fields=(*section.fields, *own))
    yield from (each for each in agency.sections if each.id not in known)


def _clauses(program: Program, agency: AgencyFile) -> Iterator[Clause]:
    """The clauses in the program's order; the agency's own follow the last of their group."""
    last = {clause.group: at for at, clause in enumerate(program.clauses) if clause.group}
    for at, clause in enumerate(program.clauses):
        if clause.group not in agency.replaces:
            yield clause
        if last.get(clause.group) == at:
            yield from (own for own in agency.clauses if own.group == clause.group)
    yield from (own for own in agency.clauses if own.group not in last)


def _analysis(analysis: Analysis, agency: AgencyFile) -> Analysis:
    own = (question for question in agency.questions if question.analysis == analysis.id)
    questions = (*(_question(each, agency) for each in analysis.questions), *own)
    return replace(analysis, questions=questions)


def _question(question: Question, agency: AgencyFile) -> Question:
    months = agency.limits.months.get(question.id)
    return question if months is None else replace(question, months=months)


def _in_force(rules: InForce, agency: AgencyFile) -> InForce:
    days = agency.limits.notice_days
    notice = rules.ending.notice_days if days is None else days
    return replace(
        rules,
        approvals=(*rules.approvals, *agency.approvals),
        reports=(*rules.reports, *agency.reports),
        duties=(*(_duty(duty, agency) for duty in rules.duties), *agency.duties),
        ending=replace(rules.ending, notice_days=notice),
    )


def _duty(duty: DutyRule, agency: AgencyFile) -> DutyRule:
    days = agency.limits.duty_within_days.get(duty.id, duty.due_within_days)
    return replace(duty, due_within_days=days)
