"""By which version, roles and plans a request or report about an arrangement is judged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from api.rights.concerning import Case, asked_in, case_of, reported_in
from api.who import acting
from policy.acts import Attribution
from policy.concerns import ConcernState
from policy.identity import KnownBy
from policy.week import Place
from records import arrangements
from tests import people
from tests.api.coming_up import DAY_CHANGE, Life
from tests.api.living import Living, living
from tests.api.seeding import Story
from tests.api.site import REFERENCE, Desk

TUESDAY, WEDNESDAY = date(2026, 12, 8), date(2026, 12, 9)
RECALLED = {"day": "2026-12-01", "purpose": "Training"}
BROKEN = {"day": "2026-12-01", "how": "By accident", "what": "A list of names."}
BOTH = ("supervisor", "manager")


@contextmanager
def case(desk: Desk, number: str = people.EMPLOYEE) -> Iterator[Case]:
    """The arrangement as somebody asks or reports about it."""
    with desk.session() as session:
        found = arrangements.find(session, REFERENCE)
        assert found is not None
        who = acting(session, desk.parts, people.known(session, number), KnownBy.SESSION)
        yield case_of(session, desk.parts, who, found)


def test_an_approved_day_change_counts_where_a_day_is_worked(life: Life) -> None:
    asked = life.request("day_change", DAY_CHANGE)
    with case(life.desk) as found:
        assert found.place_on(TUESDAY) is Place.TELECOMMUTING
        assert found.place_on(WEDNESDAY) is Place.DUTY_STATION
    life.close(asked, ConcernState.APPROVED, "supervisor")
    with case(life.desk) as found:
        assert found.place_on(TUESDAY) is Place.DUTY_STATION
        assert found.place_on(WEDNESDAY) is Place.TELECOMMUTING


def test_a_day_on_which_it_is_not_in_force_is_as_its_week_has_it(life: Life) -> None:
    with case(life.desk) as found:
        assert found.place_on(date(2027, 9, 7)) is Place.TELECOMMUTING


def test_the_version_in_force_counts_while_another_is_on_the_table(desk: Desk) -> None:
    story: Living = living(desk)
    before = story.proposal
    story.modify(duties_away="Reads contracts")
    with case(desk) as found:
        assert found.proposal == before != story.proposal


def test_before_any_is_in_force_the_one_on_the_table_does(desk: Desk) -> None:
    story = Story(desk).submit().review().approve()
    with case(desk) as found:
        assert found.proposal == story.proposal


def test_who_plays_two_parts_says_in_which_they_act(life: Life) -> None:
    """The first of them where nothing is said; none where the part is somebody else's."""
    with life.desk.session() as session:
        people.known(session, people.EMPLOYEE).manager = people.SUPERVISOR
        session.commit()
    by = Attribution(people.SUPERVISOR, "k", life.desk.clock.now)
    chosen = {"": "supervisor", "manager": "manager", "hr_representative": ""}
    with case(life.desk, people.SUPERVISOR) as found:
        assert found.roles == BOTH
        rules = found.program.in_force
        recall, breach = rules.approval("called_in"), rules.report("breach")
        assert recall is not None
        assert breach is not None
        for role, wanted in chosen.items():
            asked, wrong = asked_in(found, recall, RECALLED, by, role)
            assert wrong == ()
            assert asked is not None
            assert asked.role == wanted
            reported, wrong = reported_in(found, breach, BROKEN, by, role)
            assert wrong == ()
            assert reported is not None
            assert reported.role == wanted


def test_only_what_a_part_may_report_is_offered(life: Life) -> None:
    with case(life.desk, people.SUPERVISOR) as found:
        offered = {rule.id for rule in found.reports}
        every = {rule.id for rule in found.program.in_force.reports}
    assert "breach" in offered
    assert offered < every


def test_what_comes_too_late_is_said_of_the_time_or_else_of_the_day(life: Life) -> None:
    """At the last moment too; what nobody decides may be for today."""
    today = {**DAY_CHANGE, "day": "2026-12-01"}
    overtime = {"day": "2026-12-01", "starts": "9:00 am", "hours": "1", "why": "Closing"}
    by = Attribution(people.EMPLOYEE, "k", life.desk.clock.now)
    with case(life.desk) as found:
        for name, answers, field in (
            ("day_change", today, "day"),
            ("overtime_away", overtime, "starts"),
        ):
            rule = found.program.in_force.approval(name)
            assert rule is not None
            asked, (wrong,) = asked_in(found, rule, answers, by)
            assert asked is None
            assert wrong.field == field
