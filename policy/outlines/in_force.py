"""What a program lets happen while an arrangement is in force, told part by part."""

from collections.abc import Iterator, Sequence

from policy.form import FormField
from policy.in_force import ApprovalRule, DutyRule, Effect, EndingReason, ReportRule
from policy.outlines.wording import Line, Part, cited, condition, counted, demand, titles, words
from policy.program import Program

_WORDS = {
    Effect.NONE: "nothing in the hours planned",
    Effect.DAY_MOVED: "the day is worked at the duty station, and the other one at the location",
    Effect.OVERTIME: "the hours count as approved overtime",
    Effect.RECALL: "the day is worked at the duty station",
    Effect.LEAVE: "the day is not worked",
    Effect.ITEMS: "the items are at the location, to come back in the end",
    Effect.REST_AT_STATION: "the rest of the day is worked at the duty station",
    Effect.REST_ON_LEAVE: "the rest of the day is not worked",
}


def in_force_parts(program: Program) -> Iterator[Part]:
    """Modification, approvals in writing, reports, duties and endings, as far as there are any."""
    rules = program.in_force
    if rules.modification is not None:
        who = titles(program, rules.modification.proposed_by)
        line = (f"Proposed by: {who}", f"signed anew by all{cited(rules.modification.citation)}")
        yield Part("While in force", "Modification", (line,))
    for approval in rules.approvals:
        yield Part(
            "Approvals", approval.title, _asked(approval.fields), _decided(program, approval)
        )
    for report in rules.reports:
        yield Part("Reports", report.title, _asked(report.fields), _told(program, report))
    for duty in rules.duties:
        yield Part("Duties", duty.title, _asked(duty.fields), _owed(program, duty))
    yield _endings(program)


def _asked(fields: Sequence[FormField]) -> tuple[Line, ...]:
    return tuple((item.label, f"{demand(item)}{cited(item.citation)}") for item in fields)


def _decided(program: Program, rule: ApprovalRule) -> str:
    asked = f"Asked by: {titles(program, rule.asked_by)}"
    if not rule.decided_by:
        who = f"Issued by: {titles(program, rule.asked_by)}{cited(rule.citation)}."
        return f"{who}{_effect(rule)}{_learn(program, rule.told)}"
    by = f"decided by: {titles(program, [rule.decided_by])}, {_beforehand(rule)}"
    lasting = f" Not for good ({condition(rule.lasting)})." if rule.lasting else ""
    reminded = f" {_reminded(rule.remind_after_days)}." if rule.remind_after_days else ""
    return f"{asked}; {by}{cited(rule.citation)}.{_effect(rule)}{reminded}{lasting}"


def _beforehand(rule: ApprovalRule) -> str:
    """Until when it can be decided."""
    if not rule.on:
        return f"lapses after {counted([rule.lapse_after_days])}"
    label = {item.id: item.label for item in rule.fields}[rule.at or rule.on]
    return f"before: {label}"


def _told(program: Program, rule: ReportRule) -> str:
    opened = [each.title for each in program.in_force.duties if each.id in rule.opens]
    follows = f" Opens: {', '.join(opened)}." if opened else ""
    ends = [each.title for each in program.in_force.ending.reasons if each.id in rule.ends]
    ending = f" May end it at once: {', '.join(ends)}." if ends else ""
    by, told = titles(program, rule.made_by), titles(program, rule.told)
    return f"Made by: {by}; told at once: {told}{cited(rule.citation)}.{follows}{ending}"


def _owed(program: Program, rule: DutyRule) -> str:
    within = f"within {counted([rule.due_within_days])}"
    due = "by the first day" if rule.at_start else within
    who = f"Owed by: {titles(program, [rule.role])}, {due}"
    when = f", if {condition(rule.when)}" if rule.when else ""
    each = f", for each of: {words(rule.each_of)}" if rule.each_of else ""
    reminded = f" {_reminded(rule.remind_after_days)}." if rule.remind_after_days else ""
    late = titles(program, rule.escalate_to)
    overdue = f" When it is overdue, told: {late}." if late else ""
    done = f"{_loss(rule)}{_effect(rule)}{_learn(program, rule.told)}"
    return f"{who}{when}{each}{cited(rule.citation)}.{_opens(rule)}{reminded}{overdue}{done}"


def _learn(program: Program, roles: Sequence[str]) -> str:
    """Who is told of it once it is there."""
    return f" Told of it: {titles(program, roles)}." if roles else ""


def _opens(rule: DutyRule) -> str:
    """How it opens by itself."""
    if rule.at_start:
        return " Opens once everybody has signed."
    if rule.on:
        return f" Opens {rule.before_days} days before: {words(rule.on)}."
    months = rule.every_months
    return f" Opens {months} months after the first day, and again after each." if months else ""


def _reminded(days: Sequence[int]) -> str:
    return f"Reminded after {counted(days)}"


def _endings(program: Program) -> Part:
    rule = program.in_force.ending
    own: Line = ("By the employee: at any time, at once, without a reason", rule.citation)
    lines = tuple((reason.title, _reason(reason, rule.notice_days)) for reason in rule.reasons)
    free: Line = ("By the agency: in its own words", _noticed(rule.notice_days))
    opened = [each.title for each in program.in_force.duties if each.id in rule.opens]
    note = f"Each ending opens: {', '.join(opened)}." if opened else ""
    return Part("Endings", "", (own, *(lines or (free,))), note)


def _reason(reason: EndingReason, notice_days: int) -> str:
    how = f"by the agency, {'at once' if reason.at_once else _noticed(notice_days)}"
    return f"{'on the day of the job change' if reason.job_change else how}{cited(reason.citation)}"


def _noticed(days: int) -> str:
    return f"{counted([days])} of notice" if days else "at once"


def _effect(rule: ApprovalRule | DutyRule) -> str:
    """What it changes in the hours planned or at the location, case by case; blank for nothing."""
    cases = [f"if {condition(each.when)}, {_WORDS[each.effect]}" for each in rule.effects]
    if isinstance(rule, ApprovalRule) and rule.effect is not Effect.NONE:
        always = _WORDS[rule.effect]
        cases.append(f"otherwise {always}" if cases else always)
    return f" What changes: {'; '.join(cases)}." if cases else ""


def _loss(rule: DutyRule) -> str:
    """Which answers close it only with a report of the loss; blank where none do."""
    if not rule.lost_when:
        return ""
    return f" If {condition(rule.lost_when)}, it closes once a report names the item."
