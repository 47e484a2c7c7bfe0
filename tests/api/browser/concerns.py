"""The pages of what comes up while an arrangement is in force."""

from policy.concerns import ConcernState
from policy.tasks import Purpose
from tests import people
from tests.api.browser.shown import VISITOR, Shown
from tests.api.coming_up import Life
from tests.api.seeding import HOLDERS, full_answers
from tests.api.site import Desk

DAY_CHANGE = {"day": "2026-12-15", "moved_to": "2026-12-16", "why": "A training", "ongoing": "no"}


def pages_in_force(desk: Desk, nasty: str) -> list[Shown]:
    """Seed an arrangement with everything that can come up, and list its pages."""
    holders = HOLDERS | {"employee": people.COLLEAGUE}
    answers = full_answers(desk, "connecticut")
    life = Life(desk, "TA-2345-6789", people.COLLEAGUE, holders, answers=answers)
    life.submit().review().approve().sign().deliver().start()
    life.tasks = ()
    asked = life.request("day_change", {**DAY_CHANGE, "why": nasty})
    refused = life.request("day_change", DAY_CHANGE)
    life.close(refused, ConcernState.REFUSED, "supervisor", note=nasty)
    lapsed = life.request("own_computer", {"computer": nasty, "authorized_by_it": "77"})
    lapsed_link = life.link(Purpose.APPROVE, "manager", str(lapsed.number))
    life.close(lapsed, ConcernState.LAPSED)
    life.report("care_change", {"day": "2026-12-01", "care_arrangements": nasty})
    life.report("interruption", {"cause": "Other", "cause_other": nasty, "day": "2026-12-01"})
    decide = life.link(Purpose.APPROVE, "supervisor", str(asked.number))
    done = life.link(Purpose.APPROVE, "supervisor", str(refused.number))
    proof = life.link(Purpose.DUTY, "employee", "5")
    disposition = life.link(Purpose.DUTY, "supervisor", "7")
    path = f"/arrangements/{life.reference}"
    return [
        Shown("in force", people.COLLEAGUE, path),
        Shown("in force, for the supervisor", people.SUPERVISOR, path),
        Shown("ask for a day change", people.COLLEAGUE, f"{path}/ask/day_change"),
        Shown("ask for equipment", people.COLLEAGUE, f"{path}/ask/equipment_out"),
        Shown("issue a recall", people.SUPERVISOR, f"{path}/ask/called_in"),
        Shown("report an injury", people.COLLEAGUE, f"{path}/report/injury"),
        Shown("an open request", people.COLLEAGUE, f"{path}/concerns/{asked.number}"),
        Shown("a refused request", people.COLLEAGUE, f"{path}/concerns/{refused.number}"),
        Shown("a report", people.COORDINATOR, f"{path}/concerns/4"),
        Shown("put on record", people.COORDINATOR, f"{path}/concerns/5/do"),
        Shown("decide on a request", VISITOR, decide),
        Shown("a decision's receipt", VISITOR, done),
        Shown("a lapsed request", VISITOR, lapsed_link),
        Shown("owe a proof", VISITOR, proof),
        Shown("owe a disposition", VISITOR, disposition),
        Shown("approvals kept", people.COORDINATOR, "/approvals"),
        Shown("no approvals kept", people.COORDINATOR, "/approvals?until=1/1/2020"),
    ]


IN_FORCE = [
    "in force", "in force, for the supervisor", "ask for a day change", "ask for equipment",
    "issue a recall", "report an injury", "an open request", "a refused request", "a report",
    "decide on a request", "a decision's receipt", "a lapsed request", "owe a proof",
    "owe a disposition", "approvals kept", "no approvals kept", "put on record",
]  # fmt: skip
