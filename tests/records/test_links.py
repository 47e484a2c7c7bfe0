"""A link finds a task; what it leads to follows from the task and the timeline."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from policy.account import Entry, Happening
from policy.tasks import Purpose, Task
from records import entries, links, tasks
from records.accounts import write_account
from records.links import Link, LinkState
from records.secret import digest_of
from tests.records.samples import (
    ENTRY,
    HR,
    NOW,
    REFERENCE,
    REVIEWER,
    TASK,
    a_standing,
    an_account,
    begin,
)

SECRET = b"k" * 32
SIGNING = replace(TASK, about="manager", version=1)
SIGNED = replace(
    ENTRY, kind=Happening.SIGNED, person=REVIEWER, about="manager", version=1, key="act"
)


def link_to(task: Task) -> Link:
    """The link that a mail about that task carries."""
    name = links.link_id(
        REFERENCE, task.purpose.value, task.role, task.person, task.about, task.version
    )
    return Link(
        id=name,
        digest=digest_of(links.token(SECRET, name)),
        reference=REFERENCE,
        purpose=task.purpose.value,
        role=task.role,
        person=task.person,
        about=task.about,
        version=task.version,
        made_at=NOW,
    )


def put(session: Session, task: Task, *entries: Entry, open_tasks: tuple[Task, ...]) -> Link:
    """Put an arrangement with a link to `task` on record."""
    begin(session, a_standing(1, *open_tasks), *entries)
    link = link_to(task)
    write_account(session, an_account(a_standing(2, *open_tasks)), links=[link])
    return link


def test_a_task_is_led_to_by_its_own_link_once_mail_has_carried_one(session: Session) -> None:
    link = put(session, TASK, open_tasks=(TASK, replace(TASK, role="supervisor")))
    asked = tasks.of_arrangement(session, REFERENCE)
    assert [task.role for task in asked] == ["manager", "supervisor"]
    assert links.leading_to(session, asked) == [link.id, ""]
    assert links.leading_to(session, []) == []


def test_one_link_leads_to_every_line_that_its_person_signs_in_a_role(session: Session) -> None:
    second, other = replace(SIGNING, about="policy"), replace(SIGNING, role="supervisor")
    review = replace(SIGNING, purpose=Purpose.REVIEW)
    link = put(session, SIGNING, open_tasks=(SIGNING, second, other, review))
    asked = tasks.of_arrangement(session, REFERENCE)
    assert links.leading_to(session, asked) == [link.id, link.id, "", ""]


def test_a_token_is_forty_letters_that_no_mail_client_cuts() -> None:
    token = links.token(SECRET, link_to(TASK).id)
    assert len(token) == 40
    assert token.isalnum()
    assert token == token.lower()


def test_the_token_of_a_link_is_the_same_each_time_but_not_with_another_secret() -> None:
    assert links.token(SECRET, "a") == links.token(SECRET, "a")
    assert links.token(SECRET, "a") != links.token(SECRET, "b")
    assert links.token(SECRET, "a") != links.token(b"x" * 32, "a")


def test_each_part_of_a_task_makes_another_link() -> None:
    others = [
        TASK,
        replace(TASK, purpose=Purpose.REVIEW),
        replace(TASK, role="head"),
        replace(TASK, person=HR),
        replace(TASK, about="x"),
        replace(TASK, version=2),
    ]
    assert len({link_to(task).id for task in others}) == len(others)
    assert links.link_id("a", "b", "c", "", "", 0) != links.link_id("a", "b", "", "c", "", 0)


@pytest.mark.parametrize("spoil", ["{}", "<{}>", " {}.", "{}\r\n", "{} "])
def test_a_link_is_found_as_mail_clients_mangle_it(session: Session, spoil: str) -> None:
    link = put(session, TASK, open_tasks=(TASK,))
    token = links.token(SECRET, link.id)
    for followed in (token, token.upper()):
        found = links.find_link(session, spoil.format(followed))
        assert found is not None
        assert found.id == link.id


@pytest.mark.parametrize("token", ["", "a", "a" * 40, "\x00", "\ud800", "é" * 40, "a" * 100_000])
def test_an_unknown_or_malformed_token_finds_nothing(session: Session, token: str) -> None:
    put(session, TASK, open_tasks=(TASK,))
    assert links.find_link(session, token) is None


def test_one_changed_letter_finds_nothing(session: Session) -> None:
    link = put(session, TASK, open_tasks=(TASK,))
    token = links.token(SECRET, link.id)
    forged = ("b" if token[0] == "a" else "a") + token[1:]
    assert links.find_link(session, forged) is None
    assert links.find_link(session, token[:-1]) is None


def test_only_the_digest_of_a_token_is_stored(session: Session) -> None:
    link = put(session, TASK, open_tasks=(TASK,))
    token = links.token(SECRET, link.id)
    assert token not in str(link.model_dump())


def test_a_link_is_open_while_its_task_is(session: Session) -> None:
    link = put(session, SIGNING, open_tasks=(SIGNING,))
    assert links.state(session, link) is LinkState.OPEN
    task = tasks.matching(session, link)
    assert task is not None
    assert task.person == REVIEWER


def test_a_link_is_spent_once_its_person_signed(session: Session) -> None:
    link = put(session, SIGNING, SIGNED, open_tasks=())
    assert links.state(session, link) is LinkState.SPENT
    act = entries.act_on(session, link)
    assert act is not None
    assert act.key == "act"


def test_a_link_is_spent_once_its_person_declined_and_open_when_asked_again(
    session: Session,
) -> None:
    declined = replace(SIGNED, kind=Happening.DECLINED)
    link = put(session, SIGNING, declined, open_tasks=())
    assert links.state(session, link) is LinkState.SPENT
    write_account(session, an_account(a_standing(3, SIGNING)))
    assert links.state(session, link) is LinkState.OPEN


@pytest.mark.parametrize(
    "other",
    [
        replace(SIGNED, person=HR),
        replace(SIGNED, version=2),
        replace(SIGNED, about="head"),
        replace(SIGNED, role="head"),
        replace(SIGNED, kind=Happening.REFUSED),
    ],
)
def test_somebody_elses_act_or_another_versions_replaces_the_link(
    session: Session, other: Entry
) -> None:
    link = put(session, SIGNING, other, open_tasks=(replace(SIGNING, version=2),))
    assert links.state(session, link) is LinkState.REPLACED


@pytest.mark.parametrize(
    ("purpose", "kind"),
    [
        (Purpose.REVIEW, Happening.REVIEW_GIVEN),
        (Purpose.ACKNOWLEDGE, Happening.COPY_ACKNOWLEDGED),
    ],
)
def test_every_task_by_link_is_spent_by_its_own_act(
    session: Session, purpose: Purpose, kind: Happening
) -> None:
    task = replace(TASK, purpose=purpose)
    link = put(session, task, replace(SIGNED, kind=kind, about="", version=0), open_tasks=())
    assert links.state(session, link) is LinkState.SPENT


@pytest.mark.parametrize(
    ("purpose", "kind"),
    [
        (Purpose.DECIDE, Happening.DECIDED),
        (Purpose.SETTLE, Happening.AMENDED),
        (Purpose.SETTLE, Happening.ENDED),
    ],
)
def test_the_coordinators_acts_say_what_came_of_it_and_still_spend_the_link(
    session: Session, purpose: Purpose, kind: Happening
) -> None:
    task = replace(TASK, purpose=purpose, role="coordinator", person=HR, about="manager")
    act = replace(ENTRY, kind=kind, role="", person=HR, about="approved", version=2)
    link = put(session, task, act, open_tasks=())
    assert links.state(session, link) is LinkState.SPENT


def test_a_copy_that_arrived_spends_the_link_of_whoever_was_to_see_to_it(
    session: Session,
) -> None:
    task = replace(TASK, purpose=Purpose.COPY, about="das")
    sent = replace(ENTRY, kind=Happening.COPY_SENT, person="", about="das")
    link = put(session, task, sent, open_tasks=())
    assert links.state(session, link) is LinkState.SPENT
