"""One signal of each kind to one arrangement, and what the model says of it when it arrives."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from policy.acts import CopyAcknowledged, Delivered, Provided, ReviewGiven, SignatureDeclined
from policy.changes import HoldersChanged, JobChanged
from policy.concerns import ApprovalDecided, DutyDone, Reported
from policy.deadlines import A_DAY
from policy.directory import liaison_of
from policy.holders import Holder
from tests import people
from tests.workflows.model import HOLDERS, LINES
from tests.workflows.storming import Stage
from tests.workflows.storming_answers import Given, asking

DAY_CHANGE, OWN_COMPUTER, CARE_UPDATE = 1, 2, 4
"""The numbers of what waits for a decision or is owed; 3 is the report that opened the duty."""


@dataclass(frozen=True)
class Sent:
    """A signal by its name; `judge` says whether the model takes it, and moves the model.

    `key` is that of the act; blank for what nobody does.
    """

    name: str
    act: object
    judge: Callable[[], object]
    key: str = ""


async def set_up(stage: Stage) -> None:
    """Two approvals are asked for, a duty is owed, and a modification waits for signatures."""
    case, model = stage.case, stage.model
    for rule, days in (("day_change", 6), ("own_computer", 0)):
        approval = model.rules.approval(rule)
        assert approval is not None
        answers = asking(approval, Given(model.today + days * A_DAY, 0), lasting=False)
        assert model.ask(approval, "employee", people.EMPLOYEE, answers)
        await case.ask_for(rule, answers)
    told = {"day": model.today.isoformat(), "dependents": "yes"}
    assert model.report("care_change", "employee", people.EMPLOYEE, told)
    await case.report("care_change", told)
    stage.tabled = case.on_days("monday")
    assert model.propose("employee", people.EMPLOYEE, model.ends_on)
    await case.propose(stage.tabled)
    await stage.opened()
    await stage.holds()


async def of_every_kind(stage: Stage, *, ending: bool) -> list[Sent]:
    """Each by whoever is to send it; news that end it only where it is to end."""
    return [
        *await _on_the_table(stage),
        *await _on_concerns(stage),
        *await _on_copies(stage),
        *await _out_of_place(stage),
        *await _of_the_directory(stage, ending=ending),
    ]


async def _on_the_table(stage: Stage) -> list[Sent]:
    """Five signatures, and a refusal to sign."""
    model, version = stage.model, stage.model.table
    found = []
    for line in LINES:
        act = await stage.case.signature(line, HOLDERS[line], version=version)
        judge = partial(model.sign, line, HOLDERS[line], version)
        found.append(Sent("sign", act, judge, act.by.key))
    by = await stage.world.by(people.MANAGER)
    act_ = SignatureDeclined("manager", version, "Not now.", by)
    judge_ = partial(model.decline, "manager", people.MANAGER, version)
    return [*found, Sent("decline", act_, judge_, by.key)]


async def _on_concerns(stage: Stage) -> list[Sent]:
    """An approval, a refusal, a report, and what a duty asks for."""
    model = stage.model
    jo, pia, ana = [
        await stage.world.by(each) for each in (people.SUPERVISOR, people.MANAGER, people.EMPLOYEE)
    ]
    again = await stage.world.by(people.EMPLOYEE)
    told = {"day": model.today.isoformat()}
    return [
        Sent(
            "decide_approval",
            ApprovalDecided(DAY_CHANGE, True, "", jo),
            partial(model.decide, DAY_CHANGE, jo.person, approved=True, note="", made=jo.at),
            jo.key,
        ),
        Sent(
            "decide_approval",
            ApprovalDecided(OWN_COMPUTER, False, "No.", pia),
            partial(
                model.decide, OWN_COMPUTER, pia.person, approved=False, note="No.", made=pia.at
            ),
            pia.key,
        ),
        Sent(
            "report",
            Reported("injury", "employee", told, ana),
            partial(model.report, "injury", "employee", ana.person, told),
            ana.key,
        ),
        Sent(
            "do_duty",
            DutyDone(CARE_UPDATE, {"care_proof": "None is needed."}, again),
            partial(model.do, CARE_UPDATE, again.person, {"care_proof": "None is needed."}),
            again.key,
        ),
    ]


async def _on_copies(stage: Stage) -> list[Sent]:
    """The mail with the first copy is delivered, and acknowledged by whoever got it."""
    (letter,) = await stage.case.letters("copy_delivery")
    model = stage.model
    by = await stage.world.by(liaison_of(stage.case.submission.agency))
    return [
        Sent("delivered", Delivered(letter.key, by.at), partial(model.arrive, 1)),
        Sent(
            "acknowledge",
            CopyAcknowledged("das", 1, by),
            partial(model.acknowledge, by.person, 1),
            by.key,
        ),
    ]


async def _out_of_place(stage: Stage) -> list[Sent]:
    """A review and an answer for which nobody asks any more."""
    jo, ana = await stage.world.by(people.SUPERVISOR), await stage.world.by(people.EMPLOYEE)
    review = ReviewGiven("supervisor", True, "Late.", jo)
    return [
        Sent("give_review", review, lambda: False, jo.key),
        Sent("provide", Provided("employee", {"hipaa": "no"}, ana), lambda: False, ana.key),
    ]


async def _of_the_directory(stage: Stage, *, ending: bool) -> list[Sent]:
    """Another manager; and another job, where it is to end."""
    model, on = stage.model, stage.model.today
    by, news = await stage.world.by(""), await stage.world.by("")
    others = HoldersChanged({"manager": (Holder(people.COLLEAGUE),)}, (people.COORDINATOR,), by)
    named = partial(model.hear_of, "manager", people.COLLEAGUE)
    found = [Sent("change_holders", others, named, by.key)]
    if ending:
        act = JobChanged(on, news, "promotion")
        found.append(Sent("change_job", act, partial(model.change_job, on), news.key))
    return found
