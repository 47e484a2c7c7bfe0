"""How the API describes itself: every error as it is answered, and how a file is sent."""

from collections.abc import Mapping

from fastapi import FastAPI

from api.calls.faults_told import Problem
from api.calls.told import ActTold

PROBLEM = "application/problem+json"
_SHAPES = "#/components/schemas/{model}"
_WHY: Mapping[int, str] = {
    400: "The session cookie of the pages came along, or a header is missing",
    401: "No bearer token, or one that is unknown or revoked",
    403: "It is for others to do",
    404: "It does not exist, or not for you",
    409: "The rules say no, or the key named another act before",
    410: "The arrangement has ended",
    413: "It is too large",
    422: "A field breaks a rule; `errors` says which",
    429: "More than one person may send within a minute",
    503: "Something is not answering; send it again with the same key",
}
Answers = dict[int | str, dict[str, object]]


def problems(*statuses: int) -> Answers:
    """Errors that a call may be answered with, each a problem by RFC 9457."""
    shape = {"schema": {"$ref": _SHAPES.format(model=Problem.__name__)}}
    return {
        status: {"description": _WHY[status], "content": {PROBLEM: dict(shape)}}
        for status in statuses
    }


OF_CALLS = problems(400, 401, 403, 404, 422, 503)
"""What any call may be answered with where it is not done."""

OF_BODIES = problems(413, 429)
"""What else a call may be answered with that brings something."""

OF_RULINGS = OF_BODIES | problems(409)
"""What else one may be answered with that is ruled on at once."""

OF_ACTS: Answers = {
    200: {"model": ActTold, "description": "Recorded, with its timeline entry"},
    202: {"model": ActTold, "description": "Received for good; recorded soon"},
    **OF_RULINGS,
    **problems(410),
}
"""What an act on an arrangement may be answered with."""

A_FILE: dict[str, object] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}
"""The body of a call that brings one file, read by its route as it comes in."""


SUBJECTS: Mapping[str, str] = {
    "acts": "What people do: submit, review, decide, sign, change, end.",
    "views": "What people see of arrangements.",
    "people": "Teams, calendars, and the directory with what is on file about people.",
    "registers": "What agencies write down outside of arrangements.",
    "hours": "The hours that were worked, period by period.",
    "files": "Files that answers name.",
    "look-ups": "Who a token acts as, and the programs, agencies and people to name in answers.",
    "extent of use": "How many people telecommute, and how much.",
}
"""What the calls are about, in the order to read it in."""


class Described(FastAPI):
    """An application whose description knows what a problem looks like, and calls by their words.

    FastAPI describes every model of an answer as `application/json`, which errors are not, and
    sums a call up by the name of its function.
    """

    def openapi(self) -> dict[str, object]:
        """The description, with the shape that its errors name."""
        told = super().openapi()
        told["tags"] = [{"name": name, "description": why} for name, why in SUBJECTS.items()]
        for call in (call for calls in told["paths"].values() for call in calls.values()):
            call["summary"] = call["description"].partition("\n")[0].rstrip(".")
        shape = Problem.model_json_schema(mode="serialization", ref_template=_SHAPES)
        inner = shape.pop("$defs")
        told["components"]["schemas"] |= {Problem.__name__: shape, **inner}
        return told
