"""Documents drawn up from the records: what was submitted, reviewed, decided and acknowledged."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from demonstration.favorable import a_week
from documents.paper import Row
from policy.account import Entry, Happening
from policy.tasks import Purpose, Task
from records.database import Sessions
from records.facts import EmployeeFacts
from records.people import Person
from tests import people
from tests.activities.drawn import (
    AT,
    DECIDED,
    DRAFTER,
    REFERENCE,
    REVIEWED,
    current,
    drawn,
    paper,
    record,
    rows,
    signed,
    submission,
)


@pytest.mark.requirement("CT-171")
def test_the_proposal_keeps_what_was_asked_with_the_agencys_part(sessions: Sessions) -> None:
    """What HR changed stands apart; what was filled in before signing stands in its place."""
    came_in = submission(people.EMPLOYEE, "comptroller", workspace_desk="")
    filled = came_in.proposal.answers | {"workspace_desk": "yes"}
    approved = replace(came_in.proposal, week=a_week("wednesday"), answers=filled)
    record(sessions, came_in, approved, REVIEWED, DECIDED)
    content = drawn(sessions, "proposal")
    shown = rows(content)
    assert Row("Telecommuting days", "Tuesdays and Thursdays") in shown
    assert Row("Telecommuting days", "Wednesdays") in shown
    assert Row("Supervisor", "Jo Abara supports it, November 10, 2026.\nFine with me.") in shown
    assert Row("Decided by", "Hana Ito, HR representative") in shown
    assert Row("Latest evaluation", "Rated satisfactory on June 30, 2026.") in shown
    assert (
        Row("Certified and submitted by", "Ana Rivera\nTuesday, November 10, 2026, 10:00 am EST")
        in shown
    )
    answers = {each.question: each for block in content.blocks for each in block.answered}
    found = answers["Is the position appropriate for telecommuting?"]
    assert (found.answer, found.notes) == ("Yes", ("Remark: Quiet work.",))


def test_the_arrangement_says_what_was_approved_and_nothing_of_the_review(
    sessions: Sessions,
) -> None:
    """The analyses stay with the proposal."""
    came_in = submission(people.EMPLOYEE, "comptroller")
    record(
        sessions, came_in, replace(came_in.proposal, week=a_week("wednesday")), REVIEWED, DECIDED
    )
    content = drawn(sessions, "arrangement")
    assert Row("Telecommuting days", "Wednesdays") in rows(content)
    assert not any(block.answered for block in content.blocks)
    assert "Decided by" not in [row.label for row in rows(content)]


@pytest.mark.requirement("CT-160")
def test_the_newest_determination_of_an_accommodation_is_printed(sessions: Sessions) -> None:
    """Its reason stands on the form that stays with the agency, and on no other."""
    came_in = submission(people.EMPLOYEE, "comptroller", accommodation="yes")
    by = ("hr_representative", people.COORDINATOR)
    first = Entry(1, AT, Happening.ACCOMMODATED, *by, about="granted", note="So it seemed.")
    last = Entry(2, AT, Happening.ACCOMMODATED, *by, about="not_granted", note="The counter.")
    record(sessions, came_in, came_in.proposal, first, last, replace(DECIDED, seq=3))
    shown = "No, not granted by Hana Ito, HR representative, November 10, 2026"
    arrangement = rows(drawn(sessions, "arrangement"))
    assert Row("Reasonable accommodation", shown) in arrangement
    assert Row("Reason", "The counter.") not in arrangement
    assert Row("Reason", "The counter.") in rows(drawn(sessions, "proposal"))


@pytest.mark.requirement("CT-172")
@pytest.mark.parametrize(("in_force", "kind"), [(0, "New"), (1, "Modified")])
def test_a_later_version_modifies_only_what_is_in_force(
    sessions: Sessions, in_force: int, kind: str
) -> None:
    """One drawn up anew before everybody signed is the first of its kind."""
    came_in = submission(people.EMPLOYEE, "comptroller")
    record(sessions, came_in, came_in.proposal, DECIDED, version=2, in_force=in_force)
    assert drawn(sessions, "arrangement", version=2).kind == kind


def test_terms_are_marked_as_the_signature_acknowledged_them(sessions: Sessions) -> None:
    """Only those of the evidence, by whom and when."""
    came_in = submission(people.EMPLOYEE, "comptroller")
    ticked = signed("employee", people.EMPLOYEE, acknowledged="a1 b1")
    record(sessions, came_in, came_in.proposal, DECIDED, ticked)
    content = current(sessions, "arrangement")
    done = [clause for clause, mark in content.marks.items() if mark.startswith("\N{CHECK MARK}")]
    assert done == ["a1", "b1"]
    assert "Ana Rivera" in content.acknowledging[0]
    assert "Tuesday, November 10, 2026, 10:00 am EST" in content.acknowledging[0]


@pytest.mark.requirement("CT-009")
def test_a_designees_line_says_for_whom_and_for_which_days(sessions: Sessions) -> None:
    """The designation that covers the day of the signature."""
    came_in = submission(people.EMPLOYEE, "comptroller")
    line = signed("agency_head", people.DESIGNEE, in_place_of=people.HEAD)
    record(sessions, came_in, came_in.proposal, DECIDED, line)
    with sessions() as session:
        people.designate(session, date(2026, 11, 1), date(2026, 11, 30))
    [row] = (each for each in current(sessions, "arrangement").signatures if each.signed_at)
    assert (row.name, row.in_place_of) == ("Ruth Moore", "Dario Castellano")
    assert row.delegation == "November 1, 2026 to November 30, 2026"


def test_a_version_that_was_never_in_force_names_who_was_asked_then(sessions: Sessions) -> None:
    """Not who holds the parts by now: it is open to nobody any more."""
    came_in = submission(people.EMPLOYEE, "comptroller")
    asked = (
        Entry(seq, AT, Happening.SIGNATURE_ASKED, "manager", version=1, evidence={"asked": number})
        for seq, number in ((3, people.MANAGER), (4, people.COLLEAGUE))
    )
    record(sessions, came_in, came_in.proposal, DECIDED, *asked, version=2, in_force=2)
    with sessions() as session:
        fixed = paper(DRAFTER.unsigned(session, REFERENCE, 2, "arrangement", AT))
        for person in session.exec(select(Person)):
            person.supervisor = person.agency_head = people.DESIGNEE
        session.commit()
        found = DRAFTER.current(session, fixed)
    assert [row.name for row in found.signatures] == [
        "Ana Rivera",
        "Jo Abara",
        "Pia Weiss",
        "Hana Ito",
        "Dario Castellano",
    ]


def test_a_form_that_is_signed_says_what_is_agreed(sessions: Sessions) -> None:
    """The justification form of a changed assignment shows the change, and no review."""
    came_in = submission(people.CITY_EMPLOYEE, "sacramento-it")
    changed = replace(came_in.proposal, week=a_week("wednesday"))
    record(sessions, came_in, changed, version=2)
    content = drawn(sessions, "justification", version=2)
    assert Row("Telecommuting days", "Wednesdays") in rows(content)
    assert "Agency review" not in [block.title for block in content.blocks]


@pytest.mark.requirement("CT-009")
def test_nobody_is_named_for_anothers_part_towards_themselves(sessions: Sessions) -> None:
    """Who heads the agency proposes too: the line of its head is left to whoever is found."""
    with sessions() as session:
        session.get_one(Person, people.EMPLOYEE).agency_head = people.EMPLOYEE
        session.commit()
    came_in = submission(people.EMPLOYEE, "comptroller")
    record(sessions, came_in, came_in.proposal, REVIEWED, DECIDED)
    lines = {row.role: row.name for row in drawn(sessions, "arrangement").signatures}
    assert (lines["Employee"], lines["Agency head"]) == ("Ana Rivera", "")


@pytest.mark.parametrize("left_on", [AT.date(), date(2026, 1, 31)])
def test_who_has_left_is_named_in_no_part(sessions: Sessions, left_on: date) -> None:
    """The directory may name them still; whoever takes their part is not known yet."""
    came_in = submission(people.EMPLOYEE, "comptroller")
    record(sessions, came_in, came_in.proposal, REVIEWED, DECIDED)
    with sessions() as session:
        session.add(EmployeeFacts(person=people.MANAGER, left_on=left_on))
        session.commit()
    content = drawn(sessions, "arrangement")
    lines = {row.role: row.name for row in content.signatures}
    assert (lines["Manager"], lines["Supervisor"]) == ("", people.NAMES[people.SUPERVISOR])
    assert not [row for row in rows(content) if people.NAMES[people.MANAGER] in row.value]


def test_a_line_that_waits_for_somebody_to_be_found_names_nobody(sessions: Sessions) -> None:
    """Neither who held the part before nor who looks for somebody, and is asked meanwhile."""
    came_in = submission(people.EMPLOYEE, "comptroller")
    sought = (
        Task(Purpose.SIGN, "manager", people.COORDINATOR, AT, 1, "manager"),
        Task(Purpose.APPOINT, "hr_representative", people.COORDINATOR, AT, 1, "manager"),
    )
    record(sessions, came_in, came_in.proposal, REVIEWED, DECIDED, tasks=sought)
    lines = {row.role: row.name for row in current(sessions, "arrangement").signatures}
    assert (lines["Manager"], lines["Supervisor"]) == ("", people.NAMES[people.SUPERVISOR])
