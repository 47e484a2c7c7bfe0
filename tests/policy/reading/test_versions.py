"""An arrangement keeps the version it began under; a proposal takes the one that applies."""

import re
from datetime import date
from pathlib import Path

import pytest

from policy.plan import plan
from policy.program import Agency, Program
from policy.reading.agencies import load_agencies, load_agency
from policy.reading.catalog import NotInForce, Programs
from policy.reading.loading import ProgramError, load_programs
from tests.policy.samples import FOLDER
from tests.policy.water import ADDED, CONNECTICUT, SEVEN_MONTHS, WATER, written


@pytest.fixture
def programs() -> Programs:
    return load_programs(FOLDER)


@pytest.fixture
def agencies(tmp_path: Path) -> Path:
    """A folder with the one agency, extended."""
    return written(tmp_path)


@pytest.fixture
def water(agencies: Path, programs: Programs) -> Agency:
    return load_agencies(agencies, programs)["water"]


@pytest.fixture
def whole(water: Agency, programs: Programs) -> Program:
    return programs.of(water)


@pytest.fixture
def two_versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a program of six months at most; from 2027 on, of nine."""
    folder = tmp_path_factory.mktemp("programs")
    six = CONNECTICUT.replace("maximum_months = 9", "maximum_months = 6", 1)
    (folder / "first.toml").write_text(six, encoding="utf-8")
    second = CONNECTICUT.replace('version = "2010.1"', 'version = "2010.2"', 1)
    dated = re.sub(r"applies_from = .*", "applies_from = 2027-01-01", second, count=1)
    (folder / "second.toml").write_text(dated, encoding="utf-8")
    return folder


def extended_again(folder: Path) -> None:
    """What the agency added before is kept beside what it adds now."""
    (folder / "water.toml").rename(folder / "water-3.toml")
    written(folder, SEVEN_MONTHS)


def test_an_extended_program_is_a_version_and_a_digest_of_its_own(
    whole: Program, programs: Programs
) -> None:
    plain = programs.get("connecticut")
    assert whole.version == f"{plain.version}+water.3"
    assert whole.digest != plain.digest
    assert programs.get("connecticut", whole.version) == whole


def test_an_agency_that_adds_nothing_has_the_program_itself(programs: Programs) -> None:
    found = load_agencies(FOLDER / "agencies", programs)
    assert programs.of(found["comptroller"]) is programs.get("connecticut")


def test_the_liaison_of_an_agency_is_no_part_of_the_digest(agencies: Path, whole: Program) -> None:
    moved = (WATER + ADDED).replace("860-555-0120", "860-555-0121")
    (agencies / "water.toml").write_text(moved, encoding="utf-8")
    programs = load_programs(FOLDER)
    assert programs.of(load_agencies(agencies, programs)["water"]).digest == whole.digest


def test_an_arrangement_finds_the_additions_it_began_under(agencies: Path, whole: Program) -> None:
    extended_again(agencies)
    programs = load_programs(FOLDER)
    water = load_agencies(agencies, programs)["water"]
    assert programs.of(water).version.endswith("+water.4")
    assert programs.of(water).term.maximum_months == 7
    assert programs.of(water, whole.version) == whole
    rules = plan(programs.of(water, whole.version), water, {})
    assert (rules.version, rules.digest) == (whole.version, whole.digest)


@pytest.mark.parametrize("missing", ["2010.1+water.9", "2010.1+fire.3", "1999.1+water.3"])
def test_additions_that_are_not_there_are_a_key_error(
    water: Agency, programs: Programs, missing: str
) -> None:
    with pytest.raises(KeyError):
        programs.of(water, missing)


def test_an_earlier_file_needs_the_present_one_beside_it(agencies: Path) -> None:
    (agencies / "water.toml").rename(agencies / "water-3.toml")
    with pytest.raises(ProgramError, match=r"there is no water\.toml"):
        load_agencies(agencies, load_programs(FOLDER))


def test_a_version_of_additions_there_twice_is_refused(agencies: Path) -> None:
    (agencies / "water-3.toml").write_text(WATER + ADDED, encoding="utf-8")
    with pytest.raises(ProgramError, match=r"water-3\.toml:\d+: version: 3 is there twice"):
        load_agencies(agencies, load_programs(FOLDER))


def test_a_proposal_takes_the_newest_version_that_applies_on_its_day(two_versions: Path) -> None:
    programs = load_programs(two_versions)
    agency = load_agency(FOLDER / "agencies" / "comptroller.toml", programs)
    assert programs.of(agency, on=date(2026, 12, 31)).version == "2010.1"
    assert programs.of(agency, on=date(2027, 1, 1)).version == "2010.2"
    assert programs.of(agency, "2010.1", on=date(2027, 1, 1)).version == "2010.1"


def test_before_its_first_day_no_version_of_a_program_applies(programs: Programs) -> None:
    agency = load_agencies(FOLDER / "agencies", programs)["comptroller"]
    with pytest.raises(NotInForce, match="applies from September 1, 2010"):
        programs.of(agency, on=date(2010, 8, 31))


def test_the_additions_from_before_hold_where_the_present_ones_do_not_fit(
    agencies: Path, two_versions: Path
) -> None:
    extended_again(agencies)
    programs = load_programs(two_versions)
    water = load_agencies(agencies, programs)["water"]
    assert programs.of(water, on=date(2026, 12, 31)).version == "2010.1+water.3"
    assert programs.of(water, on=date(2027, 1, 1)).version == "2010.2+water.4"
