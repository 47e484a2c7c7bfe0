"""What can be done where: every page that acts, in every state, as the access table has it."""

from collections.abc import Callable

import pytest

from api.rights.access import WHEN, Doing
from policy.account import Ending, Status
from policy.acts import Outcome
from tests import people
from tests.api.reading import PATH, page_of
from tests.api.seeding import Story, full_answers
from tests.api.site import Desk

LIVES: dict[Status, Callable[[Story], Story]] = {
    Status.REVIEW: lambda story: story.submit().review("supervisor"),
    Status.DECISION: lambda story: story.submit().review(),
    Status.SIGNING: lambda story: story.submit().review().approve(),
    Status.DECLINED: lambda story: story.submit().review().approve().decline("manager"),
    Status.AUTHORIZED: lambda story: story.submit().review().approve().sign(),
    Status.ACTIVE: lambda story: story.submit().review().approve().sign().deliver().start(),
    Status.ENDED: lambda story: story.submit().review().end(Ending.ENDED_BY_AGENCY),
    Status.DENIED: lambda story: story.submit().review().approve(Outcome.DENIED),
    Status.WITHDRAWN: lambda story: story.submit().end(Ending.WITHDRAWN, Status.WITHDRAWN),
}
PAGES = {
    Doing.SEE: ("", "What happened"),
    Doing.SEE_FINDINGS: ("/review", "Review of the proposal of"),
    Doing.DECIDE: ("/decide", "How do you decide?"),
    Doing.ACCOMMODATE: ("/accommodate", "Record the determination"),
    Doing.ASK_AGAIN: ("/ask-again?role=supervisor", "is asked once more"),
    Doing.AMEND: ("/amend", "Make the new version"),
    Doing.END: ("/end", "for good, "),
}
"""Each page of the coordinator with what it says where the act is open."""


@pytest.mark.parametrize("status", LIVES)
def test_a_page_offers_its_act_exactly_where_the_table_says(desk: Desk, status: Status) -> None:
    answers = {**full_answers(desk, "connecticut"), "accommodation": "yes"}
    story = LIVES[status](Story(desk, answers=answers))
    assert story.status is status
    desk.sign_in(people.COORDINATOR)
    offered = {doing for doing, (path, said) in PAGES.items() if said in page_of(desk, PATH + path)}
    assert offered == {doing for doing in PAGES if status in WHEN[doing]}
