"""Calls of the JSON API, as another program makes them."""

import json
from collections.abc import Mapping
from pathlib import Path

from httpx2 import Response

from policy.forms.checking import to_form
from tests.api.filing import PROPOSAL
from tests.api.site import Desk

SAMPLE = Path(__file__).parents[2] / "examples" / "proposals" / "connecticut.json"
KEY = {"Idempotency-Key": "a-key-of-mine"}


def answers(**changes: str) -> dict[str, str]:
    """A whole proposal as a caller answers it, changed."""
    form = {**json.loads(SAMPLE.read_text()), **to_form(PROPOSAL)}
    return {str(key): str(value) for key, value in {**form, **changes}.items()}


def send(
    desk: Desk,
    person: str,
    path: str,
    body: Mapping[str, object],
    key: str = "a-key-of-mine",
) -> Response:
    """One act of the API."""
    headers = desk.bearer(person) | {"Idempotency-Key": key}
    return desk.client.post(f"/api/v1/arrangements{path}", json=dict(body), headers=headers)
