"""From a signer's form to a signature, and from a task to the page on which it is signed."""

import re
from collections.abc import Mapping, Sequence

from sqlmodel import Session

from activities.parties import Held
from api.dependencies import NotFound
from api.forms.statements import statement_digest
from api.parts import Parts
from api.rights.terms import terms_of, ticked, unticked
from api.views.facts import Facts
from api.views.signing import SigningView, signing_view
from api.views.terms import term_views
from policy.acts import Attribution, SignatureGiven
from policy.clause import Clause
from policy.forms.checking import Problem
from records.papers import FROZEN
from records.people import fold
from records.tasks import OpenTask

_DIGEST = re.compile(r"[0-9a-f]{64}")
LONGEST_NAME = 200


def signing_page(  # noqa: PLR0913, PLR0917 - what is signed, and what a form came back with
    session: Session,
    parts: Parts,
    facts: Facts,
    task: OpenTask,
    values: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
) -> SigningView:
    """The page on which the task's person signs its line."""
    line = facts.program.line(task.about)
    fixed = {
        each.document: each
        for each in facts.papers
        if (each.version, each.state) == (task.version, FROZEN)
    }
    shown = [fixed[document] for document in line.documents if document in fixed]
    if len(shown) != len(line.documents):
        raise NotFound
    held = Held(facts.arrangement, facts.employee, facts.tasks, facts.people)
    signed = facts.signatures(task.version)
    contents = [parts.drafter.current(session, paper, held, signed) for paper in shown]
    terms = term_views(facts.program, _terms(facts, line.id), values or {}, problems)
    return signing_view(facts, line, task.person, shown, contents, terms)


def signature_of(
    facts: Facts, task: OpenTask, sent: Mapping[str, str], by: Attribution
) -> tuple[SignatureGiven | None, list[Problem]]:
    """The signature in a form, or what is missing from it.

    The digests are those the page showed: whether they are the right ones is for the workflow.
    """
    line = facts.program.line(task.about)
    terms = _terms(facts, line.id)
    acknowledged = ticked(terms, sent)
    left = unticked(facts.program, terms, acknowledged)
    problems = [*left, *_problems(sent, facts.names.of(task.person))]
    if problems:
        return None, problems
    return (
        SignatureGiven(
            line=line.id,
            version=task.version,
            digests=tuple(_DIGEST.findall(sent.get("digests", ""))),
            name=as_typed(sent["name"]),
            statement=statement_digest(facts.program, line),
            by=by,
            acknowledged=acknowledged,
        ),
        [],
    )


def misnamed(typed: str, name: str) -> list[Problem]:
    """What is wrong with the full name that somebody of that name typed."""
    if not typed.strip():
        return [Problem("name", "Type your full name.")]
    if len(typed.strip()) > LONGEST_NAME or _letters(typed) != _letters(name):
        return [Problem("name", f"Type your full name, {name}, as it stands on this request.")]
    return []


def _letters(name: str) -> str:
    """A name as far as every keyboard writes it alike; all of it where it has no letters.

    Telephones turn an apostrophe, exports leave marks that nobody sees, and dashes look the same.
    """
    told = fold(name)
    return "".join(letter for letter in told if letter.isalnum()) or told


def as_typed(name: str) -> str:
    """A name as it was typed, without spaces that only spread it."""
    return " ".join(name.split())


def _terms(facts: Facts, line: str) -> tuple[Clause, ...]:
    answers = facts.proposal.answers if facts.proposal else {}
    return terms_of(facts.program, line, answers)


def unagreed(sent: Mapping[str, str], missing: str) -> list[Problem]:
    """`missing` is said where the box is not ticked: whatever presses every button ticks none."""
    return [] if sent.get("agree") == "yes" else [Problem("agree", missing)]


def _problems(sent: Mapping[str, str], name: str) -> list[Problem]:
    return [
        *unagreed(sent, "Tick the statement if you agree with it."),
        *misnamed(sent.get("name", ""), name),
    ]
