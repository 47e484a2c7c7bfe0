"""What has to be on record before somebody can propose, put there for a test."""

from policy.acts import Attribution, RegisterWrite
from policy.register import About, Register
from records import registers
from tests import people
from tests.api.site import Desk

TALKED = {
    "talked_on": "2026-11-02",
    "criteria": "Every one is met.",
    "remote_plan": "A list of finished accounts each day.",
    "eligible": "yes",
}
GUIDELINES = {"who_may": "Everybody.", "approval_process": "Supervisor, then department head."}
ANSWERS = {"guidelines": GUIDELINES, "eligibility": TALKED}


def open_form(desk: Desk, person: str = people.CITY_EMPLOYEE) -> None:
    """Every register that the city's form needs has an entry that opens it."""
    for register in desk.parts.programs.get("sacramento").registers:
        if register.needed:
            enter(desk, register, person)


def enter(desk: Desk, register: Register, person: str, **changes: str) -> None:
    """One more entry about somebody, or about the department."""
    subject = person if register.about is About.EMPLOYEE else ""
    by = Attribution(
        people.CITY_SUPERVISOR, f"{register.id} {sorted(changes.items())}", desk.clock.now
    )
    answers = {**ANSWERS[register.id], **changes}
    act = RegisterWrite(
        register.id, subject, answers, register.about, register.roles, register.roles, by
    )
    with desk.session() as session:
        registers.add(session, "sacramento-it", act, desk.clock.now)
        session.commit()
