"""A program file that does not fit is refused by file, line, key and rule."""

import shutil
from pathlib import Path

import pytest

from policy.reading.loading import (
    ProgramError,
    Programs,
    load_agencies,
    load_program,
    load_programs,
)
from tests.policy.samples import CONNECTICUT, FOLDER, PROGRAMS

TEXT = (FOLDER / "connecticut.toml").read_text(encoding="utf-8")


@pytest.fixture
def program_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(FOLDER / "connecticut.toml", tmp_path))


def refused(path: Path, old: str, new: str) -> ProgramError:
    """The error that loading gives after the first `old` was changed to `new`."""
    assert old in TEXT
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProgramError) as caught:
        load_program(path)
    assert caught.value.path == path
    assert str(path) in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('version = "2010.1"', 'version = "new"', "version", "numbers with dots"),
        ('version = "2010.1"', "version = 2010", "version", "text in quotes"),
        ('employer = "State of Connecticut"', 'employer = " "', "employer", "blank"),
        ('signer_identity = "link"', 'signer_identity = "fax"', "signer_identity", "one of link"),
        ('coordinator = "hr_rep', 'coordinator = "the_rep', "coordinator", "no role the_rep"),
        ('coordinator = "hr_rep', 'surprise = 1\ncoordinator = "hr_rep', "surprise", "may hold"),
        ('holder = "self"', 'holder = "friend"', "roles[1].holder", "self, supervisor"),
        ("designee = true", 'designee = "yes"', "roles[5].designee", "true or false"),
        ('id = "manager"', 'id = "supervisor"', "roles[3].id", "supervisor is there twice"),
        ('id = "manager"', 'id = "The Manager"', "roles[3].id", "small letters"),
        ('decider = "hr_', 'decider = "x_', "review.decider", "no role x_representative"),
        ('decider = "hr_representative"\n', "", "review.decider", "reviews lead to a decision"),
        ("[3, 6, 10, 15]", "[3, 3]", "review.pace.remind_after_days", "go up"),
        ("[3, 6, 10, 15]", "[0]", "review.pace.remind_after_days", "at least 1"),
        ("[3, 6, 10, 15]", "3", "review.pace.remind_after_days", "must be a list"),
        (
            "escalate_after_days = 7",
            "escalate_after_days = 0",
            "review.pace.escalate_after_days",
            "1 or more",
        ),
        ("stage = 1", "stage = 0", "signing.lines[1].stage", "1 or more"),
        ("stage = 1", "stage = true", "signing.lines[1].stage", "whole number"),
        ("stage = 1", "stage = -1", "signing.lines[1].stage", "whole number"),
        (
            'documents = ["arrangement"]',
            "documents = []",
            "signing.lines[1].documents",
            "at least one",
        ),
        (
            'documents = ["arrangement"]',
            'documents = ["form"]',
            "signing.lines[1].documents",
            "no document form",
        ),
        (
            'template = "proposal"',
            'template = "fancy"',
            "documents[1].template",
            "proposal, arrangement, policy",
        ),
        ("maximum_months = 9", "maximum_months = 0", "term.maximum_months", "leave it out"),
        ("[60, 30, 7]", "[7, 30, 60]", "term.notify_before_days", "go down"),
        ("duty_station_days = 1", "duty_station_days = 8", "week.duty_station_days", "seven days"),
        ('role = "das_liaison"\n', "", "copies[2].role", "goes to"),
        ("warn_before_days = 2", "warn_before_days = 7", "copies[2].warn_before_days", "less than"),
        ("warn_before_days = 2\n", "", "copies[2].warn_before_days", "both or neither"),
        ('escalate_to = ["hr_', 'escalate_to = ["x_', "copies[2].escalate_to", "no role"),
        (
            'label = "Name"\nkind = "text"',
            'label = "Name"\nkind = "color"',
            "sections[1].fields[1].kind",
            "text, paragraph",
        ),
        (
            'prefill = "number"',
            'prefill = "shoe"',
            "sections[1].fields[2].prefill",
            "no directory attribute shoe",
        ),
        ('id = "number"', 'id = "name"', "sections[1].fields[2].id", "name is there twice"),
        ('kind = "week"', 'kind = "text"', "sections", "must hold the field week, of kind week"),
        ('id = "starts_on"', 'id = "begins_on"', "sections", "must hold the field starts_on"),
        (
            'request_type=Continuation"',
            'request_type=Another"',
            "sections[3].fields[2].required_when",
            "earlier field",
        ),
        ('choices = ["New", "Continuation"]\n', "", "sections[3].fields[1].choices", "kind choice"),
        (
            'documents = ["proposal"]\n\n[[sections.fields]]',
            'documents = ["form"]\n\n[[sections.fields]]',
            "sections[2].documents",
            "no document form",
        ),
        ('help_hr = "', 'help_us = "', "texts", "must hold help_hr"),
        ("[texts]", "[wordings]", "wordings", "may hold"),
        ('citation = "IV.A"\n', "", "clauses[1].citation", "is missing"),
    ],
)
def test_each_broken_rule_is_named_with_its_key(
    program_file: Path, old: str, new: str, key: str, reason: str
) -> None:
    error = refused(program_file, old, new)
    assert error.key == key
    assert reason in error.reason


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('holder = "self"', 'holder = "friend"', 'holder = "friend"'),
        ("stage = 1", "stage = 0", "stage = 0"),
        ("maximum_months = 9", "maximum_months = 0", "maximum_months = 0"),
        ('citation = "IV.A"\n', "", "[[clauses]]"),
        ("maximum_months = 9", "maximum_months = ", "maximum_months = "),
    ],
)
def test_the_line_of_the_fault_is_given(program_file: Path, old: str, new: str, line: str) -> None:
    error = refused(program_file, old, new)
    changed = program_file.read_text(encoding="utf-8").splitlines()
    assert changed[error.line - 1].strip() == line.strip()
    assert f"{program_file}:{error.line}" in str(error)


def test_a_file_that_is_not_utf8_is_refused_with_its_line(program_file: Path) -> None:
    program_file.write_bytes(b'name = "a"\ntitle = "\xff"\n')
    with pytest.raises(ProgramError, match=r"toml:2: is not UTF-8"):
        load_program(program_file)


def test_what_looks_like_a_key_inside_a_long_text_is_text(program_file: Path) -> None:
    long = TEXT.replace('"State of Connecticut"', '"""\nversion = 1\n[term]\n"""', 1)
    program_file.write_text(long.replace('"2010.1"', '"new"', 1), encoding="utf-8")
    with pytest.raises(ProgramError) as caught:
        load_program(program_file)
    lines = program_file.read_text(encoding="utf-8").splitlines()
    assert lines[caught.value.line - 1] == 'version = "new"'


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match=r"none\.toml: cannot be read"):
        load_program(tmp_path / "none.toml")


def test_the_newest_version_is_the_highest_number_not_the_last_word(tmp_path: Path) -> None:
    for version in ("2010.9", "2010.10", "2009.11"):
        changed = TEXT.replace('version = "2010.1"', f'version = "{version}"')
        (tmp_path / f"{version}.toml").write_text(changed, encoding="utf-8")
    programs = load_programs(tmp_path)
    assert programs.get("connecticut").version == "2010.10"
    assert programs.get("connecticut", "2009.11").version == "2009.11"
    assert [program.version for program in programs] == ["2010.10"]
    with pytest.raises(KeyError):
        programs.get("connecticut", "1.0")


def test_a_version_there_twice_is_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        shutil.copy(FOLDER / "connecticut.toml", tmp_path / name)
    with pytest.raises(ProgramError, match=r"b\.toml.*connecticut 2010\.1 is there twice"):
        load_programs(tmp_path)


def test_the_digest_is_of_the_files_bytes(program_file: Path) -> None:
    program_file.write_text(f"{TEXT}\n# a remark\n", encoding="utf-8")
    changed = load_program(program_file)
    assert changed.digest != CONNECTICUT.digest
    assert len(changed.digest) == 64


def test_an_unknown_program_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="atlantis"):
        PROGRAMS.get("atlantis")


@pytest.mark.parametrize("load", [load_programs, lambda folder: load_agencies(folder, PROGRAMS)])
def test_an_empty_folder_is_refused(tmp_path: Path, load: object) -> None:
    assert callable(load)
    with pytest.raises(ProgramError, match="holds no"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('id = "water"', 'id = "fire"', "id", "as the file is called, water, without the -1"),
        ('program = "connecticut"', 'program = "atlantis"', "program", "no program atlantis"),
        ("America/New_York", "America/Hartford", "time_zone", "no IANA zone"),
        ("America/New_York", "../../etc/passwd", "time_zone", "no IANA zone"),
        ("liaison.water@das.example", "liaison", "liaison_mail", "mail address"),
        ('contact = "', 'phone = "', "contact", "is missing"),
        ("liaison_name", "liaison_nmae", "liaison_nmae", "may hold"),
    ],
)
def test_each_fault_of_an_agency_is_named(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    good = (FOLDER / "agencies" / "water.toml").read_text(encoding="utf-8")
    assert old in good
    (tmp_path / "water.toml").write_text(good.replace(old, new), encoding="utf-8")
    with pytest.raises(ProgramError) as caught:
        load_agencies(tmp_path, PROGRAMS)
    assert caught.value.key == key
    assert reason in caught.value.reason
    assert caught.value.line > 0 or key == "contact"


def test_a_program_may_be_loaded_without_a_folder() -> None:
    assert "connecticut" in Programs([CONNECTICUT])
