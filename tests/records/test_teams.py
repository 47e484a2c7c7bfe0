"""Teams: who is in them, how each member's arrangement stands, who telecommutes without one."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from policy.account import Status
from records.accounts import write_account
from records.facts import EmployeeFacts
from records.people import Person
from records.teams import Member, below, direct, is_below, leads_somebody
from tests.records.samples import DAY, NOW, a_standing, a_submission, an_account

HEAD, MANAGER, LEADER = "head", "manager", "leader"


def settle(session: Session, number: str, supervisor: str = "", manager: str = "") -> None:
    """Put somebody into the directory."""
    session.add(
        Person(
            number=number,
            name=f"Person {number}",
            mail=f"{number}@example.test",
            agency="sacramento-it",
            supervisor=supervisor,
            manager=manager,
        )
    )


def arrange(session: Session, employee: str, status: Status, *, days_ago: int = 0) -> None:
    """Let somebody have an arrangement that stands there."""
    reference = f"TA-{employee}-{days_ago}"
    made = a_submission(reference, employee)
    made = replace(made, by=replace(made.by, at=NOW - days_ago * DAY))
    standing = a_standing(1, reference=reference, status=status)
    write_account(session, an_account(standing), submission=made)


@pytest.fixture
def team(session: Session) -> Session:
    """A head over a manager over a leader with two members; one more led by the manager alone."""
    settle(session, HEAD)
    settle(session, MANAGER, HEAD)
    settle(session, LEADER, MANAGER, HEAD)
    settle(session, "1", LEADER, MANAGER)
    settle(session, "2", LEADER, MANAGER)
    settle(session, "3", MANAGER)
    session.commit()
    return session


def numbers(members: list[Member]) -> list[str]:
    """Who they are."""
    return [member.person.number for member in members]


def of(session: Session, number: str = "1") -> Member:
    """One member of the leader's team."""
    session.expire_all()
    (found,) = [it for it in direct(session, LEADER) if it.person.number == number]
    return found


def test_a_supervisor_s_team_is_their_direct_reports(team: Session) -> None:
    assert numbers(direct(team, LEADER)) == ["1", "2"]
    assert numbers(direct(team, MANAGER)) == ["3", LEADER]
    assert direct(team, "1") == direct(team, "") == below(team, "") == []


def test_a_manager_s_team_is_everybody_below(team: Session) -> None:
    assert numbers(below(team, MANAGER)) == ["1", "2", "3", LEADER]
    assert numbers(below(team, HEAD)) == ["1", "2", "3", LEADER, MANAGER]
    assert numbers(below(team, LEADER)) == ["1", "2"]
    assert [leads_somebody(team, it) for it in (HEAD, MANAGER, LEADER, "1", "")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_somebody_is_below_their_leaders_at_whatever_distance(team: Session) -> None:
    led = {(one, other) for one in (HEAD, LEADER, "1", "") for other in (HEAD, "1", "3", "")}
    assert {pair for pair in led if is_below(team, *pair)} == {
        (HEAD, "1"),
        (HEAD, "3"),
        (LEADER, "1"),
    }


def test_a_circle_in_the_directory_ends(team: Session) -> None:
    team.get_one(Person, HEAD).supervisor = "1"
    team.commit()
    assert numbers(below(team, LEADER)) == ["1", "2", "3", HEAD, MANAGER]
    assert is_below(team, LEADER, HEAD)
    assert not is_below(team, LEADER, LEADER)


def levels(session: Session, leader: str) -> dict[str, int]:
    """How far down each is."""
    return {member.person.number: member.level for member in below(session, leader)}


def test_levels_count_from_supervisor_to_supervisor(team: Session) -> None:
    """Who has a supervisor in between is no direct report, even of their own manager."""
    assert levels(team, HEAD) == {MANAGER: 1, LEADER: 2, "3": 2, "1": 3, "2": 3}
    assert levels(team, MANAGER) == {LEADER: 1, "3": 1, "1": 2, "2": 2}
    assert levels(team, LEADER) == {"1": 1, "2": 1}


def test_who_is_led_as_manager_alone_stands_below_the_manager(team: Session) -> None:
    settle(team, "4", "somebody else", "1")
    settle(team, "5", "4")
    team.commit()
    found = levels(team, HEAD)
    assert (found["4"], found["5"]) == (4, 5)
    assert levels(team, "1") == {"4": 1, "5": 2}
    assert leads_somebody(team, "1")


def test_levels_in_a_circle_end(team: Session) -> None:
    team.get_one(Person, HEAD).supervisor = "1"
    team.commit()
    assert levels(team, LEADER) == {"1": 1, "2": 1, HEAD: 2, MANAGER: 3, "3": 4}


@pytest.mark.requirement("SA-017")
@pytest.mark.parametrize(
    ("status", "signed"),
    [
        (Status.REVIEW, False),
        (Status.SIGNING, False),
        (Status.DECLINED, False),
        (Status.AUTHORIZED, True),
        (Status.ACTIVE, True),
        (Status.ENDED, False),
        (Status.DENIED, False),
    ],
)
def test_each_member_s_signed_state_is_shown(team: Session, status: Status, signed: bool) -> None:
    arrange(team, "1", status)
    member = of(team)
    assert member.newest is not None
    assert (member.newest.status, member.signed is not None) == (status, signed)
    assert of(team, "2").newest is None


@pytest.mark.requirement("SA-017")
@pytest.mark.parametrize("telecommutes", [True, False, None])
@pytest.mark.parametrize("status", [Status.ACTIVE, Status.SIGNING, Status.ENDED, None])
def test_who_telecommutes_without_a_signed_arrangement_is_flagged(
    team: Session, telecommutes: bool | None, status: Status | None
) -> None:
    team.add(EmployeeFacts(person="1", telecommutes=telecommutes))
    if status is not None:
        arrange(team, "1", status)
    member = of(team)
    assert member.telecommutes is telecommutes
    assert member.telecommutes_unsigned is (telecommutes is True and status is not Status.ACTIVE)


def test_a_renewal_under_review_leaves_the_signed_one_in_force(team: Session) -> None:
    arrange(team, "1", Status.ACTIVE, days_ago=200)
    arrange(team, "1", Status.AUTHORIZED, days_ago=20)
    arrange(team, "1", Status.REVIEW)
    member = of(team)
    assert member.newest is not None
    assert member.newest.status == "review"
    assert member.signed is not None
    assert member.signed.reference == "TA-1-200"


def test_a_large_team_is_read_in_two_queries(team: Session, engine: Engine) -> None:
    for number in range(100, 130):
        settle(team, str(number), LEADER)
        team.flush()
        arrange(team, str(number), Status.ACTIVE)
    team.commit()
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *it: asked.append(it[2]))
    assert len(direct(team, LEADER)) == 32
    assert len(asked) == 2
    assert len(below(team, HEAD)) == 35
    assert len(asked) == 4
