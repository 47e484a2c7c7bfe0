"""Everything that people and systems can do to an arrangement, each once, well or out of place."""

from dataclasses import dataclass, replace

from temporalio.client import WorkflowUpdateFailedError
from temporalio.service import RPCError, RPCStatusCode

from policy.acts import (
    Accommodated,
    Amendment,
    AskedAgain,
    Attribution,
    CopyAcknowledged,
    DecisionGiven,
    Delivered,
    Determination,
    Outcome,
    Provided,
    Reminded,
    ReviewGiven,
    SignatureDeclined,
    SignerReplaced,
)
from policy.analysis import together
from policy.changes import (
    EndingWithdrawn,
    EndRequested,
    HoldersChanged,
    JobChanged,
    ModificationClosed,
    ModificationProposed,
)
from policy.concerns import (
    ApprovalAsked,
    ApprovalDecided,
    ApprovalWithdrawn,
    DutyDone,
    Reported,
)
from policy.deadlines import local_date
from policy.holders import Holder
from tests import people
from tests.case import Case
from workflows.desk import Act

ENDING = ("change_job", "end", "withdraw_ending")
"""The acts that end it, or take that back."""


@dataclass(frozen=True)
class Doer:
    """Does everything to one arrangement; `taken` are the keys of what the engine has accepted.

    What comes after the very end is turned away by the engine.
    """

    case: Case
    taken: set[str]

    async def do_all(self, *, ending: bool) -> None:
        """Every act in turn: with those that end it before all others, or without them."""
        signals, updates = await self._signals(), await self._updates()
        names = [name for name in (*updates, *signals) if name not in ENDING]
        for name in (*ENDING, *names) if ending else names:
            if name in updates:
                await self._update(name, updates[name])
            else:
                await self._signal(name, signals[name])

    async def known(self) -> set[str]:
        """The names of all that is done here."""
        return {*await self._signals(), *await self._updates(), "begin_anew", "delivered"}

    async def _signal(self, name: str, act: Act) -> None:
        nothing = Delivered("none", await self.case.world.now())
        try:
            await self.case.handle.signal(name, act)
            self.taken.add(act.by.key)
            await self.case.handle.signal("delivered", nothing)
            await self.case.handle.signal("begin_anew")
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise

    async def _update(self, name: str, act: Act) -> None:
        try:
            await self.case.handle.execute_update(name, act)
            self.taken.add(act.by.key)
        except WorkflowUpdateFailedError:
            return
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise

    async def _signals(self) -> dict[str, Act]:
        case, version = self.case, (await self.case.standing()).version
        manager, supervisor = await self._by(people.MANAGER), await self._by(people.SUPERVISOR)
        found = case.favorable("supervisor")
        role, field = next(((n.role, n.field) for n in case.plan.needs), ("employee", "phone"))
        today = local_date(await case.world.now(), case.plan.time_zone)
        return {
            "give_review": ReviewGiven("supervisor", True, "Fine.", supervisor, together(found)),
            "provide": Provided(role, {field: "x"}, await self._by(people.EMPLOYEE)),
            "sign": await case.signature("manager", people.MANAGER, version=version),
            "decline": SignatureDeclined("supervisor", version, "Not so.", await self._by("1002")),
            "acknowledge": CopyAcknowledged("das", 1, await self._by("liaison:comptroller")),
            "decide_approval": ApprovalDecided(2, True, "", await self._by(people.SUPERVISOR)),
            "report": Reported("interruption", "employee", {}, await self._by(people.EMPLOYEE)),
            "do_duty": DutyDone(1, {"disposition": "Leave"}, await self._by(people.SUPERVISOR)),
            "change_holders": HoldersChanged(
                {"agency_head": (Holder(people.COLLEAGUE),)}, (people.COORDINATOR,), manager
            ),
            "change_job": JobChanged(today, await self._by(people.COORDINATOR)),
        }

    async def _updates(self) -> dict[str, Act]:
        case, by, employee = self.case, self._by, people.EMPLOYEE
        monday, friday = case.on_days("monday"), case.on_days("friday")
        questions = tuple(case.plan.may_set_aside[:1])
        day = local_date(await case.world.now(), case.plan.time_zone).isoformat()
        return {
            "decide": DecisionGiven(Outcome.DENIED, "No.", await by()),
            "accommodate": Accommodated(
                Determination.GRANTED, questions, "The process.", await by()
            ),
            "amend": Amendment(monday, "So agreed.", await by()),
            "ask_again": AskedAgain("manager", "Now?", await by()),
            "replace_signer": SignerReplaced("manager", "1006", "Leave.", await by()),
            "remind": Reminded("manager", await by()),
            "end": EndRequested("Enough.", await by(employee)),
            "close_modification": ModificationClosed("Not so.", await by(employee)),
            "propose_modification": ModificationProposed(
                friday, "So.", "employee", await by(employee)
            ),
            "ask_approval": ApprovalAsked(
                "day_change", "employee", {"day": day, "ongoing": "no"}, await by(employee)
            ),
            "withdraw_approval": ApprovalWithdrawn(1, await by(employee)),
            "withdraw_ending": EndingWithdrawn("", await by()),
        }

    async def _by(self, person: str = people.COORDINATOR) -> Attribution:
        agencies = ("comptroller",) if person == people.COORDINATOR else ()
        return replace(await self.case.world.by(person), coordinates=agencies)
