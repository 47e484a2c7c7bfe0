"""What an agency's file may not do: loosen, change or remove a rule of its program (GL32 fn1).

Each refusal names the rule with its section. What the additions break once they are part of the
program, `soundness` finds there; `own_key` says where that stands in the agency's file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from policy.agency import AddedDocument, AddedSection, AgencyFile
from policy.forms.problem import cited
from policy.in_force import Effect, Rule
from policy.program import Program
from policy.reading.extending import extended
from policy.reading.faults import Fault, named
from policy.reading.limits import limit_faults
from policy.reading.soundness import faults

_PART = re.compile(r"(\w+)(?:\[(\d+)\])?")
_COPIES = re.compile(r"copies\[(\d+)\]\.(?:due_within|warn_before)_days")
_LISTS = ("questions", "sections", "clauses", "documents")
_IN_FORCE = ("approvals", "reports", "duties")
_TIGHTENED = {
    "term.maximum_months": "limits.maximum_months",
    "week.duty_station_days": "limits.duty_station_days",
    "week.most_away_percent": "limits.most_away_percent",
    "signer_identity": "limits.signer_identity",
    "in_force.ending.notice_days": "limits.notice_days",
}


def agency_faults(program: Program, agency: AgencyFile) -> Iterator[Fault]:
    """Everything for which the additions to this program have to be refused."""
    yield from _version(agency)
    yield from named("titles", "role", agency.titles, [role.id for role in program.roles])
    yield from limit_faults(program, agency)
    yield from _questions(program, agency)
    yield from _sections(program, agency.sections)
    yield from _clauses(program, agency)
    yield from _replaced(program, agency)
    yield from _documents(program, agency.documents)
    yield from _while_in_force(program, agency)
    whole = extended(program, agency)
    for key, reason in faults(whole):
        own = _own_key(key, whole, agency)
        yield own, reason if own else f"{key} of the program with these additions: {reason}"


def _version(agency: AgencyFile) -> Iterator[Fault]:
    if agency.digest and not agency.version:
        yield "version", "is missing: an arrangement keeps the additions it began under"
    if agency.version and not agency.digest:
        yield "version", "belongs to a file that adds something to the program"


def _questions(program: Program, agency: AgencyFile) -> Iterator[Fault]:
    analyses = [analysis.id for analysis in program.analyses]
    sections = {
        each.id: each.citation or analysis.citation
        for analysis in program.analyses
        for each in analysis.questions
    }
    for at, question in enumerate(agency.questions, 1):
        key = f"questions[{at}]"
        yield from named(f"{key}.analysis", "analysis", [question.analysis], analyses)
        yield from _taken(f"{key}.id", question.id, sections, program)


def _sections(program: Program, sections: Sequence[AddedSection]) -> Iterator[Fault]:
    known = {section.id for section in program.sections}
    rules = {item.id: item.citation for item in program.fields}
    for at, section in enumerate(sections, 1):
        if section.id in known and (section.title or section.documents):
            key = f"sections[{at}].{'title' if section.title else 'documents'}"
            yield key, "is as the program has it: leave it out"
        if section.id not in known and not section.title:
            yield f"sections[{at}].title", "is missing: the program has no such section"
        for number, item in enumerate(section.fields, 1):
            yield from _taken(f"sections[{at}].fields[{number}].id", item.id, rules, program)


def _clauses(program: Program, agency: AgencyFile) -> Iterator[Fault]:
    kept = (each for each in program.clauses if each.group not in agency.replaces)
    rules = {clause.id: clause.citation for clause in kept if clause.id}
    for at, clause in enumerate(agency.clauses, 1):
        yield from _taken(f"clauses[{at}].id", clause.id, rules, program)


def _taken(key: str, name: str, rules: Mapping[str, str], program: Program) -> Iterator[Fault]:
    """The fault of an addition that would stand in the place of a rule of the program."""
    if name in rules:
        section = cited(program, rules[name]) or program.source
        yield key, f"{name} is the program's ({section}): an agency adds, and changes nothing"


def _replaced(program: Program, agency: AgencyFile) -> Iterator[Fault]:
    """Only what the program lets agencies replace, and acknowledged by the same signers."""
    rules = {rule.group: rule for rule in program.replaceable}
    yield from named("replaces", "replaceable group of clauses", agency.replaces, rules)
    for group in agency.replaces:
        own = {each.line for each in agency.clauses if each.group == group and not each.when}
        lost = {each.line for each in program.clauses if each.group == group} - own
        if lost and group in rules:
            section = cited(program, rules[group].citation)
            who = " and ".join(sorted(lost - {""})) or "anybody"
            yield (
                "replaces",
                f"{group} leaves {who} nothing to acknowledge in its place ({section})",
            )


def _documents(program: Program, documents: Sequence[AddedDocument]) -> Iterator[Fault]:
    lines = {line.id for line in program.signing.lines}
    copies = {copy.id for copy in program.copies}
    rules = {document.id: "" for document in program.documents}
    for at, document in enumerate(documents, 1):
        key = f"documents[{at}]"
        yield from _taken(f"{key}.id", document.id, rules, program)
        yield from named(f"{key}.lines", "signature line", document.lines, lines)
        yield from named(f"{key}.copies", "copy", document.copies, copies)
        if not document.lines:
            yield f"{key}.lines", "must name at least one signature line"


def _while_in_force(program: Program, agency: AgencyFile) -> Iterator[Fault]:
    """An agency's own approval is kept for audit; what changes hours or items is the program's."""
    rules = program.in_force
    known: tuple[Rule, ...] = (*rules.approvals, *rules.reports, *rules.duties)
    citations = {each.id: each.citation for each in known}
    for name in _IN_FORCE:
        own: tuple[Rule, ...] = getattr(agency, name)
        for at, rule in enumerate(own, 1):
            yield from _taken(f"{name}[{at}].id", rule.id, citations, program)
    for at, approval in enumerate(agency.approvals, 1):
        if approval.effect is not Effect.NONE or approval.effects:
            key = "effect" if approval.effect is not Effect.NONE else "effects"
            yield f"approvals[{at}].{key}", f"belongs to approvals of {program.source}"


def _own_key(key: str, program: Program, agency: AgencyFile) -> str:
    """Where in the agency's file a key of the extended program stands; blank if nowhere."""
    if found := _COPIES.fullmatch(key):
        return f"limits.due_within_days.{program.copies[int(found[1]) - 1].id}"
    own, rest = dict(_own(agency)), key
    value: object = program
    found_key = _TIGHTENED.get(key, "")
    while rest:
        part, _, rest = rest.partition(".")
        value = _inside(value, part)
        if id(value) in own:
            found_key = f"{own[id(value)]}.{rest}"
    return found_key


def _inside(value: object, part: str) -> object:
    """What a part of a key (`fields[2]`) leads to."""
    found = _PART.fullmatch(part)
    inner: object = getattr(value, found[1], None) if found else None
    return inner[int(found[2]) - 1] if found and found[2] and isinstance(inner, tuple) else inner


def _own(agency: AgencyFile) -> Iterator[tuple[int, str]]:
    """The identity of each value that the agency's file adds, and where it stands there."""
    for name in (*_LISTS, *_IN_FORCE):
        values: tuple[object, ...] = getattr(agency, name)
        yield from ((id(value), f"{name}[{at}]") for at, value in enumerate(values, 1))
    for at, section in enumerate(agency.sections, 1):
        for number, item in enumerate(section.fields, 1):
            yield id(item), f"sections[{at}].fields[{number}]"
