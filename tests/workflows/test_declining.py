"""A declined signature, and the four ways in which the coordinator settles it (GL32 V)."""

from datetime import timedelta

import pytest

from policy.account import Ending, Happening, Standing, Status
from policy.duration import last_day
from policy.signing import Ruling
from records import entries, papers
from records.links import LinkState
from tests import people
from tests.case import Case, refusal
from tests.workflows.seen import link_states
from tests.world import World, modified


def asked_to_sign(standing: Standing) -> set[str]:
    """The lines somebody is asked to sign now."""
    return {task.about for task in standing.tasks if task.purpose == "sign"}


async def test_a_declined_signature_goes_to_the_coordinator_with_its_reason(
    declined: Case,
) -> None:
    """The others are still asked; the refusal is on record."""
    standing = await declined.standing()
    assert [(t.role, t.about) for t in standing.tasks if t.purpose == "settle"] == [
        ("hr_representative", "manager")
    ]
    assert asked_to_sign(standing) == {"supervisor", "hr_representative", "agency_head"}
    (entry,) = await declined.timeline("declined")
    assert (entry.person, entry.note) == (people.MANAGER, "Nobody is at the counter.")
    await declined.world.post()
    mail = declined.world.mails("hana")[-1]
    assert "Nobody is at the counter." in mail.text


@pytest.mark.requirement("CT-009")
async def test_what_a_designee_declines_is_declined_in_the_principals_place(world: World) -> None:
    """Whatever is done in a role, the record names both."""
    today = await world.today()
    with world.tools.sessions() as session:
        people.designate(session, today - timedelta(days=1), today + timedelta(days=30))
    case = await world.submit()
    await case.open_for_signing()
    await case.decline("agency_head", people.DESIGNEE)
    await case.until(lambda s: s.status is Status.DECLINED)
    (entry,) = await case.timeline("declined")
    assert (entry.person, entry.evidence.get("in_place_of")) == (people.DESIGNEE, people.HEAD)


async def test_all_others_signing_does_not_make_up_for_it(declined: Case) -> None:
    """Four signatures and a refusal are no arrangement."""
    await declined.sign_all(but=("employee", "manager"))
    standing = await declined.until(lambda s: len(s.signed) == 4)
    assert standing.status is Status.DECLINED


async def test_asked_again_the_signer_reconsiders(declined: Case) -> None:
    """The same version, the same document, one more mail."""
    await declined.ask_again("manager")
    standing = await declined.standing()
    assert standing.status is Status.SIGNING
    assert "manager" in asked_to_sign(standing)
    assert not [task for task in standing.tasks if task.purpose == "settle"]
    invitations = await declined.letters("signature_requested")
    assert len([one for one in invitations if one.person == people.MANAGER]) == 2
    await declined.sign("manager", people.MANAGER)
    await declined.until(lambda s: "manager" in s.signed)
    assert "Nobody has declined" in await refusal(declined.ask_again("manager"))


async def test_who_was_asked_again_may_decline_again(declined: Case) -> None:
    """And the coordinator settles it again."""
    await declined.ask_again("manager")
    await declined.decline("manager", people.MANAGER, reason="Still not.")
    await declined.until(lambda s: s.status is Status.DECLINED)
    assert [entry.note for entry in await declined.timeline("declined")] == [
        "Nobody is at the counter.",
        "Still not.",
    ]


async def test_a_line_is_declined_once(declined: Case) -> None:
    """A second refusal changes nothing and gives the coordinator no second task."""
    act = await declined.decline("manager", people.MANAGER)
    assert (await declined.answered(act.by.key)).note == Ruling.ALREADY_DECLINED
    standing = await declined.standing()
    assert len([task for task in standing.tasks if task.purpose == "settle"]) == 1


async def test_who_declined_may_still_sign(declined: Case) -> None:
    """A change of mind needs no detour."""
    await declined.sign("manager", people.MANAGER)
    standing = await declined.until(lambda s: "manager" in s.signed)
    assert standing.status is Status.SIGNING
    assert not [task for task in standing.tasks if task.purpose == "settle"]


async def test_a_refusal_that_is_not_theirs_to_make_is_recorded(signed_once: Case) -> None:
    """And changes nothing."""
    for line, person, version, ruling in (
        ("notary", people.MANAGER, 1, Ruling.UNKNOWN_LINE),
        ("manager", people.MANAGER, 2, Ruling.OTHER_VERSION),
        ("manager", people.SUPERVISOR, 1, Ruling.NOT_THEIRS),
        ("employee", people.EMPLOYEE, 1, Ruling.ALREADY_SIGNED),
    ):
        act = await signed_once.decline(line, person, version=version)
        assert (await signed_once.answered(act.by.key)).note == ruling
    assert (await signed_once.standing()).status is Status.SIGNING


@pytest.mark.requirement("CT-172")
async def test_an_amendment_is_signed_anew_by_all(declined: Case) -> None:
    """Version 2 with its own document; what was signed of version 1 stays on record."""
    first = declined.digests("manager", 1)
    await declined.amend(modified(declined.submission.proposal, "wednesday"))
    standing = await declined.open_for_signing(version=2)
    assert (standing.version, standing.signed) == (2, ())
    assert asked_to_sign(standing) == {line.id for line in declined.plan.lines}
    assert declined.digests("manager", 2) != first
    assert declined.digests("manager", 1) == first
    late = await declined.sign("supervisor", people.SUPERVISOR, version=1)
    assert (await declined.answered(late.by.key)).note == Ruling.OTHER_VERSION
    await declined.sign_all(version=2)
    await declined.until(lambda s: s.status is Status.AUTHORIZED)
    await declined.recorded()
    with declined.world.tools.sessions() as session:
        of_first = entries.of_version(session, declined.reference, 1, Happening.SIGNED)
        of_second = entries.of_version(session, declined.reference, 2, Happening.SIGNED)
        kept = {paper.version for paper in papers.of_arrangement(session, declined.reference)}
    assert [entry.about for entry in of_first] == ["employee"]
    assert len(of_second) == 5
    assert kept == {1, 2}


@pytest.mark.requirement("CT-172")
async def test_an_amendment_replaces_the_links_of_the_version_before(declined: Case) -> None:
    """Who signed or declined finds it done; who did not finds it replaced; all are asked anew."""
    await declined.amend(modified(declined.submission.proposal, "wednesday"))
    await declined.open_for_signing(version=2)
    assert link_states(declined, people.EMPLOYEE) == {LinkState.SPENT, LinkState.OPEN}
    assert link_states(declined, people.MANAGER) == {LinkState.SPENT, LinkState.OPEN}
    assert link_states(declined, people.SUPERVISOR) == {LinkState.REPLACED, LinkState.OPEN}


@pytest.mark.requirement("CT-107")
async def test_an_amendment_obeys_the_maximum_and_needs_a_reason(declined: Case) -> None:
    """And only the coordinator makes it."""
    proposal = declined.submission.proposal
    latest = last_day(proposal.starts_on, 9)
    why = await refusal(declined.amend(declined.ending_on(latest + timedelta(days=1))))
    assert declined.plan.term.citation in why
    assert "reason" in await refusal(declined.amend(proposal, reason=" "))
    assert "Only the" in await refusal(declined.amend(proposal, person=people.EMPLOYEE))
    assert (await declined.standing()).version == 1


async def test_nothing_is_amended_before_it_is_frozen_or_after_it_is_signed(world: World) -> None:
    """There must be a document open for signature."""
    case = await world.submit()
    proposal = case.submission.proposal
    await case.until(lambda s: bool(s.tasks))
    assert "open for signature" in await refusal(case.amend(proposal))
    await case.open_for_signing()
    await case.sign_all()
    await case.until(lambda s: s.status is Status.AUTHORIZED)
    assert "open for signature" in await refusal(case.amend(proposal))


async def test_the_coordinator_ends_what_nobody_will_sign(declined: Case) -> None:
    """With a reason; nobody is asked any more."""
    assert "reason" in await refusal(declined.end(people.COORDINATOR, " "))
    await declined.end(people.COORDINATOR, "The manager will not agree.")
    standing = await declined.closed()
    assert (standing.ending, standing.tasks) == (Ending.ENDED_BY_AGENCY, ())
