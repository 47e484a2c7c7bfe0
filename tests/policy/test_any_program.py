"""No program is built in: an invented one uses everything, and no code names a shipped one."""

import ast
from enum import StrEnum
from pathlib import Path

import pytest

from policy.agency import AddedDocument, AddedQuestion, AddedSection
from policy.analysis import Computation, Question, QuestionKind
from policy.extent_rule import ExtentRule
from policy.form import Before, FieldKind, Section
from policy.forms.checking import problems, read_proposal
from policy.in_force import Effect, InForce
from policy.plan import plan
from policy.program import CopyMeans, Document, Holder, Program
from policy.reading.loading import load_agencies, load_programs
from policy.reading.sound_forms import NEEDED_FIELDS, PREFILLS
from policy.reading.soundness import TEMPLATES
from policy.register import About
from policy.timekeeping import Check, CodeKind
from policy.week import WEEKDAYS, Place
from tests.policy.language import ADDITIONS, PARTS, inside, keys, own_fields, used
from tests.policy.samples import FOLDER, HARBOR, HOURS, INVENTED, ON_FILE, SHIPPED, TODAY, filled

SETS: tuple[type[StrEnum], ...] = (
    About,
    Before,
    Check,
    CodeKind,
    Computation,
    CopyMeans,
    Effect,
    FieldKind,
    Holder,
    QuestionKind,
)
ROOT = FOLDER.parents[1]
CODE = ("workflows", "activities", "api", "records", "documents", "mail", "policy")
COMMON = {
    *Holder,
    *About,
    *Place,
    *PREFILLS,
    *NEEDED_FIELDS,
    *TEMPLATES,
    *own_fields(ExtentRule),
    *own_fields(InForce),
    "coordinator",
    "status",
}
"""Words of the program language and of the directory, which programs use for IDs too."""


def test_the_invented_program_uses_every_key() -> None:
    assert keys(*PARTS) - used(HARBOR) == set()


def test_the_invented_program_uses_every_word_of_the_language() -> None:
    there = [each for each in inside(HARBOR) if isinstance(each, StrEnum)]
    assert {member for kind in SETS for member in kind} - set(there) == set()


@pytest.mark.requirement("CT-006")
def test_an_invented_agency_extends_it_in_every_way() -> None:
    court = load_agencies(INVENTED / "agencies", load_programs(INVENTED))["court"]
    inherited = keys(AddedDocument, AddedQuestion, AddedSection) & {
        f"{kind.__name__}.{name}"
        for kind, base in (
            (AddedDocument, Document),
            (AddedQuestion, Question),
            (AddedSection, Section),
        )
        for name in own_fields(base)
    }
    assert keys(*ADDITIONS) - inherited - used(court) == set()


@pytest.mark.requirement("CT-006")
@pytest.mark.requirement("CT-145")
def test_the_agency_has_its_own_questions_terms_and_tighter_limits() -> None:
    programs = load_programs(INVENTED)
    agencies = load_agencies(INVENTED / "agencies", programs)
    court, docks = (programs.of(agencies[name]) for name in ("court", "docks"))
    assert docks == HARBOR
    assert "sealed" in {each.id for each in plan(court, agencies["court"], {}).questions}
    assert {"court_locks", "silence"} <= {clause.id for clause in court.clauses}
    assert {"locks", "keys"}.isdisjoint({clause.id for clause in court.clauses})
    assert (court.term.maximum_months, court.week.most_away_percent) == (4, 40)
    assert court.role("director").title == "Presiding judge"


def test_a_form_of_the_invented_program_is_read_and_judged_like_any_other() -> None:
    form = filled(HARBOR) | {"ends_on": "5/31/2027"}
    proposal, unread = read_proposal(HARBOR, form)
    assert unread == ()
    assert proposal is not None
    assert problems(HARBOR, proposal, TODAY, ON_FILE) == ()


@pytest.mark.parametrize(("away", "sections"), [(3, set()), (4, {"Ordinance 12, 8(b)"})])
def test_its_two_weeks_are_judged_each_by_its_own_limits(away: int, sections: set[str]) -> None:
    form = filled(HARBOR) | {"ends_on": "5/31/2027"}
    for at, weekday in enumerate(WEEKDAYS[:5]):
        place = "telecommuting" if at < away else "duty_station"
        form |= {f"week2.{weekday}.{cell}": value for cell, value in HOURS.items()}
        form[f"week2.{weekday}.place"] = place
    proposal, unread = read_proposal(HARBOR, form)
    assert unread == ()
    assert proposal is not None
    assert len(proposal.week) == 2 * len(WEEKDAYS)
    found = {problem.citation for problem in problems(HARBOR, proposal, TODAY, ON_FILE)}
    assert sections <= found
    assert bool(found) is bool(sections)


def names_of(program: Program) -> set[str]:
    """Every ID that a program gives to something."""
    lists = (program.roles, program.documents, program.copies, program.sections, program.registers)
    parts = (*(each for one in lists for each in one), *program.signing.lines, *program.fields)
    questions = [each for analysis in program.analyses for each in analysis.questions]
    clauses = [clause for clause in program.clauses if clause.id]
    found = {each.id for each in (*parts, *program.analyses, *questions, *clauses)}
    ways = {way.id for question in questions for way in question.ways_out}
    rules = program.in_force
    found |= {each.id for each in rules.approvals} | {each.id for each in rules.reports}
    found |= {each.id for each in rules.duties} | {each.id for each in rules.ending.reasons}
    return {program.name, *found, *ways, *(each.group for each in program.clauses if each.group)}


def words_in(file: Path) -> set[str]:
    """Every text that stands alone in a module's code."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {node.value for node in constants if isinstance(node.value, str)}


@pytest.mark.parametrize("folder", CODE)
def test_no_code_names_what_a_shipped_program_names(folder: str) -> None:
    known = {name for program in SHIPPED for name in names_of(program)} - COMMON
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in (ROOT / folder).rglob("*.py")
        for name in words_in(file) & known
    }
    assert found == set()


@pytest.mark.parametrize("folder", CODE)
def test_no_code_names_a_program_or_an_agency(folder: str) -> None:
    agencies = {path.stem for path in (FOLDER / "agencies").glob("*.toml")}
    forbidden = {*agencies, *(program.name for program in SHIPPED)}
    for file in (ROOT / folder).rglob("*.py"):
        assert words_in(file).isdisjoint(forbidden), file
