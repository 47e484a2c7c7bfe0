"""The copies: both filed, the one to DAS delivered once and acknowledged (V, VI)."""

import asyncio
import hashlib

import pytest

from policy.account import Ending
from records import letters, papers
from tests import people
from tests.case import Case, refusal
from tests.workflows.copied import LIAISON
from tests.world import World


@pytest.mark.requirement("CT-171")
async def test_both_documents_are_filed_with_every_signature(undelivered: Case) -> None:
    """The proposal and the arrangement go into the personnel file, the record says which bytes."""
    store = undelivered.world.tools.store
    (filed,) = await undelivered.timeline("filed")
    named = {"proposal", "arrangement", "insurance_certificate"}
    assert (filed.about, set(filed.evidence)) == ("personnel_file", named)
    with undelivered.world.tools.sessions() as session:
        kept = [p for p in papers.of_arrangement(session, undelivered.reference) if p.destination]
        kept += papers.attached(session, undelivered.reference, 1)
    assert {(p.destination, p.document) for p in kept} == {
        ("personnel_file", "proposal"),
        ("personnel_file", "arrangement"),
        ("personnel_file", "insurance_certificate"),
        ("das", "arrangement"),
    }
    assert all(hashlib.sha256(store.get(p.digest)).hexdigest() == p.digest for p in kept)
    assert {p.digest for p in kept if p.destination == "personnel_file"} == set(
        filed.evidence.values()
    )


@pytest.mark.requirement("CT-013")
@pytest.mark.requirement("CT-173")
async def test_the_liaison_receives_the_very_bytes_that_were_recorded(undelivered: Case) -> None:
    """By real mail, with the PDF attached."""
    await undelivered.delivered()
    (sent,) = await undelivered.timeline("copy_sent")
    (mail,) = undelivered.world.mails("liaison.comptroller")
    (attached,) = mail.attachments
    assert attached.name == f"{undelivered.reference}-arrangement.pdf"
    assert attached.content_type == "application/pdf"
    assert hashlib.sha256(attached.content).hexdigest() == sent.evidence["arrangement"]
    assert mail.copies == 1


async def refused_once(case: Case) -> None:
    """The relay refuses the liaison's address for good."""
    with case.world.tools.sessions() as session:
        (letter,) = await case.letters("copy_delivery")
        letters.mark_refused(session, letter.key, "550 no such mailbox")
        session.commit()


async def test_a_refused_copy_is_on_record_and_a_reminder_sends_it_again(
    undelivered: Case,
) -> None:
    """It is somebody's work, never silence; what was made good is work no more."""
    await refused_once(undelivered)
    await undelivered.world.post()
    assert undelivered.world.mails("liaison.comptroller") == []
    with undelivered.world.tools.sessions() as session:
        (open_work,) = letters.refused(session, undelivered.reference)
    assert open_work.problem == "550 no such mailbox"
    await undelivered.remind("das_liaison")
    await undelivered.delivered()
    assert len(undelivered.world.mails("liaison.comptroller")) == 1
    with undelivered.world.tools.sessions() as session:
        assert letters.refused(session, undelivered.reference) == []


async def test_two_copies_of_one_version_never_arrive(undelivered: Case) -> None:
    """However often it is asked for while the first one still waits in the outbox."""
    for _ in range(3):
        await undelivered.remind("das_liaison")
    await undelivered.delivered()
    await undelivered.world.post()
    (mail,) = undelivered.world.mails("liaison.comptroller")
    assert mail.copies == 1
    assert len(await undelivered.timeline("copy_sent")) == 1
    with undelivered.world.tools.sessions() as session:
        assert letters.refused(session, undelivered.reference) == []
        assert letters.oldest_queued(session) is None


async def test_a_delivered_copy_is_not_sent_again(undelivered: Case) -> None:
    """There is nothing to remind of."""
    await undelivered.delivered()
    assert "Nobody in this role" in await refusal(undelivered.remind("das_liaison"))


async def test_a_report_of_delivery_counts_once_and_only_for_a_copy(undelivered: Case) -> None:
    """A repeated report, or one of another mail, changes nothing."""
    await undelivered.delivered_key("no such mail")
    (letter,) = await undelivered.letters("copy_delivery")
    for _ in range(3):
        await undelivered.delivered_key(letter.key)
    await undelivered.until(lambda s: all(task.purpose != "copy" for task in s.tasks))
    assert len(await undelivered.timeline("copy_sent")) == 1
    assert len([t for t in (await undelivered.standing()).tasks if t.about == "das"]) == 1


async def test_of_a_copy_that_was_sent_twice_the_second_delivery_changes_nothing(
    undelivered: Case,
) -> None:
    """The relay was slow to say that it had taken the first."""
    await undelivered.remind("das_liaison")
    first, second = await undelivered.letters("copy_delivery")
    for letter in (second, first):
        await undelivered.delivered_key(letter.key)
    await undelivered.recorded()
    assert len(await undelivered.timeline("copy_sent")) == 1
    left = [t.purpose for t in (await undelivered.standing()).tasks if t.about == "das"]
    assert left == ["acknowledge"]


async def test_who_is_reminded_of_something_else_is_sent_no_copy(undelivered: Case) -> None:
    """Nor is the copy sent again, which its own recipient waits for."""
    news = {"day": (await undelivered.today()).isoformat()}
    await undelivered.report("insurance_news", news)
    await undelivered.remind("employee")
    assert [one.person for one in await undelivered.letters("duty_reminder")] == [people.EMPLOYEE]
    assert len(await undelivered.letters("copy_delivery")) == 1


async def test_the_liaison_acknowledges_once_and_nobody_else_does(undelivered: Case) -> None:
    """Before it was delivered there is nothing to acknowledge."""
    early = await undelivered.acknowledge(LIAISON)
    assert (await undelivered.answered(early.by.key)).kind == "refused"
    await undelivered.delivered()
    other = await undelivered.acknowledge(people.COORDINATOR)
    assert (await undelivered.answered(other.by.key)).kind == "refused"
    good = await undelivered.acknowledge(LIAISON)
    assert (await undelivered.answered(good.by.key)).kind == "copy_acknowledged"
    again = await undelivered.acknowledge(LIAISON)
    assert (await undelivered.answered(again.by.key)).kind == "refused"


async def test_who_received_a_copy_acknowledges_it_whoever_follows_them(undelivered: Case) -> None:
    await undelivered.delivered()
    await undelivered.change_holder("das_liaison", people.COLLEAGUE)
    standing = await undelivered.recorded()
    assert [(t.purpose, t.person) for t in standing.tasks] == [("acknowledge", LIAISON)]


async def test_the_copies_of_two_versions_are_sent_and_acknowledged_each_by_itself(
    undelivered: Case,
) -> None:
    """What has arrived is not sent again beside what has not."""
    await undelivered.delivered()
    await undelivered.propose(undelivered.on_days("monday"))
    await undelivered.open_without_review(2)
    await undelivered.sign_all(version=2)
    await undelivered.until(lambda s: s.in_force == 2)
    await undelivered.filed()
    await undelivered.remind("das_liaison")
    assert len(await undelivered.letters("copy_delivery")) == 3
    await undelivered.delivered()
    act = await undelivered.acknowledge(LIAISON, version=1)
    assert (await undelivered.answered(act.by.key)).kind == "copy_acknowledged"
    left = [(t.purpose, t.version) for t in (await undelivered.recorded()).tasks]
    assert left == [("acknowledge", 2)]


async def test_an_acknowledgment_holds_nothing_up(undelivered: Case) -> None:
    """Delivery is what the program wants; the arrangement ends without it."""
    await undelivered.delivered()
    await undelivered.world.skip(days=260)
    assert (await undelivered.closed()).ending is Ending.EXPIRED
    assert await undelivered.timeline("copy_acknowledged") == []


@pytest.mark.requirement("SA-015")
async def test_sacramento_owes_no_copy_outside(world: World) -> None:
    """Its papers go to the City's own file."""
    case = await world.submit(people.CITY_EMPLOYEE)
    await case.authorized()
    assert {entry.about for entry in await case.timeline("filed")} == {
        rule.id for rule in case.plan.copies
    }
    assert await case.letters("copy_delivery") == []


async def test_a_copy_sent_again_arrives_though_the_report_of_it_comes_before_its_step(
    forgetful: World,
) -> None:
    """The worker is lost as it asks for it: the mail is out, and the engine knows of no asking."""
    case = await forgetful.submit()
    await case.authorized()
    (letter,) = await case.letters("copy_delivery")
    await forgetful.stop_worker()
    await case.delivered_key(f"{letter.key.removesuffix(':1')}:2")
    again = asyncio.create_task(case.remind(letter.role))
    await forgetful.start_worker()
    await again
    await case.until(lambda s: all(task.purpose != "copy" for task in s.tasks))
    assert len(await case.timeline("copy_sent")) == 1
