"""A step takes hours, and people act meanwhile: it goes on with what is on the table then."""

from dataclasses import replace

from policy.account import Ending, Status
from policy.concerns import DutyDone, Reported
from policy.tasks import Purpose
from tests import people
from tests.case import Case, refusal
from tests.world import World
from workflows.arrangement import ArrangementWorkflow


async def test_what_everybody_has_signed_is_in_force_and_nobody_can_close_it(
    authorized: Case,
) -> None:
    """Its documents take long to be filed: the next modification waits for them."""
    await authorized.propose(authorized.on_days("monday"))
    await authorized.open_without_review(2)
    async with authorized.world.holding.back(authorized.reference, "file") as step:
        await authorized.sign_all(version=2)
        await step.reached.wait()
        assert "No modification is open" in await refusal(authorized.close())
        assert "being filed" in await refusal(authorized.propose(authorized.on_days("friday")))
    standing = await authorized.recorded()
    assert (standing.version, standing.in_force, standing.modification) == (2, 2, None)


async def test_a_decision_comes_after_the_reviews_that_were_given_before_it(world: World) -> None:
    """The roles take long to be looked up: nothing is ruled on, and the decision waits its turn."""
    reviewers = {
        "supervisor": people.SUPERVISOR,
        "manager": people.MANAGER,
        "agency_head": people.HEAD,
    }
    async with world.holding.back(world.next_reference, "opening") as step:
        case = await world.submit()
        await step.reached.wait()
        for role, person in reviewers.items():
            await case.review(role, person)
        await case.decide()
    standing = await case.open_without_review()
    assert standing.status is Status.SIGNING
    assert (await case.happened()).count("decided") == 1


async def test_a_decision_that_nobody_reviews_waits_for_who_plays_which_part(world: World) -> None:
    """The worker may be lost as it asks for the decision: it comes before that is asked again."""
    async with world.holding.back(world.next_reference, "opening") as step:
        case = await world.submit(change=lambda kept: replace(kept, reviewers=(), questions=()))
        await step.reached.wait()
        await case.decide()
    await case.until(lambda s: s.version == 1)
    assert (await case.happened()).count("decided") == 1


async def test_an_end_with_the_last_signature_comes_after_it(world: World) -> None:
    """The last signature is being put on record when the employee ends it: it was in force."""
    case = await world.submit()
    await case.open_for_signing()
    await case.sign_all(but=("employee",))
    await case.recorded()
    async with world.holding.back(case.reference, "record") as step:
        await case.sign("employee", people.EMPLOYEE)
        await step.reached.wait()
        await case.end(people.EMPLOYEE)
    standing = await case.recorded()
    assert (standing.ending, standing.in_force) == (Ending.ENDED_BY_EMPLOYEE, 1)
    happened = await case.happened()
    assert happened.index("authorized") < happened.index("ended")


async def test_what_is_missing_is_looked_for_in_the_version_on_the_table(authorized: Case) -> None:
    """The answer about a version that was closed meanwhile says nothing of the next one."""
    monday, worse = authorized.on_days("monday"), authorized.on_days("wednesday")
    answers = {k: v for k, v in worse.answers.items() if not k.startswith("insurance")}
    async with authorized.world.holding.back(authorized.reference, "freeze") as step:
        await authorized.propose(monday)
        await step.reached.wait()
        await authorized.close()
        await authorized.propose(replace(worse, answers=answers))
    standing = await authorized.until(lambda s: any(t.version == 3 for t in s.tasks))
    assert {t.purpose for t in standing.tasks if t.version == 3} == {Purpose.PROVIDE}
    assert standing.modification is Status.COMPLETING


async def test_documents_are_frozen_for_the_version_on_the_table(authorized: Case) -> None:
    """Those of a version that was closed meanwhile are nobody's to sign."""
    async with authorized.world.holding.back(authorized.reference, "freeze") as step:
        await authorized.propose(authorized.on_days("monday"))
        await step.reached.wait()
        await authorized.close()
        await authorized.propose(authorized.on_days("friday"))
    standing = await authorized.open_without_review(3)
    assert {t.version for t in standing.tasks if t.purpose is Purpose.SIGN} == {3}
    assert standing.held_up == ()
    assert [entry.version for entry in await authorized.timeline("frozen")] == [1, 3]


async def test_a_report_that_comes_while_the_last_is_put_on_record_is_lived_out(
    authorized: Case,
) -> None:
    """The records are away for hours: what the report opens is owed all the same."""
    await authorized.end(people.EMPLOYEE)
    standing = await authorized.recorded()
    (back,) = [task for task in standing.tasks if task.purpose is Purpose.DUTY]
    form = await authorized.whole_form(int(back.about))
    done = DutyDone(int(back.about), form, await authorized.world.by(back.person))
    told = Reported("interruption", "employee", {}, await authorized.world.by(people.EMPLOYEE))
    async with authorized.world.holding.back(authorized.reference, "record") as step:
        await authorized.handle.signal(ArrangementWorkflow.do_duty, done)
        await step.reached.wait()
        await authorized.until(lambda s: s.tasks == ())
        await authorized.handle.signal(ArrangementWorkflow.report, told)
        await authorized.until(lambda s: [t.purpose for t in s.tasks] == [Purpose.DUTY])
    assert (await authorized.answered(told.by.key)).kind == "reported"
    standing = await authorized.closed()
    assert (standing.ending, standing.tasks) == (Ending.ENDED_BY_EMPLOYEE, ())
    assert (await authorized.happened()).count("duty_done") == 2
