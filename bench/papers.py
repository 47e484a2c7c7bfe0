"""Typesetting: every document of an arrangement, each time as if another employee had answered."""

import time
from dataclasses import replace
from statistics import median

from bench.installation import Installation
from documents.paper import CONTENT, Block, PaperContent
from records import papers

TIMES = 15


def typesetting(place: Installation, reference: str) -> dict[str, float]:
    """The median milliseconds of each document of an arrangement that is being signed."""
    with place.tools.sessions() as session:
        fixed = papers.frozen(session, reference, 1)
    found: dict[str, float] = {}
    for paper in fixed:
        content = CONTENT.validate_json(paper.content or "")
        spent = []
        for number in range(TIMES):
            other = _of_another(content, number)
            began = time.monotonic()
            place.tools.typesetter.render(other)
            spent.append(1000 * (time.monotonic() - began))
        found[paper.document] = median(spent)
    return found


def _of_another(content: PaperContent, number: int) -> PaperContent:
    """The same document with no answer the same: the typesetter remembers what it set before."""
    blocks = tuple(_answered_by(block, number) for block in content.blocks)
    return replace(content, reference=f"{content.reference}-{number}", blocks=blocks)


def _answered_by(block: Block, number: int) -> Block:
    rows = tuple(replace(row, value=f"{row.value} {number}") for row in block.rows)
    answered = tuple(replace(each, text=f"{each.text} {number}") for each in block.answered)
    return replace(block, rows=rows, answered=answered)
