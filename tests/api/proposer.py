"""An employee at a program's form, section by section."""

import re
from html import unescape

from httpx2 import Response

from api.views.forms import own_sections
from policy.acts import Submission
from policy.form import Section
from policy.forms.checking import to_form
from policy.program import Program
from policy.proposal import Proposal
from tests import people
from tests.api.seeding import Story, a_week, full_answers
from tests.api.site import Desk, post

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
KEY = "chosen-by-form"


class Proposer:
    """An employee at the form."""

    def __init__(self, desk: Desk, person: str = people.EMPLOYEE) -> None:
        self.desk = desk
        self.client = desk.sign_in(person)
        agency = "sacramento-it" if person.startswith("2") else "comptroller"
        self.program: Program = desk.parts.programs.get(desk.parts.agencies[agency].program)
        self.sections = own_sections(self.program)
        self.path = post(self.client, "/propose").headers["location"]
        story = Story(desk, answers=full_answers(desk, self.program.name))
        ends_on = story.ends_on if self.program.term.maximum_months else None
        week = a_week("tuesday", "thursday")
        self.typed = to_form(Proposal(story.starts_on, ends_on, week, story.answers))

    @property
    def reference(self) -> str:
        return self.path.split("/")[-1]

    def fill(self, section: Section, **changes: str) -> Response:
        """Send one section."""
        path = f"{self.path}/{section.id}"
        return post(self.client, path, **{**self.typed, **changes})

    def fill_all(self, **changes: str) -> None:
        """Send every section."""
        for section in self.sections:
            self.fill(section, **changes)

    def holding(self, field: str) -> Section:
        """The section that asks for a field."""
        return next(s for s in self.sections if field in {f.id for f in s.fields})

    def page(self, path: str) -> str:
        """A page's text without tags."""
        answer = self.client.get(f"{self.path}{path}")
        assert answer.status_code == 200, answer.text
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def sent(proposer: Proposer) -> Submission:
    """Send the proposal; what the engine got."""
    answer = post(proposer.client, f"{proposer.path}/check", key=KEY)
    assert answer.status_code == 303, unescape(re.sub(r"<[^>]+>", " ", answer.text))
    [(_, submission)] = proposer.desk.door.acts
    assert isinstance(submission, Submission)
    return submission
