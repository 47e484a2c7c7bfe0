"""A program is refused where what it names is not there, or what it asks cannot be done."""

from pathlib import Path

import pytest

from policy.reading.loading import ProgramError, load_program

HARBOR = (Path(__file__).parents[1] / "programs" / "harbor.toml").read_text(encoding="utf-8")


def refused(folder: Path, old: str, new: str) -> ProgramError:
    """The error that loading gives after the first `old` was changed to `new`."""
    assert old in HARBOR
    (folder / "harbor.toml").write_text(HARBOR.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProgramError) as caught:
        load_program(folder / "harbor.toml")
    return caught.value


Q = "analyses[{}].questions[{}].{}"
OF_QUESTIONS = [
    ('id = "counter"', 'id = "tasks"', Q.format(1, 3, "id"), "tasks is there twice"),
    ('id = "night"', 'id = "leads"', Q.format(3, 1, "id"), "leads is there twice"),
    ('id = "person"\ntitle', 'id = "work"\ntitle', "analyses[2].id", "work is there twice"),
    ("order = 1", "order = 0", "analyses[1].order", "1 or more"),
    ("order = 3", "order = 1", "analyses[3].order", "must be the highest"),
    ("order = 3", "order = -1", "analyses[3].order", "zero or more"),
    ('role = "team_lead"\ntext', 'role = "clerk"\ntext', "analyses[1].role", "neither reviews nor"),
    ('role = "division_chief"\nev', 'role = "cat"\nev', Q.format(2, 6, "role"), "neither reviews"),
    (
        'kind = "text"\nev',
        'answer = "yes"\nkind = "text"\nev',
        Q.format(1, 1, "answer"),
        "left out",
    ),
    ('answer = "yes"\ncit', 'answer = "no"\ncit', Q.format(1, 2, "answer"), "kind statement"),
    ('answer = "no"\ncit', 'answer = "never"\ncit', Q.format(1, 3, "answer"), "yes or no"),
    ('computed = "leads_staff"', 'computed = "age"', Q.format(2, 2, "computed"), "must be one of"),
    ('answer = "no"\ncomputed', "computed", Q.format(2, 2, "computed"), "has an answer"),
    ("months = 12\n", "", Q.format(2, 5, "months"), "both or none"),
    (
        'computed = "leads_staff"',
        'computed = "leads_staff"\nmonths = 6',
        Q.format(2, 2, "months"),
        "both or none",
    ),
    ('evidence = ["tasks_e', 'evidence = ["x', Q.format(1, 1, "evidence"), "no field xlsewhere"),
    ('when = "early=yes"', 'when = "early=maybe"', Q.format(3, 1, "when"), "field=answer"),
    ('when = "early=yes"', 'when = "quiet=yes"', Q.format(3, 1, "when"), "field=answer"),
    ('when = "early=yes"', 'when = "early"', Q.format(3, 1, "when"), "field=answer"),
    (
        'id = "none"\ntext',
        'id = "own"\ntext',
        "analyses[2].questions[6].ways_out[2].id",
        "own is there twice",
    ),
    (
        'needs = ["own_tools"]',
        'needs = ["cart"]',
        "analyses[2].questions[6].ways_out[1].needs",
        "no field cart",
    ),
    (
        'when = "tools_from=My own|Both"',
        'when = "tools_from=My own|Three"',
        "analyses[2].questions[6].ways_out[1].when",
        "field=answer",
    ),
    ('when = "support=yes"', 'when = "support=perhaps"', "accommodation.when", "field=answer"),
    ('analyses = ["person"]', 'analyses = ["dog"]', "accommodation.analyses", "no analysis dog"),
    ('analyses = ["person"]', "analyses = []", "accommodation.analyses", "at least one"),
]
F = "sections[{}].fields[{}].{}"
OF_FIELDS = [
    ('entry = "talk.talked_on"', 'entry = "talk.cat"', F.format(1, 1, "entry"), "register.field"),
    ('entry = "talk.talked_on"', 'entry = "gate.open"', F.format(1, 1, "entry"), "same kind"),
    ('entry = "talk.talked_on"', 'entry = "ideas.idea"', F.format(1, 1, "entry"), "is needed"),
    ('role = "division_chief"\nbef', 'role = "cat"\nbef', F.format(3, 3, "role"), "no role cat"),
    ('before = "signing"\nrequired_when', "required_when", F.format(3, 3, "before"), "signing"),
    ('must = "yes"\ncitation = "6(i)"', 'must = "so"', F.format(3, 6, "must"), "no answer that"),
    (
        'kind = "upload"\nbefore',
        'kind = "upload"\ncurrent = true\nbefore',
        F.format(3, 4, "current"),
        "date",
    ),
    ('file = "liability"', 'file = "quiet"', F.format(3, 5, "file"), "of kind upload"),
    (
        'current = true\nfile = "liability"',
        'file = "liability"',
        F.format(3, 5, "file"),
        "of a date that is current",
    ),
    ('columns]]\nid = "mark"', 'columns]]\nid = "tool"', F.format(3, 3, "columns[2].id"), "twice"),
    (
        'not_after = "handed_on"',
        'not_after = "tool"',
        F.format(3, 3, "columns[3].not_after"),
        "date",
    ),
    ('kind = "items"', 'kind = "text"', F.format(3, 3, "columns"), "belong to a field of kind"),
    (
        'label = "Mark"',
        'label = "Mark"\nkind = "week"',
        F.format(3, 3, "columns[2].kind"),
        "one of",
    ),
    ('"My own", "Both"', '"My own|Both"', F.format(3, 1, "choices"), "without |"),
    ('"Both", "None"', '"Both", "Both"', F.format(3, 1, "choices"), "once each"),
    ("least = 1", "least = 600", F.format(2, 8, "most"), "between least"),
    (
        'required_when = "early=yes"',
        'required_when = "early=yes"\nrequired = true',
        F.format(2, 7, "required"),
        "must not",
    ),
]
OF_THE_REST = [
    ('branches = ["County", "Court"]', 'branches = ["Court", "Court"]', "branches", "once each"),
    ("applies_from = 2026-03-01", 'applies_from = "2026-03-01"', "applies_from", "without quotes"),
    ("applies_from = 2026-03-01", "applies_from = 2026-03-01T08:00:00", "applies_from", "a date"),
    ('id = "bell"\n', "", "clauses[2].id", "acknowledged by its ID"),
    ('id = "keys"', 'id = "locks"', "clauses[4].id", "locks is there twice"),
    ('line = "hand_lead"', 'line = "hand_cat"', "clauses[5].line", "no signature line hand_cat"),
    ('\nwhen = "tools_from=The', '\nwhen = "tools=The', "clauses[4].when", "field=answer"),
    (
        'group = "house_rules"\ncitation',
        'group = "x"\ncitation',
        "replaceable[1].group",
        "no group",
    ),
    ("most_away_percent = 60", "most_away_percent = 0", "week.most_away_percent", "from 1 to 100"),
    ('away_counts = "days"', 'away_counts = "steps"', "week.away_counts", "hours, days, both"),
    ('about = "agency"', 'about = "weather"', "registers[1].about", "agency, employee, team"),
    ('roles = ["director"]', "roles = []", "registers[1].roles", "at least one role"),
    ('roles = ["director"]', 'roles = ["cat"]', "registers[1].roles", "no role cat"),
    ('roles = ["director"]\n', "", "registers[1].roles", "is missing"),
    ('about = "employee"', 'about = "team"', "registers[2].needed", "agency or an employee"),
    ('id = "at"\n', 'id = "hour"\n', "registers[3].calendar", "needs the field at, of kind time"),
    ('id = "ideas"', 'id = "talk"', "registers[4].id", "talk is there twice"),
    ('must = "yes"\ncitation = "3"', 'must = "ajar"', "registers[1].fields[1].must", "no answer"),
    (
        'label = "The idea"',
        'label = "The idea"\nentry = "talk.talked_on"',
        "registers[4].fields[1].entry",
        "belongs to the proposal's form",
    ),
    (
        'label = "The idea"',
        'label = "The idea"\nbefore = "signing"',
        "registers[4].fields[1].role",
        "belong to the proposal's form",
    ),
]


@pytest.mark.parametrize(("old", "new", "key", "reason"), [*OF_QUESTIONS, *OF_FIELDS, *OF_THE_REST])
def test_what_nobody_could_be_asked_fill_in_or_find_is_refused_where_it_stands(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    error = refused(tmp_path, old, new)
    assert (error.key, reason in error.reason) == (key, True), str(error)
    assert error.line > 0


def test_somebody_has_to_be_the_employee(tmp_path: Path) -> None:
    """What is missing stands in no line."""
    error = refused(tmp_path, 'holder = "self"', 'holder = "manager"')
    assert (error.key, error.line) == ("roles", 0)
    assert "holder is self" in error.reason
