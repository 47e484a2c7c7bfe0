"""The analyses: position, employee, proposal, Section IV, each locked until the one before."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio

from policy.account import Standing, Status
from policy.acts import DecisionGiven, Outcome
from policy.analysis import Finding, Found
from policy.plan import Plan
from records import findings
from tests import people
from tests.case import Case, refusal
from tests.reviewing import DENIED, MODIFIED
from tests.world import World, a_world
from workflows.arrangement import ArrangementWorkflow

pytestmark = pytest.mark.asyncio(loop_scope="module")

YES = [f"y{number}" for number in range(1, 12)]
NO = [f"n{number}" for number in range(1, 11)]
HOLDERS = {
    "supervisor": people.SUPERVISOR,
    "manager": people.MANAGER,
    "agency_head": people.HEAD,
}
OWN_COMPUTER = "My own computer, only for state email or a secure web application"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """One installation for all of these: none of them lets time pass."""
    folder: Path = tmp_path_factory.mktemp("world")
    async with a_world(folder) as found:
        yield found


def asked(standing: Standing) -> list[tuple[str, str]]:
    """What is asked of whom now."""
    return [(task.purpose, task.role) for task in standing.tasks]


async def reviewed(case: Case, role: str, **otherwise: str) -> Standing:
    """A role reviews when it is asked: as approval needs it, but for some answers."""
    await case.asked_to_review(role)
    act = await case.review(role, HOLDERS[role], findings=case.favorable(role, **otherwise))
    assert (await case.answered(act.by.key)).kind == "review_given"
    return await case.recorded()


def of_orders(case: Case, role: str, *orders: int, **otherwise: str) -> tuple[Finding, ...]:
    """A role's findings of some analyses only."""
    among = {question.id for question in case.plan.questions if question.order in orders}
    return tuple(each for each in case.favorable(role, **otherwise) if each.question in among)


def standing_findings(case: Case) -> dict[str, Found]:
    """The finding that stands on each question, on record."""
    with case.world.tools.sessions() as session:
        return findings.latest(session, case.reference)


def history_of(case: Case, question: str) -> list[str]:
    """Every answer to a question, on record in its order."""
    with case.world.tools.sessions() as session:
        found = findings.history(session, case.reference)
    return [each.finding.answer for each in found if each.finding.question == question]


@pytest.mark.requirement("CT-023")
@pytest.mark.requirement("CT-031")
@pytest.mark.requirement("CT-039")
@pytest.mark.requirement("CT-066")
async def test_each_is_asked_when_the_analysis_before_is_answered(world: World) -> None:
    """Supervisor, manager, agency head, then the decider: nobody before their questions open."""
    case = await world.submit()
    standing = await case.until(lambda s: bool(s.tasks))
    assert asked(standing) == [("review", "supervisor")]
    for role in ("manager", "agency_head"):
        early = await case.review(role, HOLDERS[role])
        assert (await case.answered(early.by.key)).note == "this review is not asked of this person"
    assert asked(await reviewed(case, "supervisor")) == [("review", "manager")]
    assert asked(await reviewed(case, "manager")) == [("review", "agency_head")]
    standing = await reviewed(case, "agency_head")
    assert (standing.status, asked(standing)) == (
        Status.DECISION,
        [("decide", "hr_representative")],
    )
    await case.decide()
    assert {found.person for found in standing_findings(case).values()} == {
        *HOLDERS.values(), people.COORDINATOR,
    }  # fmt: skip


@pytest.mark.requirement("CT-023")
@pytest.mark.requirement("CT-031")
@pytest.mark.requirement("CT-039")
@pytest.mark.parametrize(
    ("orders", "locked"),
    [((2,), "e1"), ((1, 3), "y1"), ((2, 3), "e1"), ((3,), "y1")],
    ids=["employee first", "no employee", "no position", "proposal first"],
)
async def test_no_analysis_is_answered_before_the_one_before_it(
    world: World, orders: tuple[int, ...], locked: str
) -> None:
    """A review that skips one is refused whole, and nothing of it is on record."""
    case = await world.submit()
    await case.asked_to_review("supervisor")
    found = of_orders(case, "supervisor", *orders)
    act = await case.review("supervisor", people.SUPERVISOR, findings=found)
    why = (await case.answered(act.by.key)).note
    assert "not open to this role" in why
    assert locked in why
    assert standing_findings(case) == {}


@dataclass(frozen=True)
class Stop:
    """An answer that stops the review: whose it is, and of which analyses it comes."""

    question: str
    answer: str
    role: str
    orders: tuple[int, ...]


@pytest.mark.requirement("CT-024")
@pytest.mark.requirement("CT-032")
@pytest.mark.requirement("CT-066")
@pytest.mark.parametrize(
    "stop",
    [
        Stop("p6", "no", "supervisor", (1,)),
        Stop("p7", "no", "supervisor", (1,)),
        Stop("e7", "no", "supervisor", (1, 2)),
        Stop("s1", "no", "agency_head", (4,)),
    ],
    ids=lambda stop: stop.question,
)
async def test_one_answer_stops_what_follows_and_leaves_only_a_denial(
    world: World, stop: Stop
) -> None:
    """No later analysis opens; the decision opens, and approval is refused by the question."""
    case = await world.submit()
    if stop.role != "supervisor":
        await reviewed(case, "supervisor")
        await reviewed(case, "manager")
    await case.asked_to_review(stop.role)
    found = of_orders(case, stop.role, *stop.orders, **{stop.question: stop.answer})
    await case.review(stop.role, HOLDERS[stop.role], findings=found)
    standing = await case.until(lambda s: s.status is Status.DECISION)
    assert asked(standing) == [("decide", "hr_representative")]
    assert stop.question in await refusal(case.decide())
    await case.decide(DENIED, reason="As found in the analysis.", findings=())
    assert (await case.closed()).status is Status.DENIED


async def test_the_deciders_own_question_stops_the_approval(world: World) -> None:
    """Section IV is theirs to judge; a reviewer's question is not."""
    case = await world.submit()
    await case.reviewed()
    assert "s2" in await refusal(case.decide(findings=(Finding("s2", "no"),)))
    assert "s2" in await refusal(case.decide(findings=()))
    foreign = (Finding("s2", "yes"), Finding("y1", "yes"))
    assert "a reviewer's: y1" in await refusal(case.decide(findings=foreign))
    await case.decide()


@pytest.mark.requirement("CT-040")
@pytest.mark.requirement("CT-055")
@pytest.mark.parametrize("question", [*YES, *NO])
async def test_every_question_on_the_proposal_blocks_approval_by_name(
    world: World, question: str
) -> None:
    """Eleven Yes and ten No: another answer is on record by its reviewer, and only denial left."""
    case = await world.submit()
    (role,) = {each.role for each in case.plan.questions if each.id == question}
    other = "no" if question in YES else "yes"
    for each in ("supervisor", "manager"):
        await reviewed(case, each, **({question: other} if each == role else {}))
    standing = await case.until(lambda s: s.status is Status.DECISION)
    assert asked(standing) == [("decide", "hr_representative")]
    computed = {each.question for each in case.computed()}
    still = tuple(Finding(each, other, computed=True) for each in {question} & computed)
    why = await refusal(case.decide(computed=still))
    assert f"as the program says: {question} (" in why
    found = standing_findings(case)[question]
    assert (found.finding.answer, found.person) == (other, HOLDERS[role])
    await case.decide(DENIED, reason=f"Question {question}.", findings=())
    assert (await case.closed()).status is Status.DENIED


@pytest.mark.requirement("CT-040")
@pytest.mark.requirement("CT-055")
@pytest.mark.parametrize("given", [None, "", "  "])
@pytest.mark.parametrize("question", ["y1", "n5", "p7", "e7"])
async def test_no_question_is_left_blank(world: World, question: str, given: str | None) -> None:
    """A review without an answer is refused and names the question."""
    case = await world.submit()
    await case.asked_to_review("supervisor")
    found = case.favorable("supervisor", **({question: given} if given is not None else {}))
    left = tuple(each for each in found if given is not None or each.question != question)
    act = await case.review("supervisor", people.SUPERVISOR, findings=left)
    entry = await case.answered(act.by.key)
    assert entry.kind == "refused"
    assert question in entry.note or "not open" in entry.note


@pytest.mark.parametrize("named", ["CORE-CT over the state's portal", ""])
async def test_a_way_out_counts_only_with_what_it_needs(world: World, named: str) -> None:
    """Equipment the agency cannot provide is no obstacle where an exception is filled in."""
    case = await world.submit(equipment_mode=OWN_COMPUTER, web_application=named)
    await reviewed(case, "supervisor")
    await case.asked_to_review("manager")
    found = tuple(
        Finding("y9", "no", way_out="web_only") if each.question == "y9" else each
        for each in case.favorable("manager")
    )
    await case.review("manager", people.MANAGER, findings=found)
    if named:
        await reviewed(case, "agency_head")
        await case.decide()
        assert await case.timeline("decided")
    else:
        await case.until(lambda s: s.status is Status.DECISION)
        assert "y9" in await refusal(case.decide())


async def test_a_way_out_that_the_proposal_does_not_open_is_none(world: World) -> None:
    """Who asks for the state's equipment cannot claim to need no computer."""
    case = await world.submit()
    await reviewed(case, "supervisor")
    await case.asked_to_review("manager")
    found = tuple(
        Finding("y9", "no", way_out="no_computer") if each.question == "y9" else each
        for each in case.favorable("manager")
    )
    await case.review("manager", people.MANAGER, findings=found)
    await case.until(lambda s: s.status is Status.DECISION)
    assert "y9" in await refusal(case.decide())


@pytest.mark.requirement("CT-065")
async def test_facts_are_judged_as_they_are_at_the_decision(world: World) -> None:
    """Disciplined between the review and the decision: what was No is Yes, and blocks."""
    case = await world.submit()
    await case.reviewed()
    disciplined = (Finding("n10", "yes", "Disciplined on 2026-11-20.", computed=True),)
    told = await refusal(case.decide(computed=disciplined))
    assert "as the program says: n10 (Supervisor)." in told
    await case.decide(DENIED, reason="Discipline.", findings=(), computed=disciplined)
    await case.closed()
    assert history_of(case, "n10") == ["no", "yes"]
    newest = standing_findings(case)["n10"]
    assert (newest.person, newest.finding.remark) == (
        people.COORDINATOR,
        "Disciplined on 2026-11-20.",
    )


@pytest.mark.requirement("CT-065")
async def test_what_the_facts_answered_at_the_review_does_not_carry_an_approval(
    world: World,
) -> None:
    """They are asked again as the decision is made, or it is no approval."""
    case = await world.submit()
    await case.reviewed()
    own = case.favorable(case.plan.decider or "")
    act = DecisionGiven(
        Outcome.APPROVED, "It fits.", await world.by(people.COORDINATOR), findings=own
    )
    told = await refusal(case.handle.execute_update(ArrangementWorkflow.decide, act))
    named = ", ".join(f"{each} (Supervisor)" for each in ("y7", "n7", "n8", "n9", "n10"))
    assert told.endswith(f"as the program says: {named}.")
    await case.decide()


@pytest.mark.requirement("CT-065")
async def test_facts_that_became_good_open_the_way(world: World) -> None:
    """A working test period that ended before the decision is no obstacle any more."""
    case = await world.submit()
    await reviewed(case, "supervisor", n8="yes")
    await reviewed(case, "manager")
    await case.until(lambda s: s.status is Status.DECISION)
    ended = (Finding("n8", "no", computed=True),)
    assert "s1" in await refusal(case.decide(computed=ended))


async def test_facts_that_do_not_say_are_not_the_answer_needed(world: World) -> None:
    """No rating on file is no satisfactory rating."""
    case = await world.submit()
    await reviewed(case, "supervisor", y7="")
    await reviewed(case, "manager")
    await case.until(lambda s: s.status is Status.DECISION)
    assert "y7" in await refusal(case.decide(computed=(Finding("y7", "", computed=True),)))


@pytest.mark.requirement("CT-020")
async def test_a_second_proposal_begins_without_findings(world: World) -> None:
    """Approved once, asked anew: every question, by every reviewer."""
    first = await world.submit()
    await first.reviewed()
    await first.decide()
    second = await world.submit()
    standing = await second.until(lambda s: bool(s.tasks))
    await second.recorded()
    assert asked(standing) == [("review", "supervisor")]
    assert standing_findings(first)
    assert standing_findings(second) == {}
    assert "every review is in" in await refusal(second.decide())


async def test_asked_again_a_reviewers_newest_answers_count_and_the_old_stay(
    world: World,
) -> None:
    """The decision closes meanwhile; whoever comes after is asked once the way is free."""
    case = await world.submit()
    await reviewed(case, "supervisor", n5="yes")
    await reviewed(case, "manager")
    await case.until(lambda s: s.status is Status.DECISION)
    await case.ask_to_review_again("supervisor")
    assert asked(await case.standing()) == [("review", "supervisor")]
    assert "every review is in" in await refusal(case.decide(DENIED))
    assert asked(await reviewed(case, "supervisor")) == [("review", "agency_head")]
    await reviewed(case, "agency_head")
    await case.decide()
    assert history_of(case, "n5") == ["yes", "no"]
    assert [entry.role for entry in await case.timeline("asked_again")] == ["supervisor"]
    assert len(await case.timeline("review_given")) == 4


async def test_who_is_asked_again_may_close_what_others_were_asked(world: World) -> None:
    """The position is not fit after all: the agency head is asked no more, only denial is left."""
    case = await world.submit()
    await reviewed(case, "supervisor")
    await reviewed(case, "manager")
    await case.asked_to_review("agency_head")
    await case.ask_to_review_again("supervisor")
    found = of_orders(case, "supervisor", 1, p7="no")
    await case.review("supervisor", people.SUPERVISOR, findings=found)
    standing = await case.until(lambda s: s.status is Status.DECISION)
    assert asked(standing) == [("decide", "hr_representative")]
    late = await case.review("agency_head", people.HEAD)
    assert (await case.answered(late.by.key)).kind == "refused"
    assert "p7" in await refusal(case.decide())
    assert "not open now" in await refusal(case.ask_to_review_again("manager"))


async def test_a_reviewer_is_asked_again_only_where_that_can_help(world: World) -> None:
    """By the coordinator, once at a time, after a review and before the decision."""
    case = await world.submit()
    await case.asked_to_review("supervisor")
    assert "Nobody in this role" in await refusal(case.ask_to_review_again("supervisor"))
    await reviewed(case, "supervisor")
    by_a_reviewer = case.ask_to_review_again("supervisor", person=people.MANAGER)
    assert "Only the" in await refusal(by_a_reviewer)
    await case.ask_to_review_again("supervisor")
    assert "already asked" in await refusal(case.ask_to_review_again("supervisor"))
    assert asked(await case.standing()).count(("review", "supervisor")) == 1
    await case.reviewed()
    await case.decide()
    assert "Nobody in this role" in await refusal(case.ask_to_review_again("supervisor"))


async def test_a_review_after_the_decision_changes_nothing(world: World) -> None:
    """It is refused, and on record as such."""
    case = await world.submit()
    await case.reviewed()
    await case.decide()
    late = await case.review("manager", people.MANAGER, findings=case.favorable("manager", y2="no"))
    assert (await case.answered(late.by.key)).note == "this review is already given"
    assert history_of(case, "y2") == ["yes"]


@pytest.mark.requirement("CT-082")
async def test_approval_as_modified_keeps_what_the_agency_filled_in(world: World) -> None:
    """The decider changes the request, not the fields of the supervisor."""
    case = await world.submit()
    await case.reviewed()
    changed = case.with_answers(duties_away="Reports only.", own_measures="None at all.")
    await case.decide(MODIFIED, proposal=changed)
    await case.asked("manager")
    answers = case.answers_on_record(1)
    assert (answers["duties_away"], answers["own_measures"]) == ("Reports only.", "As agreed.")


@pytest.mark.requirement("CT-066")
async def test_a_change_by_the_agency_brings_the_questions_that_it_makes_apply(
    world: World,
) -> None:
    """Nobody was asked about a reduced schedule: approving one needs the answer all the same."""
    case = await world.submit()
    await case.reviewed()
    changed = case.with_answers(schedule_type="Reduced")
    why = await refusal(case.decide(MODIFIED, proposal=changed))
    assert "s3 (" in why
    answered = (*case.favorable("hr_representative"), Finding("s3", "yes"))
    await case.decide(MODIFIED, proposal=changed, findings=answered)
    assert standing_findings(case)["s3"].finding.answer == "yes"


@pytest.mark.requirement("CT-049")
async def test_an_exception_that_the_change_closes_makes_no_other_answer_do(world: World) -> None:
    """The manager's no rested on the employee's own computer; asked again, they say yes."""
    case = await world.submit(equipment_mode=OWN_COMPUTER, web_application="CORE-CT")
    no = Finding("y9", "no", way_out="web_only")
    kept = tuple(each for each in case.favorable("manager") if each.question != "y9")
    await reviewed(case, "supervisor")
    await case.asked_to_review("manager")
    await case.review("manager", people.MANAGER, findings=(*kept, no))
    await reviewed(case, "agency_head")
    await case.until(lambda s: s.status is Status.DECISION)
    changed = case.with_answers(equipment_mode="State-issued equipment", web_application="")
    why = await refusal(case.decide(MODIFIED, proposal=changed))
    assert "y9 (" in why
    await case.ask_to_review_again("manager")
    await reviewed(case, "manager")
    await case.until(lambda s: s.status is Status.DECISION)
    await case.decide(MODIFIED, proposal=changed)


def asked_of_the_agency_head(rules: Plan) -> Plan:
    """The same rules, but the alternate schedule is the agency head's to judge."""
    asked = (replace(q, role="agency_head") if q.id == "s3" else q for q in rules.questions)
    return replace(rules, questions=tuple(asked))


async def test_a_reviewer_may_answer_what_only_a_changed_proposal_is_asked(world: World) -> None:
    """Asked again, they answer ahead, and the change can be approved."""
    case = await world.submit(change=asked_of_the_agency_head)
    await case.reviewed()
    changed = case.with_answers(schedule_type="Reduced")
    assert "s3 (Agency head" in await refusal(case.decide(MODIFIED, proposal=changed))
    await case.ask_to_review_again("agency_head")
    await case.asked_to_review("agency_head")
    findings = (*case.favorable("agency_head"), Finding("s3", "yes"))
    await case.review("agency_head", people.HEAD, findings=findings)
    await case.until(lambda s: s.status is Status.DECISION)
    await case.decide(MODIFIED, proposal=changed)
