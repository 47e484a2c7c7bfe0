"""The terms on a document: which apply, under which heading, and who acknowledges them (IV)."""

from collections.abc import Mapping, Sequence

from documents.paper import Acknowledgement, TermGroup
from policy.clause import Clause
from policy.form import holds
from policy.program import Document, Program

OPEN, DONE = "\N{BALLOT BOX}", "\N{CHECK MARK}"


def terms_on(program: Program, form: Document, answers: Mapping[str, str]) -> tuple[Clause, ...]:
    """The terms that stand on a document, where they apply to a proposal with these answers.

    They stand on the arrangement; where the program has none, on its policy document.
    """
    agreed = "arrangement"
    if all(each.template != agreed for each in program.documents):
        agreed = "policy"
    if form.template != agreed:
        return ()
    return tuple(clause for clause in program.clauses if holds(clause.when, answers))


def groups_of(program: Program, clauses: Sequence[Clause]) -> tuple[TermGroup, ...]:
    """The groups of terms that have a heading of their own, in their order (GL32 IV.J)."""
    rules = {rule.group: rule for rule in program.replaceable}
    found = dict.fromkeys(clause.group for clause in clauses if clause.group)
    return tuple(
        TermGroup(name, rules[name].title if name in rules else _words(name)) for name in found
    )


def marks(
    program: Program, clauses: Sequence[Clause], given: Sequence[Acknowledgement]
) -> dict[str, str]:
    """By the ID of each term that somebody acknowledges: an open box, or a tick, and the role."""
    done = {clause for each in given for clause in each.clauses}
    return {
        clause.id: f"{DONE if clause.id in done else OPEN} {_signer(program, clause.line)}"
        for clause in clauses
        if clause.line
    }


def acknowledging(
    program: Program, clauses: Sequence[Clause], given: Sequence[Acknowledgement]
) -> tuple[str, ...]:
    """What the marks mean, a sentence for each line of the signature page with terms of its own."""
    known = {each.line: each for each in given if each.clauses}
    lines = dict.fromkeys(clause.line for clause in clauses if clause.line)
    return tuple(_sentence(_signer(program, line), known.get(line)) for line in lines)


def _sentence(role: str, given: Acknowledgement | None) -> str:
    if given is None:
        return f"{OPEN} {role}: each of these terms is acknowledged on its own before signing."
    return f"{DONE} {role}: {given.by} acknowledged each of these terms on its own, {given.at}."


def _signer(program: Program, line: str) -> str:
    return program.role(program.line(line).role).title


def _words(group: str) -> str:
    return group.replace("_", " ").capitalize()
