"""Documents are fixed once, whoever else is still at work on them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from activities.consulting import Consulting
from activities.filing import Filing, FilingOrder, Frozen, Known
from documents.paper import PaperContent
from documents.rendering import Typeset, Typesetter
from documents.store import FolderStore
from policy.deadlines import clocks_of
from records import papers
from records.database import Sessions
from records.people import Person
from tests import people
from tests.activities.drawn import AT, DRAFTER, REFERENCE, record, submission
from tests.policy.samples import PROGRAMS


class Overtaken(Typesetter):
    """While it sets its first document, somebody else does all of the work."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self._meanwhile = [meanwhile]

    def render(
        self, content: PaperContent, attachments: Mapping[str, bytes] | None = None
    ) -> Typeset:
        """Set a document, after the others."""
        while self._meanwhile:
            self._meanwhile.pop()()
        return super().render(content, attachments)


def test_what_another_attempt_has_fixed_meanwhile_is_what_will_be_signed(
    sessions: Sessions, tmp_path: Path
) -> None:
    """The first attempt was given up for lost, and drew up the same under another name."""
    came_in = submission(people.CITY_EMPLOYEE, "sacramento-it")
    record(sessions, came_in, came_in.proposal)
    order = FilingOrder(
        reference=REFERENCE,
        version=1,
        program=came_in.plan.program,
        program_version=came_in.plan.version,
        time_zone=came_in.plan.time_zone,
        agency=came_in.agency,
        employee=people.CITY_EMPLOYEE,
        now=AT,
    )

    def freeze(typesetter: Typesetter) -> Frozen:
        consulting = Consulting(sessions, PROGRAMS)
        store = FolderStore(tmp_path / "documents")
        known = Known((), {}, clocks_of(order.time_zone, AT, None))
        return Filing(sessions, DRAFTER, typesetter, store, consulting).freeze(order, known)

    def meanwhile() -> None:
        with sessions() as session:
            session.get_one(Person, people.CITY_EMPLOYEE).name = "Another Name"
            session.commit()
        freeze(Typesetter())

    found = freeze(Overtaken(meanwhile))
    with sessions() as session:
        kept = papers.frozen(session, REFERENCE, 1)
    assert {ref.document: ref.digest for ref in found.documents} == {
        paper.document: paper.digest for paper in kept
    }
