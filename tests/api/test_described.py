"""What the description of the API says of its answers, and of what it takes."""

import re

from tests.api.site import Desk

PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}
HTTP_ERROR = 400


def test_every_error_of_every_call_is_described_as_the_problem_that_it_is(desk: Desk) -> None:
    paths = desk.client.get("/openapi.json").json()["paths"]
    errors = {
        (path, method, status): answer.get("content")
        for path, methods in paths.items()
        for method, call in methods.items()
        for status, answer in call["responses"].items()
        if int(status) >= HTTP_ERROR
    }
    assert len(errors) > 300
    assert {
        name: it for name, it in errors.items() if it != {"application/problem+json": PROBLEM}
    } == {}


def test_whatever_the_description_names_is_in_it(desk: Desk) -> None:
    told = desk.client.get("/openapi.json")
    schemas = told.json()["components"]["schemas"]
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', told.text))
    assert {"Problem", "Rule", "ActTold"} <= named <= set(schemas)
    assert "HTTPValidationError" not in schemas, "nothing is answered so"
    assert set(schemas["Problem"]["required"]) == {"type", "title", "status", "detail"}


def test_a_feed_that_waits_for_a_worker_is_described(desk: Desk) -> None:
    paths = desk.client.get("/openapi.json").json()["paths"]
    for path in ("/api/v1/people/feed", "/api/v1/people/feed/file"):
        shape = paths[path]["post"]["responses"]["202"]["content"]["application/json"]["schema"]
        assert shape == {"$ref": "#/components/schemas/FeedTold"}


def test_every_call_is_told_in_words_of_its_own_and_under_one_subject(desk: Desk) -> None:
    told = desk.client.get("/openapi.json").json()
    subjects = {tag["name"]: tag["description"] for tag in told["tags"]}
    calls = [call for methods in told["paths"].values() for call in methods.values()]
    assert [
        call for call in calls if len(call["tags"]) != 1 or call["tags"][0] not in subjects
    ] == []
    assert all(
        f"{call['summary']}" == call["description"].split("\n")[0].rstrip(".") for call in calls
    )
    summaries = [call["summary"] for call in calls]
    assert len(set(summaries)) == len(summaries)
