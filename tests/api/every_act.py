"""Every act of the API with the least that it asks for, and arrangements to act on."""

from tests.api.calling import answers
from tests.api.coming_up import DAY_CHANGE
from tests.api.completing import MEASURES
from tests.api.seeding import Story, full_answers
from tests.api.site import REFERENCE, Desk
from tests.people import COLLEAGUE, COORDINATOR, EMPLOYEE, SUPERVISOR

PAGE = f"/arrangements/{REFERENCE}"

CALLS: dict[str, tuple[str, dict[str, object]]] = {
    "": (EMPLOYEE, {"answers": answers()}),
    "/review": (SUPERVISOR, {"role": "supervisor", "supports": True}),
    "/decision": (COORDINATOR, {"outcome": "denied", "reason": "No."}),
    "/accommodation": (COORDINATOR, {"outcome": "granted", "reason": "A disability."}),
    "/completion": (SUPERVISOR, {"role": "supervisor", "answers": MEASURES}),
    "/signature": (
        SUPERVISOR,
        {"line": "supervisor", "version": 1, "documents": [], "statement": "0" * 64, "name": "A"},
    ),
    "/refusal": (SUPERVISOR, {"line": "supervisor", "version": 1, "reason": "No."}),
    "/acknowledgment": (SUPERVISOR, {"copy": "das", "version": 1}),
    "/amendment": (COORDINATOR, {"answers": {}, "reason": "Shorter."}),
    "/reconsideration": (COORDINATOR, {"line": "manager", "reason": "Please."}),
    "/replacement": (COORDINATOR, {"role": "manager", "person": COLLEAGUE, "reason": "Away."}),
    "/reminder": (COORDINATOR, {"role": "manager"}),
    "/end": (COORDINATOR, {"reason": "It is over."}),
    "/modification": (COORDINATOR, {"answers": {"location_address": "9 Oak"}, "reason": "Moved."}),
    "/modification/closing": (COORDINATOR, {"reason": "Too far."}),
    "/notice/withdrawal": (COORDINATOR, {"reason": "The need is gone."}),
    "/approvals": (EMPLOYEE, {"rule": "day_change", "answers": DAY_CHANGE}),
    "/approvals/{number}/decision": (SUPERVISOR, {"approved": True}),
    "/approvals/{number}/withdrawal": (EMPLOYEE, {}),
    "/reports": (EMPLOYEE, {"rule": "new_phone", "answers": {"location_phone": "860-555-0199"}}),
    "/duties/{number}": (SUPERVISOR, {"answers": {"disposition": "Accrued leave"}}),
}


def proposed(desk: Desk) -> Story:
    """A whole proposal."""
    return Story(desk, answers=full_answers(desk, "connecticut")).submit()


def decision(desk: Desk) -> Story:
    """One that waits for its decision."""
    return proposed(desk).review()


def completing(desk: Desk) -> Story:
    """One that waits for what signing needs."""
    return decision(desk).complete("employee", "supervisor")


def signing(desk: Desk) -> Story:
    """One that waits for signatures."""
    return decision(desk).approve()


def delivered(desk: Desk) -> Story:
    """One that is signed by all."""
    return signing(desk).sign().deliver()
