"""Who writes a program is told what is wrong with it, by line, and what it asks of people."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli import app
from policy.outlines.outline import outline
from policy.program import Program
from tests.policy.samples import FOLDER, SHIPPED
from tests.policy.water import WATER, written


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ("program", *arguments))


def shown(*arguments: str) -> str:
    """What is shown, its lines joined again."""
    result = run("show", *arguments)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


@pytest.mark.parametrize("name", ["connecticut", "sacramento", "agencies/water"])
def test_a_shipped_file_is_sound(name: str) -> None:
    result = run("check", str(FOLDER / f"{name}.toml"))
    assert (result.exit_code, result.stdout.strip().endswith("is sound.")) == (0, True)


def test_everything_wrong_with_a_program_is_named_by_line(tmp_path: Path) -> None:
    file = tmp_path / "connecticut.toml"
    text = (FOLDER / "connecticut.toml").read_text(encoding="utf-8")
    broken = text.replace('signer_identity = "link"', 'signer_identity = "fax"', 1)
    file.write_text(broken.replace("[60, 30, 7]", "[7, 30]", 1), encoding="utf-8")
    result = run("check", str(file))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["signer_identity", "term.notify_before_days"]
    at = broken.splitlines().index('signer_identity = "fax"') + 1
    assert lines[0].startswith(f"{file}:{at}: ")


def test_what_is_wrong_with_an_agency_is_named_by_line(tmp_path: Path) -> None:
    written(tmp_path, 'version = "1"\nlimits.maximum_months = 10\n')
    result = run("check", str(tmp_path / "water.toml"))
    assert result.exit_code == 1
    at = len(WATER.splitlines()) + 2
    assert f"water.toml:{at}: limits.maximum_months: 10 loosens the maximum of 9" in result.stdout


@pytest.mark.parametrize(("content", "reason"), [(None, "cannot be read"), ("= 1", "is not TOML")])
def test_what_is_no_program_at_all_is_said_to_be_none(
    tmp_path: Path, content: str | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / "none.toml").write_text(content, encoding="utf-8")
    result = run("check", str(tmp_path / "none.toml"))
    assert result.exit_code == 1
    assert reason in result.stdout
    assert "Traceback" not in result.output


@pytest.mark.parametrize("name", ["connecticut", "sacramento"])
def test_a_program_is_shown_plainly_within_eighty_columns(name: str) -> None:
    result = run("show", name)
    assert result.exit_code == 0
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    assert "\N{ESCAPE}" not in result.stdout


@pytest.mark.requirement("CT-005")
def test_a_program_is_shown_in_the_order_people_meet_it() -> None:
    topics = ["The form", "Analyses", "Decision", "Terms", "Signatures", "Limits and deadlines"]
    text = shown("connecticut")
    places = [text.index(f"{topic} \N{BOX DRAWINGS LIGHT HORIZONTAL}") for topic in topics]
    assert places == sorted(places)


@pytest.mark.parametrize("program", SHIPPED, ids=lambda program: program.name)
def test_everything_a_program_asks_is_told(program: Program) -> None:
    told = {asked for part in outline(program) for asked, _ in part.lines}
    assert {item.label for item in program.fields} <= told
    assert {q.text for analysis in program.analyses for q in analysis.questions} <= told
    assert {clause.text for clause in program.clauses} <= told
    titles = {part.title for part in outline(program)}
    rules = program.in_force
    assert {each.title for each in rules.approvals} <= titles
    assert {each.title for each in rules.reports} <= titles
    assert {each.title for each in rules.duties} <= titles
    assert {each.title for each in rules.ending.reasons} <= told


@pytest.mark.parametrize(
    ("title", "note"),
    [
        (
            "Change of a telecommuting day",
            "Asked by: Employee; decided by: Supervisor, before: Telecommuting day you want to "
            "move (IV.D). What changes: the day is worked at the duty station, and the other one "
            "at the location. Reminded after 1, 2, 4 days. Not for good (ongoing is yes).",
        ),
        (
            "Recall to the official duty station",
            "Issued by: Supervisor, Manager, HR representative (IV.G). What changes: the day is "
            "worked at the duty station. Told of it: Supervisor.",
        ),
        (
            "Breach of information security",
            "Made by: Employee, Supervisor, Manager, HR representative; told at once: Supervisor, "
            "Manager, HR representative, Employee (IV.J). Opens: Finding on a breach of "
            "information security. May end it at once: Information security issue.",
        ),
        (
            "Return of agency equipment",
            "Owed by: Supervisor, within 7 days, for each of: equipment (IV.I). Reminded after 3, "
            "6, 10, 15, 30 days. When it is overdue, told: Manager, HR representative. If came "
            "back is No, its loss was reported, it closes once a report names the item.",
        ),
    ],
)
def test_what_may_happen_while_in_force_is_told_with_who_and_until_when(
    title: str, note: str
) -> None:
    notes = {part.title: part.note for part in outline(SHIPPED[0])}
    assert notes[title] == note


def test_what_changes_is_told_case_by_case() -> None:
    """For approvals and duties alike, with the condition of each case."""
    notes = {part.title: part.note for part in outline(SHIPPED[0])}
    cases = [each for each in notes.values() if "What changes: if " in each]
    assert any("if instead is Leave, the day is not worked; if" in each for each in cases)
    rest = "if disposition is Report to the official duty station, the rest of the day is worked"
    assert any(rest in each for each in cases)


def test_endings_are_told_with_their_notice() -> None:
    told = dict(next(part.lines for part in outline(SHIPPED[0]) if part.topic == "Endings"))
    assert told["Agency operating needs"] == "by the agency, 14 days of notice (II(b))"
    assert told["Performance issue"] == "by the agency, at once (IV.C, IV.E)"
    assert told["Promotion"] == "on the day of the job change (IV.E)"


def test_a_question_is_shown_with_who_answers_what_approval_needs_and_its_section() -> None:
    lines = [line for part in outline(SHIPPED[0]) for line in part.lines]
    told = dict(lines)["Is the position appropriate for telecommuting?"]
    assert told == "Supervisor, must be yes (III.A)"


def test_a_program_is_shown_as_an_agency_extends_it(tmp_path: Path) -> None:
    written(tmp_path)
    text = shown("connecticut", "--agency", "water", "--agencies", str(tmp_path))
    assert "Commissioner of Water Resources" in text
    assert "flood roster?" in text
    assert "+water.3" in text


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("atlantis",), "There is no program atlantis: connecticut, sacramento."),
        (("sacramento", "--agency", "water"), "No agency water uses sacramento: sacramento-it."),
    ],
)
def test_what_is_not_there_is_named(arguments: tuple[str, ...], reason: str) -> None:
    result = run("show", *arguments)
    assert (result.exit_code, result.stderr.strip()) == (1, reason)


def test_a_folder_of_programs_with_a_fault_is_named(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "connecticut.toml", tmp_path / "a.toml")
    shutil.copy(FOLDER / "connecticut.toml", tmp_path / "b.toml")
    result = run("show", "connecticut", "--programs", str(tmp_path))
    assert result.exit_code == 1
    assert "is there twice" in result.stderr
