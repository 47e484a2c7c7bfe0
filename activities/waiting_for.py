"""What waits for the reader of a mail: their questions, their terms, and whom to ask about them."""

from policy.form import holds
from policy.notices import Kind, Notice
from policy.plan import applying
from policy.program import Holder, Program
from policy.proposal import Proposal

_REVIEWING = frozenset({Kind.REVIEW_REQUESTED, Kind.REVIEW_REMINDER})


def facts_of(program: Program, proposal: Proposal, notice: Notice) -> dict[str, str]:
    """What a mail that asks for something says of how much it is; nothing in any other mail."""
    if notice.kind in _REVIEWING:
        return _questions(program, proposal, notice.role)
    if notice.kind is Kind.SIGNATURE_REQUESTED:
        return _terms(program, proposal, notice.role)
    return {}


def guidance_for(program: Program, role: str) -> str:
    """Whom to ask about the rules (GL32, questions): coordinators ask somebody else than others.

    Who receives copies from outside is told nothing.
    """
    if not role or program.role(role).holder is Holder.LIAISON:
        return ""
    return program.texts.get("help_hr" if role == program.coordinator else "help_employee", "")


def _questions(program: Program, proposal: Proposal, role: str) -> dict[str, str]:
    """How many questions are this role's, and the analyses that they belong to (III)."""
    own = {
        analysis.title: sum(
            (question.role or analysis.role) == role
            for question in applying(analysis, proposal.answers)
        )
        for analysis in sorted(program.analyses, key=lambda each: each.order)
    }
    count = sum(own.values())
    if not count:
        return {}
    titles = (title for title, questions in own.items() if questions)
    return {"questions": str(count), "about": "; ".join(titles)}


def _terms(program: Program, proposal: Proposal, role: str) -> dict[str, str]:
    """How many terms this role acknowledges one by one, on all of its lines (IV)."""
    lines = {line.id for line in program.signing.lines if line.role == role}
    own = [
        clause
        for clause in program.clauses
        if clause.line in lines and holds(clause.when, proposal.answers)
    ]
    return {"terms": str(len(own))} if own else {}
