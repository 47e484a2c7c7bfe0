"""What the analyses of one request say of it, as values: no records, no pages (GL32 III)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from api.rights.analyzed import Analyzed
from policy.analysis import Finding, Found
from policy.computing import Computed
from policy.plan import Asked
from tests.policy.samples import CONNECTICUT

REVIEWER, OTHER, DECIDER = "supervisor", "manager", "hr_representative"
OWN = "computer=own"
WHOLE = (
    Asked("p6", 1, REVIEWER, "yes"),
    Asked("n7", 3, REVIEWER, "no", computed=True),
    Asked("n8", 3, REVIEWER, "no", computed=True, when="trains=yes"),
    Asked("y9", 3, OTHER, "yes", {"apart": ()}, when=OWN, ways_open={"apart": "web=yes"}),
    Asked("s2", 4, DECIDER, "yes", computed=True),
)


def analyzed(
    found: Iterable[Finding] = (),
    answers: Mapping[str, str] | None = None,
    again: Iterable[str] = (),
    whole: tuple[Asked, ...] = WHOLE,
) -> Analyzed:
    """Such a request; the facts say no to every question that they answer."""
    at = datetime(2026, 11, 10, tzinfo=UTC)
    return Analyzed(
        program=CONNECTICUT,
        whole=whole,
        may_set_aside=(),
        answers=answers or {},
        history=tuple(Found(each, "", "", at) for each in found),
        computed={each.id: Computed("no", "") for each in whole if each.computed},
        today=date(2026, 11, 10),
        again=frozenset(again),
    )


def ids(asked: Iterable[Asked]) -> list[str]:
    """Their names."""
    return [each.id for each in asked]


def told(case: Analyzed) -> dict[str, str]:
    """What the facts say at this moment, by question."""
    assert all(each.computed for each in case.now)
    return {each.question: each.answer for each in case.now}


def test_the_facts_speak_again_only_to_what_was_answered() -> None:
    assert told(analyzed()) == {}
    assert told(analyzed([Finding("n7", "yes"), Finding("p6", "no")])) == {"n7": "no"}


def test_the_facts_say_nothing_to_what_is_not_asked_any_more() -> None:
    given = [Finding("p6", "no"), Finding("n8", "yes")]
    assert told(analyzed(given)) == {}
    assert told(analyzed(given, {"trains": "yes"})) == {"n8": "no"}


def test_the_facts_answer_the_decider_whose_question_is_open() -> None:
    met = [Finding("p6", "yes"), Finding("n7", "no")]
    assert told(analyzed(met)) == {"n7": "no", "s2": "no"}
    assert told(analyzed([Finding("p6", "yes"), Finding("n7", "yes")])) == {"n7": "no"}


def test_a_role_asked_once_more_may_answer_what_only_a_changed_proposal_is_asked() -> None:
    assert ids(analyzed().of(OTHER)) == []
    assert ids(analyzed(again=[REVIEWER]).of(OTHER)) == []
    assert ids(analyzed(again=[OTHER]).of(OTHER)) == ["y9"]
    ready = [Finding("p6", "yes"), Finding("n7", "no")]
    assert ids(analyzed(ready, again=[OTHER]).open_to(OTHER)) == ["y9"]
    assert ids(analyzed(ready, again=[REVIEWER]).open_to(OTHER)) == []


def test_a_role_asked_once_more_may_claim_every_exception() -> None:
    mine = {"computer": "own"}
    (once,) = analyzed(answers=mine).of(OTHER)
    (again,) = analyzed(answers=mine, again=[OTHER]).of(OTHER)
    assert (once.ways_out, again.ways_out) == ({}, {"apart": ()})


def test_what_may_be_answered_ahead_holds_back_nothing() -> None:
    """Only a question that is asked has to be met before those of later analyses open."""
    both = (*WHOLE[3:4], Asked("s1", 4, OTHER, "yes"))
    assert ids(analyzed(again=[OTHER], whole=both).open_to(OTHER)) == ["y9", "s1"]
    asked = analyzed(answers={"computer": "own"}, again=[OTHER], whole=both)
    assert ids(asked.open_to(OTHER)) == ["y9"]


def test_only_a_claimed_exception_that_the_proposal_allows_is_enough() -> None:
    claimed = Finding("y9", "no", way_out="apart")
    met = [Finding("p6", "yes"), Finding("n7", "no"), claimed]
    own = {"computer": "own"}
    assert ids(analyzed(met, own, again=[OTHER]).open_to(DECIDER)) == []
    assert ids(analyzed(met, {**own, "web": "yes"}).open_to(DECIDER)) == ["s2"]


def test_answers_that_are_about_to_be_given_open_what_rests_on_them() -> None:
    met = [Finding("p6", "yes"), Finding("n7", "no")]
    case = analyzed(met)
    assert ids(case.of(OTHER, {"computer": "own"})) == ["y9"]
    assert ids(case.open_to(OTHER, (), {"computer": "own"})) == ["y9"]
    assert ids(analyzed([met[0]]).open_to(DECIDER)) == []
    assert ids(analyzed([met[0]]).open_to(DECIDER, [met[1]])) == ["s2"]


def test_a_question_is_whose_the_program_says_ahead_or_not() -> None:
    case = analyzed()
    assert [case.role_of(f"findings.{name}") for name in ("p6", "y9", "?")] == [REVIEWER, OTHER, ""]
    assert [case.is_ahead(name) for name in ("p6", "y9")] == [False, True]
