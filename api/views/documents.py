"""The documents of an arrangement as they are offered: each version, and what became of it."""

from dataclasses import dataclass

from api.views.facts import Facts
from api.views.words import counted
from policy.account import Happening
from records.papers import FILED, Paper


@dataclass(frozen=True)
class DocumentView:
    """A document to open: its ID, its title with the number of pages, version, where it is.

    `standing` says what became of its version, where there are several.
    """

    document: str
    title: str
    version: int
    href: str
    standing: str = ""


def documents(facts: Facts) -> tuple[DocumentView, ...]:
    """The documents that were made, newest version first, as they are signed; filed ones first."""
    order = facts.program.reading_order
    newest = sorted(facts.papers, key=lambda each: (-each.version, each.state != FILED))
    found: dict[tuple[int, str], Paper] = {}
    for paper in sorted(newest, key=lambda each: (-each.version, order.index(each.document))):
        found.setdefault((paper.version, paper.document), paper)
    reference = facts.arrangement.reference
    return tuple(
        DocumentView(
            document=document,
            title=f"{facts.program.document(document).title} "
            f"(PDF, {counted(paper.pages, 'page', 'pages')})",
            version=version,
            href=f"/documents/{reference}/{version}/{document}.pdf",
            standing=_standing(facts, version),
        )
        for (version, document), paper in found.items()
    )


def _standing(facts: Facts, version: int) -> str:
    """What became of a version: a newer one takes the place of an older one, and edits none (V)."""
    row = facts.arrangement
    if not row.in_force:
        return ""
    replaced = {e.about for e in facts.entries if e.kind == Happening.SUPERSEDED}
    if version == row.in_force:
        return "" if facts.closed else "in force"
    if version == row.version and facts.modifying:
        return "to be signed"
    return "superseded" if str(version) in replaced else "never in force"
