"""A review that is in, with or without something in the way."""

from policy.analysis import Finding
from tests import people
from tests.api.reading import PATH
from tests.api.seeding import Story, full_answers
from tests.api.site import Desk

REVIEW = f"{PATH}/review"
CAN = "The duties can be done."


def story_of(desk: Desk, **answers: str) -> Story:
    """A whole proposal, submitted; the coordinator looks at it."""
    story = Story(desk, answers={**full_answers(desk, "connecticut"), **answers}).submit()
    desk.sign_in(people.COORDINATOR)
    return story


def stopped(desk: Desk, **answers: str) -> Story:
    """Reviewed by all, with two answers that stop it."""
    found = {
        "n3": Finding("n3", "yes", "They said so."),
        "y1": Finding("y1", "no", "It would not."),
    }
    return story_of(desk, **answers).review(found=found)
