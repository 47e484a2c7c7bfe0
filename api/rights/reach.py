"""Which documents a link in mail leads to: those of its own task, and no other."""

from policy.program import Program
from policy.tasks import Purpose
from records.links import Link

PROPOSED = "proposal"
"""The typeset form of what the employee proposes: what a reviewer reads."""


def reached(program: Program, link: Link) -> frozenset[str]:
    """IDs of the documents that the link's task is about.

    What a copy holds for who acknowledges it, what its role's lines sign for a signer, the
    proposal for a reviewer. Whoever coordinates signs in, and reads by that.
    """
    match Purpose(link.purpose):
        case Purpose.ACKNOWLEDGE:
            covered = (rule.documents for rule in program.copies if rule.id == link.about)
        case Purpose.SIGN:
            lines = program.signing.lines
            covered = (line.documents for line in lines if line.role == link.role)
        case Purpose.REVIEW:
            forms = program.documents
            covered = ((form.id,) for form in forms if form.template == PROPOSED)
        case _:
            return frozenset()
    return frozenset(document for documents in covered for document in documents)
