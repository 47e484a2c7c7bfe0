"""A program told in the order in which people meet it: what is asked of whom, until when."""

from collections.abc import Iterator

from policy.analysis import Analysis, Question
from policy.away import BOTH
from policy.clause import Clause
from policy.form import Before, FormField
from policy.outlines.in_force import in_force_parts
from policy.outlines.wording import Line, Part, cited, condition, counted, demand, titles, words
from policy.plan import employee_role
from policy.program import CopyRule, Pace, Program
from policy.register import Register
from policy.wording import show_date

_UNTIL = {Before.SUBMISSION: "to submit", Before.SIGNING: "before signing"}


def outline(program: Program) -> Iterator[Part]:
    """Every part of the program in order: people, form, analyses, terms, signatures, the rest."""
    yield _head(program)
    for register in program.registers:
        yield _register(program, register)
    for section in program.sections:
        lines = tuple(_field(program, item) for item in section.fields)
        yield Part("The form", section.title, lines)
    for analysis in sorted(program.analyses, key=lambda each: each.order):
        yield _analysis(program, analysis)
    yield from _decision(program)
    yield Part("Terms", "", tuple(_clause(program, clause) for clause in program.clauses))
    yield _signatures(program)
    yield _deadlines(program)
    yield from in_force_parts(program)
    yield from _hours(program)


def _head(program: Program) -> Part:
    lines = [(role.title, words(role.holder)) for role in program.roles]
    return Part(program.title, "Who plays a part", tuple(lines), _applies(program))


def _applies(program: Program) -> str:
    since = f", applies from {show_date(program.applies_from)}" if program.applies_from else ""
    scope = f". Branches: {', '.join(program.branches)}" if program.branches else ""
    return f"{program.employer}. Version {program.version}{since}{scope}."


def _register(program: Program, register: Register) -> Part:
    who = titles(program, register.roles)
    needed = "Needed before anybody proposes. " if register.needed else ""
    note = f"{needed}Kept by: {who}. About: {words(register.about)}{cited(register.citation)}."
    lines = tuple((item.label, demand(item)) for item in register.fields)
    return Part("Registers", register.title, lines, note)


def _field(program: Program, item: FormField) -> Line:
    who = program.role(item.role or employee_role(program)).title
    return item.label, f"{who}, {_UNTIL[item.before]}, {demand(item)}{cited(item.citation)}"


def _analysis(program: Program, analysis: Analysis) -> Part:
    lines: list[Line] = []
    for question in analysis.questions:
        lines.append((question.text, _answered(program, analysis, question)))
        lines += [(f"Or: {way.text}", _given(way.when, way.needs)) for way in question.ways_out]
    title = f"{analysis.order}. {analysis.title}"
    return Part("Analyses", title, tuple(lines), analysis.text)


def _answered(program: Program, analysis: Analysis, question: Question) -> str:
    who = program.role(question.role or analysis.role).title
    needed = f"must be {question.answer}" if question.answer else "advises only"
    facts = ", from the facts on file" if question.computed else ""
    months = f" of {question.months} months" if question.months else ""
    when = f", if {condition(question.when)}" if question.when else ""
    return f"{who}, {needed}{facts}{months}{when}{cited(question.citation or analysis.citation)}"


def _given(when: str, needs: tuple[str, ...]) -> str:
    told = [f"if {condition(when)}" if when else "", f"with {', '.join(needs)}" if needs else ""]
    return ", ".join(each for each in told if each)


def _decision(program: Program) -> Iterator[Part]:
    review = program.review
    if review.decider is None:
        return
    reviewers = titles(program, review.reviewers)
    lines: list[Line] = [(f"Reviewed by: {reviewers}", _paced(review.pace))]
    lines.append((f"Decided by: {program.role(review.decider).title}", review.citation))
    if program.accommodation is not None:
        path = program.accommodation
        lines.append((path.test, f"if {condition(path.when)}{cited(path.citation)}"))
    yield Part("Decision", "", tuple(lines))


def _clause(program: Program, clause: Clause) -> Line:
    who = program.role(program.line(clause.line).role).title if clause.line else ""
    when = f", if {condition(clause.when)}" if clause.when else ""
    told = f"acknowledged by: {who}{when}" if who else f"read{when}"
    return clause.text, f"{told}{cited(clause.citation)}"


def _signatures(program: Program) -> Part:
    stages = max(line.stage for line in program.signing.lines) > 1
    lines = tuple(
        (
            f"{program.role(line.role).title}: {line.statement}",
            (f"stage {line.stage}, " if stages else "")
            + ", ".join(program.document(each).title for each in line.documents),
        )
        for line in program.signing.lines
    )
    return Part("Signatures", "", lines, _paced(program.signing.pace))


def _deadlines(program: Program) -> Part:
    term, week = program.term, program.week
    lines: list[Line] = []
    if term.maximum_months:
        lines.append((f"Longest term: {term.maximum_months} months", term.citation))
    lines.append((f"Its end is announced {counted(term.notify_before_days)} before", ""))
    if week.duty_station_days:
        lines.append((f"Days a week at the duty station: {week.duty_station_days}", week.citation))
    if week.most_away_percent is not None:
        what = "hours, and of its days" if week.away_counts == BOTH else week.away_counts
        share = f"Most of a week away: {week.most_away_percent} percent of its {what}"
        lines.append((share, week.away_citation))
    lines += [_copy(copy) for copy in program.copies]
    return Part("Limits and deadlines", "", tuple(lines))


def _copy(copy: CopyRule) -> Line:
    within = f" within {copy.due_within_days} days" if copy.due_within_days else ""
    return f"{copy.title}{within}", copy.citation


def _hours(program: Program) -> Iterator[Part]:
    """The codes of the time system, and what recorded hours are looked at for; none without."""
    rule = program.hours
    if rule is None:
        return
    lines: list[Line] = [(f"{each.code}: {each.title}", words(each.kind)) for each in rule.codes]
    since = show_date(rule.period_from)
    note = (
        f"Planned hours go out under {rule.code}{cited(rule.citation)}. "
        f"Pay periods of {rule.period_days} days, one of them from {since}."
    )
    yield Part("Hours", "Codes", tuple(lines), note)
    looked_at = tuple((f"{each.title}. {each.text}", each.citation) for each in rule.checks)
    yield Part("Hours", "What recorded hours are looked at for", looked_at)


def _paced(pace: Pace) -> str:
    days = counted(pace.remind_after_days)
    return f"reminded after {days}; coordinator told after {pace.escalate_after_days}"
