"""Ticks of a form with many rows: each names an arrangement, and what of it is meant."""

import re

from starlette.datastructures import FormData

from api.dependencies import BadForm
from api.many.piles import MOST, TOO_MANY
from api.many.waiting import Pair
from policy.forms.problem import Problem
from policy.reference import normalize

_PAIR = re.compile(r"([^/]{4,20})/([\w.-]{1,64})", re.ASCII)


def pairs_in(form: FormData) -> list[Pair]:
    """What was ticked, each once; BadForm for what no form of ours holds."""
    found: dict[Pair, None] = {}
    for value in form.getlist("row"):
        read = _PAIR.fullmatch(value) if isinstance(value, str) else None
        reference = normalize(read[1]) if read else None
        if read is None or reference is None:
            raise BadForm
        found[reference, read[2]] = None
    return list(found)


def problems_of(ticked: int) -> list[Problem]:
    """What is wrong with how many rows are ticked."""
    if not ticked:
        return [Problem("row", "Tick at least one.")]
    return [Problem("row", TOO_MANY)] if ticked > MOST else []
