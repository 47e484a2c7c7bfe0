"""The pages of the directory: people, and feeds in every state."""

from records import feed as feeds
from records.feed import Staging
from tests import people
from tests.api.browser.shown import Shown
from tests.api.feeds.handing import ANA, NEW
from tests.api.site import Desk
from tests.feeds import a_file

OF_PEOPLE = (
    "people", "nobody found", "person", "hand in a file", "feed to look at", "feed of nothing",
    "feed that waits", "feed applied", "feed refused",
)  # fmt: skip


def pages_of_people(desk: Desk, nasty: str) -> list[Shown]:
    """Seed the desk with feeds and list the pages."""
    plain = " ".join(nasty.split())[:200]
    changed = ANA | {"unit": plain, "duty_station": "9 Oak Place"}
    applied = _feed(desk, "applied", a_file(ANA | {"title": "Examiner"}, NEW), apply=True)
    looked_at = _feed(desk, "look", a_file(changed, NEW | {"unit": "Audit"}))
    nothing = _feed(desk, "nothing", a_file(ANA | {"title": "Examiner"}))
    waits = _feed(desk, "waits", a_file(changed), send=True)
    refused = _feed(desk, "refused", a_file(NEW | {"supervisor": "77"}), apply=True)
    return [
        Shown("people", people.COORDINATOR, "/people"),
        Shown("nobody found", people.COORDINATOR, "/people?q=nobody"),
        Shown("person", people.COORDINATOR, f"/people/{people.HEAD}"),
        Shown("hand in a file", people.COORDINATOR, "/people/feed"),
        Shown("feed to look at", people.COORDINATOR, f"/people/feed/{looked_at}"),
        Shown("feed of nothing", people.COORDINATOR, f"/people/feed/{nothing}"),
        Shown("feed that waits", people.COORDINATOR, f"/people/feed/{waits}"),
        Shown("feed applied", people.COORDINATOR, f"/people/feed/{applied}"),
        Shown("feed refused", people.COORDINATOR, f"/people/feed/{refused}"),
    ]


def _feed(desk: Desk, key: str, text: str, *, apply: bool = False, send: bool = False) -> int:
    """A feed of the coordinator's, as far as that."""
    agency, now = frozenset({"comptroller"}), desk.clock()
    staging = Staging(key, people.COORDINATOR, text, agency, agency, now)
    with desk.session() as session:
        number = feeds.stage(session, staging).number or 0
        if send:
            feeds.send(session, number, now)
        session.commit()
    if apply:
        desk.feeds.feeding.apply(number, now)
    return number
