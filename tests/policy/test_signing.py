"""The ruling on each signature: order, duplicates, versions, and who may sign."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.acts import Attribution, SignatureDeclined, SignatureGiven
from policy.holders import Holder, Holders
from policy.identity import KnownBy
from policy.notices import DocumentRef
from policy.plan import plan
from policy.program import SignatureLine
from policy.signing import Ruling, SignaturePage, missing, rule_on_decline, rule_on_signature
from tests.policy.samples import AGENCIES, PROGRAMS

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
FIVE = ("employee", "supervisor", "manager", "hr", "head")
TITLES = {role: role.title() for role in FIVE}


def a_page(
    *signed: str, stages: tuple[int, ...] = (1, 1, 1, 1, 1), version: int = 1
) -> SignaturePage:
    """Five lines on one document; each role is held by a person of the same name, capitalized."""
    lines = tuple(
        SignatureLine(role, role, stage, ("form",), "")
        for role, stage in zip(FIVE, stages, strict=True)
    )
    holders: Holders = {role: (Holder(role.upper()),) for role in FIVE}
    return SignaturePage(version, lines, (DocumentRef("form", "d1", 10),), holders, signed)


def a_signature(line: str = "manager", person: str = "") -> SignatureGiven:
    """A good signature on one line."""
    by = Attribution(person or line.upper(), "key", NOW)
    return SignatureGiven(line, 1, ("d1",), "Pia Weiss", "", by)


def test_where_the_program_asks_for_it_only_single_sign_on_tells_who_signs() -> None:
    strict, signature = replace(a_page(), single_sign_on=True), a_signature()
    for known_by in KnownBy:
        act = replace(signature, by=replace(signature.by, identified_by=known_by))
        good = known_by is KnownBy.SINGLE_SIGN_ON
        ruling = Ruling.GOOD if good else Ruling.NOT_KNOWN_ENOUGH
        assert rule_on_signature(strict, act) is ruling
        assert rule_on_signature(a_page(), act) is Ruling.GOOD


def test_a_plan_says_whether_a_program_or_its_agency_asks_for_that() -> None:
    for agency in AGENCIES.values():
        program = PROGRAMS.of(agency)
        strict = replace(program, signer_identity=KnownBy.SINGLE_SIGN_ON)
        assert not plan(program, agency, {}).single_sign_on
        assert plan(strict, agency, {}).single_sign_on


def test_a_good_signature_is_good() -> None:
    """The open version, an open line, its holder, the right document, a name."""
    assert rule_on_signature(a_page(), a_signature()) is Ruling.GOOD


@pytest.mark.requirement("CT-169")
def test_no_four_of_five_signatures_are_enough() -> None:
    """Whichever four they are."""
    for four in combinations(FIVE, 4):
        assert not a_page(*four).complete
    assert a_page(*FIVE).complete


@pytest.mark.requirement("CT-169")
@given(st.permutations(FIVE))
def test_within_a_stage_any_order_is_good(order: list[str]) -> None:
    """Five roles, no order among them."""
    for done, line in enumerate(order):
        assert rule_on_signature(a_page(*order[:done]), a_signature(line)) is Ruling.GOOD


@given(st.permutations(FIVE))
def test_across_stages_only_the_lowest_open_stage_may_sign(order: list[str]) -> None:
    """Stages 1, 1, 2, 3, 3: whoever comes early is out of turn, and nobody is skipped."""
    stages = dict(zip(FIVE, (1, 1, 2, 3, 3), strict=True))
    signed: list[str] = []
    for line in order:
        page = a_page(*signed, stages=(1, 1, 2, 3, 3))
        lowest = min(stages[one] for one in FIVE if one not in signed)
        ruling = rule_on_signature(page, a_signature(line))
        assert ruling is (Ruling.GOOD if stages[line] == lowest else Ruling.OUT_OF_TURN)
        signed += [line] if ruling is Ruling.GOOD else []


@pytest.mark.parametrize(
    ("act", "ruling"),
    [
        (replace(a_signature(), line="notary"), Ruling.UNKNOWN_LINE),
        (replace(a_signature(), line=""), Ruling.UNKNOWN_LINE),
        (replace(a_signature(), version=2), Ruling.OTHER_VERSION),
        (replace(a_signature(), version=0), Ruling.OTHER_VERSION),
        (a_signature("employee"), Ruling.ALREADY_SIGNED),
        (a_signature("manager", "SUPERVISOR"), Ruling.NOT_THEIRS),
        (a_signature("manager", ""), Ruling.GOOD),
        (replace(a_signature(), digests=("d2",)), Ruling.OTHER_DOCUMENT),
        (replace(a_signature(), digests=()), Ruling.OTHER_DOCUMENT),
        (replace(a_signature(), digests=("d1", "d1")), Ruling.OTHER_DOCUMENT),
        (replace(a_signature(), name=""), Ruling.NO_NAME),
        (replace(a_signature(), name=" \t\n\u00a0"), Ruling.NO_NAME),
    ],
)
def test_each_flaw_has_its_own_ruling(act: SignatureGiven, ruling: Ruling) -> None:
    """The employee has signed; everything else is open."""
    assert rule_on_signature(a_page("employee"), act) is ruling


def test_nobody_without_a_number_signs_a_role_that_nobody_holds() -> None:
    """An empty role is not an open door."""
    page = replace(a_page(), holders={"manager": ()})
    anonymous = replace(a_signature(), by=Attribution("", "key", NOW))
    assert rule_on_signature(page, anonymous) is Ruling.NOT_THEIRS


@pytest.mark.parametrize("digests", [(), ("",), ("d1",)])
def test_nothing_is_signed_or_declined_before_it_is_frozen(digests: tuple[str, ...]) -> None:
    """Not even by who guesses that there is no digest yet (CT-170)."""
    page = replace(a_page(), documents=())
    act = replace(a_signature(), digests=digests)
    declined = SignatureDeclined("manager", 1, "No.", act.by)
    assert rule_on_signature(page, act) is Ruling.NOT_OPEN
    assert rule_on_decline(page, declined) is Ruling.NOT_OPEN


@pytest.mark.requirement("CT-009")
def test_an_expired_designation_does_not_sign_or_decline() -> None:
    """What counts is when the act was received."""
    designee = Holder("RUTH", "HEAD", since=NOW - timedelta(days=3), until=NOW)
    page = replace(a_page(), holders={"head": (Holder("HEAD"), designee)})
    late = a_signature("head", "RUTH")
    in_date = replace(late, by=replace(late.by, at=NOW - timedelta(seconds=1)))
    assert rule_on_signature(page, late) is Ruling.DESIGNATION_OVER
    assert rule_on_decline(page, SignatureDeclined("head", 1, "", late.by)) is (
        Ruling.DESIGNATION_OVER
    )
    assert rule_on_signature(page, in_date) is Ruling.GOOD


@pytest.mark.parametrize(
    ("line", "version", "person", "ruling"),
    [
        ("manager", 1, "MANAGER", Ruling.GOOD),
        ("notary", 1, "MANAGER", Ruling.UNKNOWN_LINE),
        ("manager", 2, "MANAGER", Ruling.OTHER_VERSION),
        ("employee", 1, "EMPLOYEE", Ruling.ALREADY_SIGNED),
        ("manager", 1, "EMPLOYEE", Ruling.NOT_THEIRS),
    ],
)
def test_declining_is_judged_like_signing(
    line: str, version: int, person: str, ruling: Ruling
) -> None:
    """But for the documents and the name."""
    act = SignatureDeclined(line, version, "No.", Attribution(person, "key", NOW))
    assert rule_on_decline(a_page("employee"), act) is ruling


def test_one_signature_covers_every_document_of_its_line() -> None:
    """In the line's order, and none left out."""
    line = SignatureLine("both", "manager", 1, ("form", "policy"), "")
    documents = (DocumentRef("policy", "p1", 1), DocumentRef("form", "d1", 1))
    page = replace(a_page(), lines=(line,), documents=documents)
    act = replace(a_signature(), line="both", digests=("d1", "p1"))
    assert page.digests(line) == ("d1", "p1")
    assert rule_on_signature(page, act) is Ruling.GOOD
    assert rule_on_signature(page, replace(act, digests=("p1", "d1"))) is Ruling.OTHER_DOCUMENT
    assert rule_on_signature(page, replace(act, digests=("d1",))) is Ruling.OTHER_DOCUMENT


def test_the_missing_roles_are_named_once_in_the_order_of_the_lines() -> None:
    """Two open lines of one role are one person to wait for."""
    page = a_page("supervisor", "hr")
    twice = replace(page, lines=(*page.lines, replace(page.lines[0], id="employee_again")))
    assert list(missing(twice, TITLES)) == ["Employee", "Manager", "Head"]


def test_a_page_without_lines_has_nothing_open() -> None:
    """No stage, no lines, nothing missing."""
    page = replace(a_page(), lines=())
    assert page.open_lines == ()
    assert page.complete


@given(
    st.sampled_from((*FIVE, "notary")),
    st.integers(0, 2),
    st.sampled_from([("d1",), (), ("d2",), ("",)]),
    st.sampled_from(["A", " "]),
    st.sampled_from([*map(str.upper, FIVE), "X", ""]),
    st.sets(st.sampled_from(FIVE)),
)
def test_only_a_flawless_signature_is_good(  # noqa: PLR0913, PLR0917
    line: str, version: int, digests: tuple[str, ...], name: str, person: str, signed: set[str]
) -> None:
    """However the flaws combine."""
    act = SignatureGiven(line, version, digests, name, "", Attribution(person, "key", NOW))
    flawless = (
        line in FIVE
        and version == 1
        and line not in signed
        and person == line.upper()
        and digests == ("d1",)
        and name == "A"
    )
    assert (rule_on_signature(a_page(*signed), act) is Ruling.GOOD) is flawless
