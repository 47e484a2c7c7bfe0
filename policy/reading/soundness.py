"""What must hold in a program for the workflow to run it: every name it uses exists, once."""

import re
from collections.abc import Collection, Iterator

from policy.identity import KnownBy
from policy.program import CopyMeans, CopyRule, Holder, Program, Review
from policy.reading.faults import ID, Fault, climbing, distinct, named, named_documents, unknown
from policy.reading.sound_analyses import analysis_faults
from policy.reading.sound_extent import extent_faults
from policy.reading.sound_forms import form_faults
from policy.reading.sound_hours import hours_faults
from policy.reading.sound_in_force import in_force_faults
from policy.reading.sound_registers import register_faults
from policy.reading.sound_terms import term_faults
from policy.reading.tables import ProgramError, Source

NEEDED_TEXTS = (
    "approval",
    "denial",
    "ending",
    "sole_discretion",
    "help_employee",
    "help_hr",
    "signed_effect",
    "no_telecommuting_while_pending",
    "form_name",
)
"""The wordings that mail and pages take from every program."""

TEMPLATES = ("proposal", "arrangement", "policy")
"""The typeset forms a document may name."""

IDENTITIES = (KnownBy.LINK, KnownBy.SINGLE_SIGN_ON)
"""How a signer may have to be known: by the link alone, or signed in as the same person."""

_VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})*")


def program_problems(program: Program, source: Source) -> Iterator[ProgramError]:
    """Every rule that a program's file breaks, as errors that name its lines."""
    if not _VERSION.fullmatch(program.version):
        yield source.error("version", "must be numbers with dots between them, such as 2010.1")
    for key, reason in faults(program):
        yield source.error(key, reason)


def faults(program: Program) -> Iterator[Fault]:
    """Every rule that the program, plain or extended, breaks, each with the key that breaks it."""
    yield from _head(program)
    yield from _ids(program)
    yield from _review(program.review, {role.id for role in program.roles})
    yield from _lines(program)
    yield from _copies(program)
    yield from _paces(program)
    yield from form_faults(program)
    yield from analysis_faults(program)
    yield from term_faults(program)
    yield from register_faults(program)
    yield from in_force_faults(program)
    yield from hours_faults(program)
    yield from extent_faults(program)
    for key in NEEDED_TEXTS:
        if key not in program.texts:
            yield "texts", f"must hold {key}"


def _head(program: Program) -> Iterator[Fault]:
    roles = {role.id for role in program.roles}
    if not ID.fullmatch(program.name):
        yield "name", "must be small letters, digits, - and _"
    if program.signer_identity not in IDENTITIES:
        yield "signer_identity", f"must be one of {', '.join(IDENTITIES)}"
    if program.coordinator not in roles:
        yield "coordinator", unknown("role", program.coordinator, roles)


def _ids(program: Program) -> Iterator[Fault]:
    if len(set(program.branches)) < len(program.branches):
        yield "branches", "must be there once each"
    if Holder.SELF not in {role.holder for role in program.roles}:
        yield "roles", "must hold one whose holder is self: the employee"
    yield from distinct("roles", [role.id for role in program.roles])
    yield from distinct("documents", [document.id for document in program.documents])
    yield from distinct("signing.lines", [line.id for line in program.signing.lines])
    yield from distinct("copies", [copy.id for copy in program.copies])
    yield from distinct("sections", [section.id for section in program.sections])
    for at, document in enumerate(program.documents, 1):
        if document.template not in TEMPLATES:
            yield f"documents[{at}].template", f"must be one of {', '.join(TEMPLATES)}"


def _review(review: Review, roles: Collection[str]) -> Iterator[Fault]:
    yield from named("review.reviewers", "role", review.reviewers, roles)
    if review.decider is not None and review.decider not in roles:
        yield "review.decider", unknown("role", review.decider, roles)
    if review.reviewers and review.decider is None:
        yield "review.decider", "is missing: reviews lead to a decision"
    if review.decider is not None and not review.reviewers:
        yield "review.reviewers", "is empty: a decision rests on reviews"


def _lines(program: Program) -> Iterator[Fault]:
    roles = {role.id for role in program.roles}
    documents = {document.id for document in program.documents}
    for at, line in enumerate(program.signing.lines, 1):
        if line.role not in roles:
            yield f"signing.lines[{at}].role", unknown("role", line.role, roles)
        if line.stage < 1:
            yield f"signing.lines[{at}].stage", "must be 1 or more"
        yield from named_documents(f"signing.lines[{at}]", line.documents, documents)


def _copies(program: Program) -> Iterator[Fault]:
    roles = {role.id for role in program.roles}
    documents = {document.id for document in program.documents}
    for at, copy in enumerate(program.copies, 1):
        key = f"copies[{at}]"
        yield from named_documents(key, copy.documents, documents)
        yield from named(f"{key}.escalate_to", "role", copy.escalate_to, roles)
        if copy.means is CopyMeans.MAIL and copy.role not in roles:
            yield f"{key}.role", "must name the role a mailed copy goes to"
        yield from _copy_deadline(f"{key}.warn_before_days", copy)


def _copy_deadline(key: str, copy: CopyRule) -> Iterator[Fault]:
    due, warn = copy.due_within_days, copy.warn_before_days
    if (due is None) != (warn is None):
        yield key, "goes with due_within_days: both or neither"
    elif due is not None and warn is not None and warn >= due:
        yield key, "must be less than due_within_days"


def _paces(program: Program) -> Iterator[Fault]:
    for name, pace in (("review", program.review.pace), ("signing", program.signing.pace)):
        yield from climbing(f"{name}.pace.remind_after_days", pace.remind_after_days)
        if pace.escalate_after_days < 1:
            yield f"{name}.pace.escalate_after_days", "must be 1 or more"
