"""Signing: every line by who holds its role, on the document that was frozen (GL32 V)."""

from datetime import timedelta

import pytest

from policy.account import Status
from policy.signing import Ruling
from records import papers
from records.people import Person
from tests import people
from tests.case import Case, Spoiled, refusal
from tests.world import World

ORDERS = [
    ("employee", "supervisor", "manager", "hr_representative"),
    ("agency_head", "hr_representative", "manager", "supervisor"),
]


@pytest.mark.requirement("CT-168")
@pytest.mark.requirement("CT-169")
@pytest.mark.parametrize("order", ORDERS)
async def test_four_signatures_are_not_enough_in_any_order(
    world: World, order: tuple[str, ...]
) -> None:
    """Not after a month either; the fifth authorizes, whichever it is."""
    case = await world.submit(starts_in=60)
    await case.open_for_signing()
    for line in order:
        await case.sign(line, await case.asked(line))
    await case.until(lambda s: len(s.signed) == 4)
    await world.skip(days=30)
    standing = await case.standing()
    assert (standing.status, standing.signed) == (Status.SIGNING, order)
    assert "that is in force" in await refusal(case.ask_for("own_computer", {}))
    (last,) = (task for task in standing.tasks if task.purpose == "sign")
    await case.sign(last.about, last.person)
    await case.until(lambda s: s.status is Status.AUTHORIZED)


async def test_fifty_equal_signals_are_one_signature(world: World) -> None:
    """A double click, a retried request, a repeated mail: one act, one entry."""
    case = await world.submit()
    await case.open_for_signing()
    act = await case.signature("manager", people.MANAGER, key="one act")
    for _ in range(50):
        await case.handle.signal("sign", act)
    await case.until(lambda s: s.signed == ("manager",))
    assert [entry.key for entry in await case.timeline("signed")] == ["one act"]
    assert await case.refusals() == []


SPOILED: list[tuple[str, str, Spoiled, Ruling]] = [
    ("manager", people.SUPERVISOR, {}, Ruling.NOT_THEIRS),
    ("manager", people.CITY_SUPERVISOR, {}, Ruling.NOT_THEIRS),
    ("manager", "", {}, Ruling.NOT_THEIRS),
    ("notary", people.MANAGER, {}, Ruling.UNKNOWN_LINE),
    ("manager", people.MANAGER, {"version": 2}, Ruling.OTHER_VERSION),
    ("manager", people.MANAGER, {"version": 0}, Ruling.OTHER_VERSION),
    ("manager", people.MANAGER, {"digests": ("0" * 64,)}, Ruling.OTHER_DOCUMENT),
    ("manager", people.MANAGER, {"digests": ()}, Ruling.OTHER_DOCUMENT),
    ("manager", people.MANAGER, {"name": " "}, Ruling.NO_NAME),
    ("employee", people.EMPLOYEE, {}, Ruling.ALREADY_SIGNED),
]


async def test_a_spoiled_signature_is_refused_and_recorded(signed_once: Case) -> None:
    """With why and by whom; the page stays as it was."""
    for line, person, spoiled, ruling in SPOILED:
        act = await signed_once.sign(line, person, **spoiled)
        entry = await signed_once.answered(act.by.key)
        assert (entry.kind, entry.note, entry.person) == ("refused", ruling, person)
    assert (await signed_once.standing()).signed == ("employee",)


async def test_nobody_signs_before_the_documents_are_frozen(world: World) -> None:
    """Not during the review, and not by guessing at the version to come."""
    case = await world.submit()
    await case.until(lambda s: bool(s.tasks))
    for version in (0, 1):
        act = await case.sign("manager", people.MANAGER, version=version, digests=("",))
        assert (await case.answered(act.by.key)).note == Ruling.NOT_OPEN


@pytest.mark.requirement("CT-170")
async def test_the_frozen_document_does_not_change_with_its_signatures(world: World) -> None:
    """The same digest before the first signature and after the last; set again, the same bytes."""
    case = await world.submit()
    await case.open_for_signing()
    before = case.digests("employee", 1)
    await case.sign_all()
    await case.until(lambda s: s.status is Status.AUTHORIZED)
    await case.filed()
    assert case.digests("employee", 1) == before
    drafter, typesetter = world.drafter(), world.tools.typesetter
    with world.tools.sessions() as session:
        for paper in papers.frozen(session, case.reference, 1):
            content = drafter.unsigned(session, case.reference, 1, paper.document, paper.made_at)
            kept = world.tools.store.get(paper.digest)
            assert typesetter.render(content).content == kept


@pytest.mark.requirement("CT-170")
async def test_a_directory_changed_after_freezing_changes_no_document(world: World) -> None:
    """What is signed is what was frozen, whoever moves or marries meanwhile."""
    case = await world.submit()
    await case.open_for_signing()
    before = case.digests("employee", 1)
    with world.tools.sessions() as session:
        employee = session.get_one(Person, people.EMPLOYEE)
        employee.name, employee.title = "Ana Rivera-Weiss", "Director"
        session.add(employee)
        session.commit()
    await case.sign_all()
    assert case.digests("employee", 1) == before


@pytest.mark.requirement("CT-009")
async def test_a_designee_in_date_signs_and_the_record_names_both(world: World) -> None:
    """One line, two people asked; the first to sign closes it for the other."""
    today = await world.today()
    with world.tools.sessions() as session:
        people.designate(session, today - timedelta(days=1), today + timedelta(days=30))
    case = await world.submit()
    standing = await case.open_for_signing()
    asked = [task.person for task in standing.tasks if task.about == "agency_head"]
    assert asked == [people.HEAD, people.DESIGNEE]
    await case.sign("agency_head", people.DESIGNEE)
    standing = await case.until(lambda s: "agency_head" in s.signed)
    assert not [task for task in standing.tasks if task.about == "agency_head"]
    (entry,) = await case.timeline("signed")
    assert (entry.person, entry.evidence["in_place_of"]) == (people.DESIGNEE, people.HEAD)
    late = await case.sign("agency_head", people.HEAD)
    assert (await case.answered(late.by.key)).note == Ruling.ALREADY_SIGNED


@pytest.mark.requirement("CT-009")
async def test_an_expired_designation_signs_nothing(world: World) -> None:
    """It covered the day of asking, not the day of signing."""
    today = await world.today()
    with world.tools.sessions() as session:
        people.designate(session, today - timedelta(days=1), today + timedelta(days=1))
    case = await world.submit()
    await case.open_for_signing()
    await world.skip(days=3)
    act = await case.sign("agency_head", people.DESIGNEE)
    assert (await case.answered(act.by.key)).note == Ruling.DESIGNATION_OVER
    await case.sign("agency_head", people.HEAD)
    await case.until(lambda s: "agency_head" in s.signed)


@pytest.mark.requirement("CT-169")
async def test_the_employee_signs_no_line_but_their_own(world: World) -> None:
    """Not even as the agency head's designee (one person, one role)."""
    today = await world.today()
    with world.tools.sessions() as session:
        first, last = today - timedelta(days=1), today + timedelta(days=30)
        people.designate(session, first, last, people.EMPLOYEE)
    case = await world.submit()
    standing = await case.open_for_signing()
    assert [t.about for t in standing.tasks if t.person == people.EMPLOYEE] == ["employee"]
    act = await case.sign("agency_head", people.EMPLOYEE)
    assert (await case.answered(act.by.key)).note == Ruling.NOT_THEIRS


async def test_a_signature_sent_while_nobody_works_is_recorded_when_somebody_is_back(
    forgetful: World,
) -> None:
    """Accepted is accepted: the engine keeps it."""
    case = await forgetful.submit()
    await case.open_for_signing()
    act = await case.signature("manager", people.MANAGER)
    await forgetful.stop_worker()
    await case.handle.signal("sign", act)
    await forgetful.start_worker()
    entry = await case.answered(act.by.key)
    assert (entry.kind, entry.evidence["received_at"]) == ("signed", act.by.at.isoformat())


async def test_nobody_signs_after_the_end(world: World) -> None:
    """A copy is still owed, so the workflow is there to refuse it."""
    case = await world.submit()
    await case.authorized()
    await case.end(people.EMPLOYEE)
    for line, person in (("manager", people.MANAGER), ("employee", people.EMPLOYEE)):
        act = await case.sign(line, person)
        assert (await case.answered(act.by.key)).note == Ruling.ENDED


async def test_every_signature_keeps_its_evidence(world: World) -> None:
    """Who, how known, when received, what was shown, the name as typed."""
    case = await world.submit()
    await case.open_for_signing()
    act = await case.sign("manager", people.MANAGER, name="Pia  Weiß, M.A.")
    entry = await case.answered(act.by.key)
    assert entry.evidence == {
        "name": "Pia  Weiß, M.A.",
        "statement": act.statement,
        "digests": " ".join(act.digests),
        "received_at": act.by.at.isoformat(),
        "identified_by": "link",
    }


async def test_a_signature_on_another_arrangements_document_is_refused(world: World) -> None:
    """Two arrangements of one employee share nothing."""
    one, other = await world.submit(), await world.submit(location="2 Oak Street")
    await one.open_for_signing()
    await other.open_for_signing()
    assert one.digests("employee", 1) != other.digests("employee", 1)
    act = await one.sign("manager", people.MANAGER, digests=other.digests("manager", 1))
    assert (await one.answered(act.by.key)).note == Ruling.OTHER_DOCUMENT
