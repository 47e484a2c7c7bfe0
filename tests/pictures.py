"""Takes the pictures of the README from a seeded application: `python -m tests.pictures`.

Beside each picture its page's words are kept, so that a test can say when the picture is stale.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from demonstration import favorable
from policy.acts import Outcome
from policy.tasks import Purpose
from records.people import Person
from tests import people
from tests.api.browser.shown import VISITOR, Shown
from tests.api.browser.site import WIDE, Site, a_site
from tests.api.seeding import HOLDERS, Story
from tests.api.site import Desk, settle

IMAGES = Path(__file__).parents[1] / "docs" / "images"
HEIGHTS = {"board": 900, "sign": 1480}
"""Pixels from the top of the page that a picture shows."""

FIRST_DAY = date(2026, 12, 14)
AGAIN = "the picture is stale: python -m tests.pictures takes it again"
STAFF = (
    ("1101", "Amara Diallo", "Audit"),
    ("1102", "Benedict Cole", "Payroll"),
    ("1103", "Chiara Lombardi", "Retirement Services"),
    ("1104", "Devon Marsh", "Audit"),
    ("1105", "Esther Nakamura", "Budget and Financial Analysis"),
    ("1106", "Farid Rahimi", "Information Technology"),
    ("1107", "Greta Solberg", "Payroll"),
    ("1108", "Hugo Petrov", "Retirement Services"),
)


def pages(desk: Desk) -> list[Shown]:
    """Seed arrangements in every state, and name the pages to take."""
    _hire(desk)
    stories = [_story(desk, at) for at in range(len(STAFF))]
    late, reviewed, decided, signing, last, copied, active, denied = stories
    late.submit()
    signing.submit().review().approve().sign("employee", "manager").remind("agency_head")
    copied.submit().review().approve().sign()
    desk.clock.pass_by(days=8)
    active.submit().review().approve().sign().deliver().start()
    denied.submit().review().approve(Outcome.DENIED)
    reviewed.submit().review("supervisor")
    decided.submit().review()
    last.submit().review().approve().sign("employee", "supervisor", "manager", "hr_representative")
    desk.clock.pass_by(hours=3)
    return [
        Shown("board", people.COORDINATOR, "/arrangements"),
        Shown("sign", VISITOR, last.link(Purpose.SIGN, "agency_head", "agency_head")),
    ]


def _hire(desk: Desk) -> None:
    with desk.session() as session:
        boss = people.known(session, people.EMPLOYEE)
        for number, name, unit in STAFF:
            row = boss.model_dump() | {"number": number, "name": name, "unit": unit}
            mail = f"{name.split()[0].lower()}@example.test"
            session.add(Person.model_validate(row | {"mail": mail}))
        session.commit()


def _story(desk: Desk, at: int) -> Story:
    """The proposal of one of the staff."""
    number, _, unit = STAFF[at]
    answers = favorable.answers(desk.parts.programs.get("connecticut"))
    holders = HOLDERS | {"employee": number}
    reference = f"TA-{'7K3M9QXD'[at:] + '7K3M9QXD'[:at]}"
    name = f"{reference[:7]}-{reference[7:]}"
    return Story(desk, name, number, holders, unit=unit, starts_on=FIRST_DAY, answers=answers)


def words(site: Site, shown: Shown) -> str:
    """What a page says."""
    with site.visitor(person=shown.person) as visitor:
        return f"{visitor.open(shown.path).locator('main').inner_text().strip()}\n"


def take(site: Site, shown: Shown) -> bytes:
    """The top of a page as PNG."""
    with site.visitor(person=shown.person) as visitor:
        page = visitor.open(shown.path)
        page.set_viewport_size({"width": WIDE, "height": HEIGHTS[shown.name]})
        page.evaluate("document.fonts.ready")
        return page.screenshot()


@contextmanager
def staged(folder: Path) -> Iterator[tuple[Site, list[Shown]]]:
    """The seeded application of the pictures."""
    settle(folder / "settled.db")
    with a_site(folder, folder / "settled.db") as site:
        yield site, pages(site.desk)


def main() -> None:
    """Write every picture and its words."""
    with TemporaryDirectory() as folder, staged(Path(folder)) as (site, shown):
        for each in shown:
            (IMAGES / f"{each.name}.png").write_bytes(take(site, each))
            (IMAGES / f"{each.name}.txt").write_text(words(site, each), encoding="utf-8")
            sys.stdout.write(f"docs/images/{each.name}.png\n")


if __name__ == "__main__":
    main()
