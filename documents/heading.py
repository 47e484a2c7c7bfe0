"""What kind of arrangement a document is about: new, modified, or a continuation (IV.E, V)."""

from documents.particulars import Particulars
from policy.program import Document


def kind_of(particulars: Particulars, form: Document) -> str:
    """The kind, on what is signed; nothing on what only tells what was asked for.

    A version made before anybody's signatures took effect is as new as the one it replaces.
    """
    program = particulars.program
    if all(form.id not in line.documents for line in program.signing.lines):
        return ""
    if particulars.modifies:
        return "Modified"
    before = particulars.proposal.answers.get(program.continues, "").strip()
    return f"Continuation of {before}" if before else "New"
