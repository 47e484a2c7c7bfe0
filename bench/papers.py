"""Typesetting: every document of an arrangement, anew each time."""

import time
from dataclasses import replace
from statistics import median

from activities.drawing_up import fixed_content
from bench.installation import Installation
from records import papers

TIMES = 15


def typesetting(place: Installation, reference: str) -> dict[str, float]:
    """The median milliseconds of each document of an arrangement that is being signed."""
    with place.tools.sessions() as session:
        fixed = papers.frozen(session, reference, 1)
    found: dict[str, float] = {}
    for paper in fixed:
        content = fixed_content(paper.content)
        spent = []
        for number in range(TIMES):
            began = time.monotonic()
            place.tools.typesetter.render(replace(content, reference=f"{reference}-{number}"))
            spent.append(1000 * (time.monotonic() - began))
        found[paper.document] = median(spent)
    return found
