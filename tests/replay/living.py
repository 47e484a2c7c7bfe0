"""The ways through what is in force whose histories are kept."""

import json

from temporalio.client import WorkflowHistory

from policy.account import Status
from policy.deadlines import A_DAY
from tests import people
from tests.case import Case
from tests.workflows.concerned import a_change
from tests.workflows.test_endings import reason
from tests.world import World

LONG = 90


class Run:
    """One history of an arrangement that has more than one."""

    def __init__(self, case: Case, run_id: str) -> None:
        self._case = case
        self._run_id = run_id

    async def history(self) -> WorkflowHistory:
        """What that run did, and nothing of the others."""
        client = self._case.world.client
        handle = client.get_workflow_handle(self._case.reference, run_id=self._run_id)
        return await handle.fetch_history()


async def _skip(case: Case, days: int) -> None:
    """Let days pass, once nothing is under way any more."""
    await case.recorded()
    await case.world.skip(days=days)


async def _in_force(case: Case) -> Case:
    """Started, with nothing owed."""
    await case.authorized()
    await case.delivered()
    await _skip(case, days=40)
    await case.until(lambda s: s.status is Status.ACTIVE)
    return case


async def superseded(world: World) -> Case:
    """A modification was signed by all and lived out to its last day."""
    case = await _in_force(await world.submit())
    await case.propose(case.on_days("monday", "friday"))
    await case.open_without_review(2)
    await case.sign_all(version=2)
    await case.until(lambda s: s.version == s.in_force > 1)
    await case.delivered()
    await _skip(case, days=220)
    await case.closed()
    return case


async def modification_closed(world: World) -> Case:
    """Open: one modification was withdrawn half signed, another declined, a third is signed."""
    case = await _in_force(await world.submit())
    await case.propose(case.on_days("monday"))
    await case.open_without_review(2)
    await case.sign("employee", people.EMPLOYEE, version=2)
    await case.until(lambda s: "employee" in s.signed)
    await _skip(case, days=4)
    await case.close()
    await case.propose(case.on_days("friday"))
    await case.open_without_review(3)
    await case.decline("manager", people.MANAGER, version=3)
    await case.until(lambda s: s.modification is Status.DECLINED)
    await case.close(people.COORDINATOR, "The counter needs somebody on Fridays.")
    await case.propose(case.on_days("monday"), role="hr_representative", person=people.COORDINATOR)
    await case.open_without_review(4)
    await case.sign_all(but=("agency_head",), version=4)
    await case.recorded()
    return case


async def approvals(world: World) -> Case:
    """Open: requests approved, refused, taken back and lapsed, a recall, and one to be decided."""
    case = await _in_force(await world.submit())
    await case.rule_on(await case.ask_for("day_change", await a_change(case)))
    refused = await case.ask_for("day_change", await a_change(case))
    await case.rule_on(refused, approved=False, note="Too few at the counter.")
    await case.take_back(await case.ask_for("day_change", await a_change(case)))
    await case.ask_for("day_change", await a_change(case, days=6))
    await _skip(case, days=7)
    day = (await case.today() + 3 * A_DAY).isoformat()
    recall = {"day": day, "purpose": "Meeting"}
    await case.ask_for("called_in", recall, role="supervisor", person=people.SUPERVISOR)
    await case.ask_for("day_change", await a_change(case))
    await _skip(case, days=2)
    await case.recorded()
    return case


async def reported(world: World) -> Case:
    """Open: a report that only tells, one whose proof came late, one that still opens a duty."""
    case = await _in_force(await world.submit())
    day = (await case.today()).isoformat()
    await case.report("injury", {"day": day, "at": "9:00", "what": "A fall."})
    await case.report("care_change", {"day": day, "dependents": "yes"})
    number = await _owed(case)
    await _skip(case, days=40)
    await case.do_duty(number, people.MANAGER)
    await case.do_duty(number, people.EMPLOYEE)
    now = {"day": (await case.today()).isoformat(), "since": "10:15", "cause": "Other"}
    await case.report("interruption", now)
    await _owed(case)
    await case.recorded()
    return case


async def _owed(case: Case) -> int:
    """The number of the one duty that is owed, once it is."""
    standing = await case.until(lambda s: any(t.purpose == "duty" for t in s.tasks))
    return next(int(task.about) for task in standing.tasks if task.purpose == "duty")


async def ended_by_notice(world: World) -> Case:
    """Notice was withdrawn once and given again; every item was brought back in the end."""
    listed = json.dumps([{"item": "Laptop", "tag": "4711"}, {"item": "Screen", "tag": "4712"}])
    case = await _in_force(await world.submit(equipment=listed))
    because, last_day = reason(case, at_once=False), await case.today() + 20 * A_DAY
    await case.end_for(because, last_day=last_day)
    await case.recorded()
    await case.withdraw_ending()
    await case.recorded()
    await case.end_for(because, last_day=last_day)
    await _skip(case, days=30)
    await case.until(lambda s: s.status is Status.ENDED)
    await case.closed()
    return case


async def terminated(world: World) -> Case:
    """Ended at once, with a modification open and a request undecided."""
    case = await _in_force(await world.submit())
    await case.ask_for("day_change", await a_change(case))
    await case.propose(case.on_days("monday"))
    await case.open_without_review(2)
    await case.end_for(reason(case, at_once=True))
    await case.closed()
    return case


async def job_changed(world: World) -> Case:
    """The news of another job came nine days late."""
    case = await _in_force(await world.submit())
    because = next(r.id for r in case.plan.in_force.ending.reasons if r.job_change)
    await case.change_job(await case.today() - 9 * A_DAY, because)
    await case.closed()
    return case


async def handed_over(world: World) -> Case:
    """Open: a supervisor left with a request undecided, and the next one decided it."""
    case = await _in_force(await world.submit())
    number = await case.ask_for("day_change", await a_change(case))
    await case.change_holder("supervisor", departed=(people.SUPERVISOR,))
    await case.recorded()
    await case.change_holder("supervisor", people.COLLEAGUE)
    await case.rule_on(number, person=people.COLLEAGUE)
    await case.recorded()
    return case


async def _begun(world: World) -> Case:
    """With a copy, a request and a proof owed, and notice given."""
    case = await world.submit()
    await case.authorized()
    day = (await case.today()).isoformat()
    await case.ask_for("day_change", await a_change(case, days=60))
    await case.report("care_change", {"day": day, "dependents": "yes"})
    last_day = await case.today() + LONG * A_DAY
    await case.end_for(reason(case, at_once=False), last_day=last_day)
    await case.recorded()
    return case


async def until_begun_anew(world: World) -> Run:
    """Closed: a fresh history began while much was owed."""
    case = await _begun(world)
    run_id = (await case.handle.describe()).run_id
    await case.begin_anew()
    return Run(case, run_id)


async def begun_anew(world: World) -> Run:
    """The fresh history: what was owed is done in it, a modification signed, the notice kept."""
    case = await _begun(world)
    await case.begin_anew()
    run_id = (await case.handle.describe()).run_id
    await case.delivered()
    await case.rule_on(1)
    await case.do_duty(await _owed(case), people.EMPLOYEE)
    await case.propose(case.on_days("monday"))
    await case.open_without_review(2)
    await case.sign_all(version=2)
    await case.delivered()
    await _skip(case, days=LONG + 10)
    await case.closed()
    return Run(case, run_id)


PATHS = (
    superseded, modification_closed, approvals, reported, ended_by_notice, terminated,
    job_changed, handed_over, until_begun_anew, begun_anew,
)  # fmt: skip
