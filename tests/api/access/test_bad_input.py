"""Whatever is typed or sent, the answer is a page or a problem, and never a breakdown."""

import json
from collections.abc import Mapping, Sequence

import pytest
from httpx2 import Response

from tests.api.access.cells import ARRANGEMENT_PAGES, LINK_PAGES
from tests.api.access.town import Town
from tests.api.access.trying import filled
from tests.api.calling import answers
from tests.api.every_act import CALLS

BAD = {
    "spaces": "   ",
    "long": "x" * 20_000,
    "controls": "a\x00\x01\x1f\x7f",
    "reordered": "safe\u202egpj.exe",
    "stacked": "a" + "\u0301" * 1000,
    "emoji": "\U0001f9d1\U0001f3fd\u200d\U0001f4bb",
    "markup": "<script>alert(1)</script>{{7*7}}${jndi:ldap://x}",
    "header": "Ana%0d%0aBcc: x@example.test\r\nBcc: y@example.test",
    "formula": '=HYPERLINK("http://x","y")',
    "day": "February 31, 2027",
    "year": "0000-01-01",
    "number": "1e309",
    "digit": "\u0663",
    "sql": "' OR 1=1 --",
    "path": "../../etc/passwd",
}
SHAPES: dict[str, object] = {
    "null": None,
    "list": ["a"],
    "deep": {"a": {"b": {"c": []}}},
    "minus": -1,
    "huge": 10**30,
    "surrogate": "\ud800",
}
POSTS = [route.split()[1] for route in ARRANGEMENT_PAGES if route.startswith("POST")]
LINKED = [route.split()[1] for route in LINK_PAGES if route.startswith("POST")]
STATES = {
    "sign": "signing",
    "decline": "signing",
    "acknowledge": "active",
    "provide": "completing",
    "review": "review",
    "{step}": "review",
    "approve": "active",
    "duty": "active",
}
NAMED = (
    "reason", "role", "line", "person", "outcome", "comment", "supports", "name", "version",
    "starts_on", "ends_on", "questions", "week.monday.starts", "findings.y1", "own_measures",
    "equipment.1.item", "key",
)  # fmt: skip


def told(answer: Response) -> bool:
    """Whether an answer is one that a person or a program can read, and no breakdown."""
    return answer.status_code < 500 and (answer.status_code == 303 or len(answer.text) > 50)


def post(town: Town, who: str, path: str, fields: Mapping[str, str | Sequence[str]]) -> Response:
    """A form with its token."""
    sent = {"key": "a-key-of-mine", **fields, "csrf": town.forms[who]}
    return town.clients[who].post(path, data=sent, headers={"Sec-Fetch-Site": "same-origin"})


def placed(town: Town, act: str) -> str:
    """Where an act of the API goes; requests and duties have numbers (`town`)."""
    number = "2" if "duties" in act else "1"
    where = act.replace("{number}", number)
    return f"/{town.references['own', 'signing']}{where}" if act else ""


@pytest.mark.parametrize("bad", BAD)
def test_no_bad_text_breaks_a_form(town: Town, bad: str) -> None:
    """Every field that the form knows holds the same bad text."""
    fields = dict.fromkeys(NAMED, BAD[bad])
    for path in POSTS:
        reference = town.references["own", "signing" if "amend" in path else "decision"]
        for sent in (fields, {**fields, "key": "a-key-of-mine", "role": "manager"}):
            address = filled(path, reference=reference)
            answer = post(town, "HR", address, sent)
            assert told(answer), (path, answer.status_code)
            assert BAD["markup"] not in answer.text
    for path in LINKED:
        state = STATES[path.rpartition("/")[2]]
        address = path.format(link_id=town.links[state], step="overall")
        answer = post(town, f"link, {state}", address, {**fields, "key": "a-key-of-mine"})
        assert told(answer), (path, answer.status_code)
        assert BAD["markup"] not in answer.text


@pytest.mark.parametrize("bad", BAD)
def test_no_section_of_a_proposal_breaks(town: Town, bad: str) -> None:
    program = town.desk.parts.programs.get("connecticut")
    names = [item.id for item in program.fields] + [name for name in answers() if "." in name]
    for section in program.sections:
        path = f"/propose/{town.draft}/{section.id}"
        answer = post(town, "employee", path, dict.fromkeys(names, BAD[bad]))
        assert told(answer), (section.id, answer.status_code)
        assert BAD["markup"] not in answer.text


@pytest.mark.parametrize("bad", [*BAD, *SHAPES])
def test_no_bad_value_breaks_a_call(town: Town, bad: str) -> None:
    """Each field of each act in turn; what cannot be is refused by name, and nothing is kept."""
    wrong = (BAD | SHAPES)[bad]
    headers = town.bearers["HR"] | {"Idempotency-Key": "a-key-of-mine"}
    headers["Content-Type"] = "application/json"
    for act, (_, body) in CALLS.items():
        place = placed(town, act)
        for name in body:
            content = json.dumps({**body, name: wrong})
            path = f"/api/v1/arrangements{place}"
            answer = town.desk.client.post(path, content=content, headers=headers)
            assert told(answer), (act, name, answer.status_code)
            if bad in SHAPES:
                assert 400 <= answer.status_code < 500, (act, name, answer.status_code)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xfe\x00", "application/json"),
        (b"[" * 5000, "application/json"),
        (b'{"a": NaN}', "application/json"),
        (b"", "application/json"),
        (b"a=1&a=2", "application/x-www-form-urlencoded"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"hello", "text/plain"),
    ],
)
def test_no_body_of_the_wrong_kind_breaks_a_call(town: Town, content: bytes, kind: str) -> None:
    headers = town.bearers["HR"] | {"Idempotency-Key": "a-key-of-mine", "Content-Type": kind}
    for act, (_, body) in CALLS.items():
        if not (body or content):
            continue  # an act that has no fields needs no body
        path = f"/api/v1/arrangements{placed(town, act)}"
        answer = town.desk.client.post(path, content=content, headers=headers)
        assert 400 <= answer.status_code < 500, (act, answer.status_code)
    upload = town.desk.client.post("/api/v1/uploads", content=content, headers=headers)
    assert 400 <= upload.status_code < 500


@pytest.mark.parametrize("version", ["-1", "0", str(10**30), "1e309", "x", "%00", "..%2f"])
def test_no_version_in_an_address_breaks_it(town: Town, version: str) -> None:
    reference = town.references["own", "signing"]
    page = town.clients["HR"].get(f"/documents/{reference}/{version}/arrangement.pdf")
    path = f"/api/v1/arrangements/{reference}/documents/{version}/arrangement"
    call = town.desk.client.get(path, headers=town.bearers["HR"])
    assert (page.status_code // 100, call.status_code // 100) == (4, 4)
