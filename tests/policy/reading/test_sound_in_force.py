"""Rules for what is in force are refused where nobody could ask, decide, close or open them."""

from pathlib import Path

import pytest

from tests.policy.reading.faults_of_approvals import OF_APPROVALS
from tests.policy.reading.faults_of_fields import OF_FIELDS, A, D, R
from tests.policy.reading.test_soundness import refused

E = "in_force.ending.{}"
OF_THE_REST = [
    ('made_by = ["worker"]', "made_by = []", R.format(1, "made_by"), "at least one role"),
    (
        'told = ["team_lead", "people_officer"]',
        'told = ["cat"]',
        R.format(1, "told"),
        "no role cat",
    ),
    ('opens = ["inquest", "handback"]', 'opens = ["party"]', R.format(1, "opens"), "no duty party"),
    (
        'ends = ["fire"]',
        'ends = ["seats"]',
        R.format(1, "ends"),
        "no reason for an ending at once seats",
    ),
    ('on = "mishap_on"', 'on = "grave"', R.format(1, "on"), "of kind date"),
    ('id = "mishap"', 'id = "swap"', R.format(1, "id"), "swap is there twice"),
    ('id = "inquest"\ntitle', 'id = "mishap"\ntitle', D.format(1, "id"), "mishap is there twice"),
    ('role = "people_officer"\ndue', 'role = "cat"\ndue', D.format(1, "role"), "no role cat"),
    ('when = "grave=yes"', 'when = "grave=maybe"', D.format(1, "when"), "field=answer"),
    (
        'opens = ["inquest", "handback"]',
        'opens = ["handback"]',
        D.format(1, "id"),
        "opened by nothing",
    ),
    (
        "every_months = 3",
        'every_months = 3\nwhen = "grave=yes"',
        D.format(3, "when"),
        "goes with a report",
    ),
    (
        'label = "Verdict"',
        'label = "Verdict"\nrequired = false',
        D.format(1, "fields"),
        "one that is required",
    ),
    ('on = "liability_until"', 'on = "quiet"', D.format(2, "on"), "of kind date"),
    (
        'label = "Insured until"\nkind = "date"\ncurrent = true\n\n[[in_force',
        'label = "Insured until"\nkind = "text"\n\n[[in_force',
        D.format(2, "on"),
        "says when it opens next",
    ),
    (
        'on = "liability_until"\nbefore',
        "every_months = 2\nbefore",
        D.format(2, "before_days"),
        "goes with on",
    ),
    (
        'on = "liability_until"',
        'on = "liability_until"\nevery_months = 2',
        D.format(2, "every_months"),
        "does not go with on",
    ),
    (
        "at_start = true",
        "at_start = true\ndue_within_days = 2",
        D.format(5, "at_start"),
        "stands alone",
    ),
    ("at_start = true\n", "", D.format(5, "id"), "day, months or start"),
    ('each_of = "lent"', 'each_of = "rounds"', D.format(4, "each_of"), "of kind items"),
    (
        "remind_after_days = [1, 2]\nescalate_to",
        "remind_after_days = [2, 2]\nescalate_to",
        D.format(1, "remind_after_days"),
        "must go up",
    ),
    (
        'escalate_to = ["director"]\nwhen',
        'escalate_to = ["cat"]\nwhen',
        D.format(1, "escalate_to"),
        "no role cat",
    ),
    ('told = ["worker"]', 'told = ["cat"]', D.format(1, "told"), "no role cat"),
    ('at = "mishap_at"', 'at = "grave"', R.format(1, "at"), "of kind time"),
    ('at = "mishap_at"\n', "", D.format(1, "effects[1].effect"), "a day and a time"),
    (
        'effect = "rest_at_station"',
        'effect = "leave"',
        D.format(1, "effects[1].effect"),
        "must be one of rest_at_station, rest_on_leave",
    ),
    (
        'when = "rest=yes"',
        'when = "rest=maybe"',
        D.format(1, "effects[1].when"),
        "one of its answers",
    ),
    (
        'effect = "none"',
        'effect = "rest_on_leave"',
        A.format(5, "effect"),
        "for duties to say",
    ),
    ('item = "broken"', 'item = "grave"', R.format(1, "item"), "of kind text, and required"),
    ('item = "broken"\n', "", D.format(4, "lost_when"), "a report that names items"),
    (
        'lost_when = "gone_for_good=yes"',
        'lost_when = "gone_for_good=maybe"',
        D.format(4, "lost_when"),
        "one of its answers",
    ),
    ('each_of = "lent"\n', "", D.format(4, "lost_when"), "goes with each_of"),
    ('opens = ["handback"]', 'opens = ["party"]', E.format("opens"), "no duty party"),
    (
        "job_change = true",
        "job_change = true\nat_once = true",
        E.format("reasons[3].at_once"),
        "does not go with",
    ),
    (
        "job_change = true",
        "transfer = true",
        E.format("reasons[3].transfer"),
        "is there without job_change",
    ),
    ('id = "new_post"', 'id = "fire"', E.format("reasons[3].id"), "fire is there twice"),
]
CASES = [*OF_FIELDS, *OF_APPROVALS, *OF_THE_REST]


@pytest.mark.parametrize(("old", "new", "key", "reason"), CASES)
def test_a_rule_that_nobody_could_follow_is_refused_by_its_line(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    error = refused(tmp_path, old, new)
    assert error.key.startswith(key), str(error)
    assert reason in error.reason
    assert error.line > 0
