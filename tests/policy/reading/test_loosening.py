"""What would loosen a rule or make no sense is refused by name, at its line."""

from pathlib import Path

import pytest

from policy.reading.agencies import load_agencies
from policy.reading.loading import ProgramError, load_programs
from tests.policy.samples import FOLDER
from tests.policy.water import ADDED, WATER


def refused(folder: Path, old: str, new: str) -> ProgramError:
    """The error that loading gives after the first `old` was changed to `new`."""
    assert old in WATER + ADDED
    text = (WATER + ADDED).replace(old, new, 1)
    (folder / "water.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProgramError) as caught:
        load_agencies(folder, load_programs(FOLDER))
    return caught.value


@pytest.mark.requirement("CT-006")
def test_days_away_are_counted_only_against_a_largest_share(tmp_path: Path) -> None:
    folder = tmp_path / "agencies"
    folder.mkdir()
    city = (FOLDER / "agencies" / "sacramento-it.toml").read_text(encoding="utf-8")
    added = '\nversion = "1"\n[limits]\naway_days = true\n'
    (folder / "sacramento-it.toml").write_text(city + added, encoding="utf-8")
    with pytest.raises(ProgramError, match="without a largest share") as caught:
        load_agencies(folder, load_programs(FOLDER))
    assert caught.value.key == "limits.away_days"


@pytest.mark.requirement("CT-006")
@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        (
            "maximum_months = 6",
            "maximum_months = 10",
            "limits.maximum_months",
            "10 loosens the maximum of 9 (General Letter 32, IV.E)",
        ),
        (
            "duty_station_days = 3",
            "duty_station_days = 0",
            "limits.duty_station_days",
            "0 loosens the minimum of 1 (General Letter 32, I)",
        ),
        (
            "most_away_percent = 40",
            "most_away_percent = 60",
            "limits.most_away_percent",
            "60 loosens the maximum of 50 (General Letter 32, IV.D)",
        ),
        (
            "das = 5",
            "das = 8",
            "limits.due_within_days.das",
            "8 loosens the maximum of 7 (General Letter 32, VI)",
        ),
        (
            "n10 = 12",
            "n10 = 3",
            "limits.months.n10",
            "3 loosens the minimum of 6 (General Letter 32, III.C.2",
        ),
        (
            "notice_days = 21",
            "notice_days = 7",
            "limits.notice_days",
            "7 loosens the minimum of 14 (General Letter 32, IV.E)",
        ),
        (
            "equipment_return = 3",
            "equipment_return = 30",
            "limits.duty_within_days.equipment_return",
            "30 loosens the maximum of 7 (General Letter 32, IV.I)",
        ),
        ("equipment_return = 3", "swim = 3", "limits.duty_within_days.swim", "no duty swim"),
        (
            'id = "boat_out"',
            'id = "day_change"',
            "approvals[1].id",
            "day_change is the program's (General Letter 32, IV.D)",
        ),
        (
            'id = "boat_out"',
            'id = "boat_out"\neffect = "recall"',
            "approvals[1].effect",
            "belongs to approvals of General Letter 32",
        ),
        ('id = "flood"', 'id = "injury"', "reports[1].id", "(General Letter 32, IV.K)"),
        ('id = "dried"', 'id = "certificate"', "duties[1].id", "(General Letter 32, IV.J)"),
        ("n10 = 12", "rated = 12", "limits.months.rated", "no question that counts"),
        ("das = 5", "personnel_file = 5", "limits.due_within_days.personnel_file", "no copy with"),
        ('id = "on_call"', 'id = "n10"', "questions[1].id", "(General Letter 32, III.C.2"),
        (
            'id = "flood_zone"',
            'id = "location_address"',
            "sections[1].fields[1].id",
            "location_address is the program's (General Letter 32, ",
        ),
        ('id = "flood_plan"', 'id = "arrangement"', "documents[1].id", "changes nothing"),
        (
            'replaces = ["it_policies"]',
            'replaces = ["overtime"]',
            "replaces",
            "no replaceable group of clauses overtime (there is it_policies)",
        ),
    ],
)
def test_what_would_loosen_or_change_a_rule_is_refused_by_the_rules_name(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    error = refused(tmp_path, old, new)
    assert error.key == key
    assert reason in error.reason
    assert error.line > 0


@pytest.mark.requirement("CT-145")
def test_replaced_policies_must_be_acknowledged_by_the_same_signers(tmp_path: Path) -> None:
    error = refused(tmp_path, 'line = "employee"', 'line = "supervisor"')
    assert error.key == "replaces"
    assert "employee" in error.reason
    assert "(General Letter 32, IV.J, footnote 5)" in error.reason


@pytest.mark.requirement("CT-145")
def test_what_only_some_acknowledge_replaces_nothing_that_all_do(tmp_path: Path) -> None:
    only_some = 'line = "employee"\nwhen = "confidential=yes"'
    error = refused(tmp_path, 'line = "employee"', only_some)
    assert error.key == "replaces"
    assert "leaves employee nothing to acknowledge" in error.reason


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('version = "3"', "", "version", "is missing: an arrangement keeps"),
        ('version = "3"', 'version = "three"', "version", "whole number"),
        ("[titles]\nagency_head", "[titles]\nclerk", "titles", "no role clerk"),
        ('analysis = "employee"', 'analysis = "pets"', "questions[1].analysis", "no analysis pets"),
        ('analysis = "employee"', "", "questions[1].analysis", "is missing"),
        ('answer = "no"', 'answer = "maybe"', "questions[1].answer", "yes or no"),
        ('title = "Flood roster"', "", "sections[2].title", "no such section"),
        (
            'id = "location"',
            'id = "location"\ntitle = "Place"',
            "sections[1].title",
            "leave it out",
        ),
        ("most = 53", "most = 99999999", "sections[2].fields[1].most", "between least and"),
        (
            'citation = "Water 10"',
            'citation = "W"\nid = "w"\nline = "cat"',
            "clauses[2].line",
            "cat",
        ),
        ('lines = ["employee", "supervisor"]', "lines = []", "documents[1].lines", "at least one"),
        ('copies = ["personnel_file"]', 'copies = ["moon"]', "documents[1].copies", "no copy moon"),
        ('template = "policy"', 'template = "poster"', "documents[1].template", "must be one of"),
        ("das = 5", "das = 2", "limits.due_within_days.das", "must be less than"),
        ("maximum_months = 6", "maximum_months = 0", "limits.maximum_months", "1 or more"),
        (
            "duty_station_days = 3",
            "duty_station_days = 9",
            "limits.duty_station_days",
            "seven days",
        ),
        ('opens = ["dried"]', 'opens = ["moon"]', "reports[1].opens", "no duty moon"),
        ('opens = ["dried"]\n', "", "duties[1].id", "is opened by nothing"),
        ('on = "boat_day"', 'on = "sea"', "approvals[1].on", "of kind date"),
        (
            'kind = "number"\n\n[[duties',
            'kind = "tide"\n\n[[duties',
            "reports[1].fields[1].kind",
            "one of",
        ),
        ("[limits]", "[limits]\nspeed = 5", "limits.speed", "may hold"),
        ("[titles]", "[colors]", "colors", "may hold"),
    ],
)
def test_each_fault_of_an_addition_is_named_where_it_stands(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    error = refused(tmp_path, old, new)
    assert (error.key, reason in error.reason) == (key, True), str(error)


@pytest.mark.requirement("CT-004")
@pytest.mark.parametrize(
    ("branch", "reason"),
    [("", "is missing: Executive or Legislative"), ('branch = "Judicial"', "Judicial is out of")],
)
def test_an_agency_outside_the_programs_branches_is_refused(
    tmp_path: Path, branch: str, reason: str
) -> None:
    error = refused(tmp_path, 'branch = "Executive"', branch)
    assert error.key == "branch"
    assert reason in error.reason


@pytest.mark.parametrize("key", ["site", "help_page"])
def test_what_becomes_a_link_on_every_page_is_a_web_address(tmp_path: Path, key: str) -> None:
    line = 'branch = "Executive"'
    error = refused(tmp_path, line, f'{line}\n{key} = "javascript:alert(1)"')
    assert error.key == key
    assert "is no web address" in error.reason
