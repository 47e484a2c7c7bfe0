"""Who proposes is bound by the program as it applies that day, as their agency extends it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.forms.submitting import rules_for
from api.parts import Parts
from api.rights.access import NotAllowed
from policy.program import Program
from policy.reading.loading import load_agencies, load_programs
from records.people import find
from tests import people
from tests.api.site import Desk
from tests.policy.samples import FOLDER
from tests.policy.water import CONNECTICUT, SEVEN_MONTHS

COMPTROLLER = (FOLDER / "agencies" / "comptroller.toml").read_text(encoding="utf-8")


@pytest.fixture
def parts(desk: Desk, tmp_path: Path) -> Parts:
    """A program that its agency extends, and a next version that applies from 2027."""
    folder, agencies = tmp_path / "programs", tmp_path / "agencies"
    for each in (folder, agencies):
        each.mkdir()
    second = CONNECTICUT.replace('version = "2010.1"', 'version = "2010.2"', 1)
    second = re.sub(r"applies_from = .*", "applies_from = 2027-01-01", second, count=1)
    (folder / "first.toml").write_text(CONNECTICUT, encoding="utf-8")
    (folder / "second.toml").write_text(second, encoding="utf-8")
    (agencies / "comptroller.toml").write_text(COMPTROLLER + SEVEN_MONTHS, encoding="utf-8")
    programs = load_programs(folder)
    return replace(desk.parts, programs=programs, agencies=load_agencies(agencies, programs))


def rules_at(parts: Parts, moment: datetime) -> Program:
    """The program that the employee proposes under at that moment."""
    with parts.sessions() as session:
        employee = find(session, people.EMPLOYEE)
    assert employee is not None
    return rules_for(replace(parts, clock=lambda: moment), employee)[0]


@pytest.mark.requirement("CT-006")
def test_a_proposal_is_made_under_the_program_as_the_agency_extends_it(parts: Parts) -> None:
    rules = rules_at(parts, datetime(2026, 11, 2, 12, tzinfo=UTC))
    assert rules.version == "2010.1+comptroller.4"
    assert rules.term.maximum_months == 7


def test_a_new_version_applies_from_its_day_on_in_the_agencys_time_zone(parts: Parts) -> None:
    still_2026 = datetime(2027, 1, 1, 4, 59, tzinfo=UTC)
    assert rules_at(parts, still_2026).version == "2010.1+comptroller.4"
    assert rules_at(parts, still_2026.replace(hour=5)).version == "2010.2+comptroller.4"


def test_before_a_programs_first_day_nobody_can_propose(parts: Parts) -> None:
    with pytest.raises(NotAllowed, match="applies from September 1, 2010"):
        rules_at(parts, datetime(2010, 8, 31, 12, tzinfo=UTC))
