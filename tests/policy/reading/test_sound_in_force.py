"""Rules for what is in force are refused where nobody could ask, decide, close or open them."""

from pathlib import Path

import pytest

from tests.policy.reading.test_soundness import refused

A, R, D = "in_force.approvals[{}].{}", "in_force.reports[{}].{}", "in_force.duties[{}].{}"
E = "in_force.ending.{}"
OF_FIELDS = [
    ('earliest = "16:00"', 'earliest = "late"', A.format(2, "fields[2].earliest"), "such as 8:00"),
    ('latest = "22:00"', 'latest = "25:00"', A.format(2, "fields[2].latest"), "such as 8:00"),
    ('latest = "22:00"', 'latest = "15:00"', A.format(2, "fields[2].latest"), "later than"),
    (
        "workday = true",
        'workday = true\nearliest = "8:00"',
        A.format(1, "fields[1].earliest"),
        "of kind time",
    ),
    ('after = "bell"', 'after = "evening"', A.format(2, "fields[3].after"), "both of kind"),
    ('after = "bell"', 'after = "lights_out"', A.format(2, "fields[3].after"), "an earlier field"),
    (
        'label = "For good?"\nkind = "yes_no"',
        'label = "For good?"\nkind = "yes_no"\nworkday = true',
        A.format(1, "fields[3].workday"),
        "of kind date",
    ),
    (
        'label = "Verdict"\nkind = "paragraph"',
        'label = "Verdict"\nkind = "paragraph"\nhappened = true',
        D.format(1, "fields[1].happened"),
        "of kind date",
    ),
    (
        'label = "Verdict"\nkind = "paragraph"',
        'label = "Verdict"\nkind = "week"',
        D.format(1, "fields[1].kind"),
        "week is for",
    ),
    (
        'label = "Verdict"',
        'label = "Verdict"\nprefill = "name"',
        D.format(1, "fields[1].role"),
        "belong to the proposal's form",
    ),
    (
        'label = "Verdict"',
        'label = "Verdict"\nrole = "clerk"\nbefore = "signing"',
        D.format(1, "fields[1].role"),
        "belong to the proposal's form",
    ),
    (
        "current = true\n\n[[in_force",
        'current = true\nfile = "liability"\n\n[[in_force',
        D.format(2, "fields[2].role"),
        "belong to the proposal's form",
    ),
    (
        'id = "liability"\nlabel = "Liability insurance"\nkind = "upload"\n\n',
        'id = "liability"\nlabel = "Liability insurance"\nkind = "text"\n\n',
        D.format(2, "fields[1].id"),
        "asked there otherwise",
    ),
    ('id = "always"', 'id = "come"', A.format(1, "fields[3].id"), "come is there twice"),
    (
        'label = "Until"\nkind = "date"',
        'label = "Until"\nkind = "date"\nafter = "starts_on"',
        "sections[2].fields[2].after",
        "a form of in_force",
    ),
    (
        'label = "Day of the talk"\nkind = "date"',
        'label = "Day of the talk"\nkind = "date"\n[[registers.fields]]\nid = "again_on"\n'
        'label = "Next talk"\nkind = "date"\nafter = "talked_on"',
        "registers",
        "a form of in_force",
    ),
    (
        'label = "Mark"\nrequired = false',
        'label = "Mark"\nrequired = false\nhappened = true',
        "sections[3].fields[3].columns[2].happened",
        "a column of kind date",
    ),
]
OF_APPROVALS = [
    (
        'proposed_by = ["worker", "people_officer"]',
        "proposed_by = []",
        "in_force.modification.proposed_by",
        "at least one role",
    ),
    (
        'proposed_by = ["worker", "people_officer"]',
        'proposed_by = ["cat"]',
        "in_force.modification.proposed_by",
        "no role cat",
    ),
    ('id = "late_bell"', 'id = "swap"', A.format(2, "id"), "swap is there twice"),
    ('id = "late_bell"', 'id = "Late Bell"', A.format(2, "id"), "small letters"),
    (
        'asked_by = ["worker", "team_lead"]',
        "asked_by = []",
        A.format(1, "asked_by"),
        "at least one role",
    ),
    (
        'asked_by = ["worker", "team_lead"]',
        'asked_by = ["cat"]',
        A.format(1, "asked_by"),
        "no role cat",
    ),
    (
        'decided_by = "division_chief"',
        'decided_by = "cat"',
        A.format(1, "decided_by"),
        "no role cat",
    ),
    (
        'decided_by = "division_chief"',
        'decided_by = "team_lead"',
        A.format(1, "decided_by"),
        "another role",
    ),
    (
        'asked_by = ["team_lead"]',
        'asked_by = ["worker"]',
        A.format(4, "decided_by"),
        "the employee asks for",
    ),
    (
        'on = "summoned_for"',
        'on = "summoned_for"\nescalate_after_days = 2',
        A.format(4, "remind_after_days"),
        "go with decided_by",
    ),
    ('told = ["division_chief"]', 'told = ["cat"]', A.format(4, "told"), "no role cat"),
    (
        'decided_by = "division_chief"',
        'decided_by = "division_chief"\ntold = ["director"]',
        A.format(1, "told"),
        "what nobody decides",
    ),
    ('on = "gone"\nto = "come"', 'on = "gone"\nto = "always"', A.format(1, "to"), "of kind date"),
    ('on = "gone"\nto = "come"', 'on = "gone"', A.format(1, "effect"), "day_moved needs to"),
    ('on = "gone"\nto = "come"', 'on = "went"\nto = "come"', A.format(1, "on"), "of kind date"),
    (
        'label = "Evening"\nkind = "date"',
        'label = "Evening"\nkind = "date"\nrequired = false',
        A.format(2, "on"),
        "must be required",
    ),
    ('at = "bell"', 'at = "evening"', A.format(2, "at"), "of kind time"),
    ('on = "evening"\nat = "bell"', 'at = "bell"', A.format(2, "at"), "goes with on"),
    ('items = "load"', 'items = "mark"', A.format(3, "items"), "of kind items"),
    ('items = "load"\n', "", A.format(3, "effect"), "items needs items"),
    ('hours = "how_long"', 'hours = "bell"', A.format(2, "hours"), "of kind number"),
    (
        'effect = "leave"',
        'effect = "day_moved"',
        A.format(5, "effects[1].effect"),
        "day_moved needs to",
    ),
    ('when = "paid=yes"', 'when = "paid=perhaps"', A.format(5, "effects[1].when"), "field=answer"),
    ('lasting = "always=yes"', 'lasting = "never=yes"', A.format(1, "lasting"), "field=answer"),
    (
        'effect = "recall"',
        'effect = "dance"',
        A.format(4, "effect"),
        "must be one of none, day_moved",
    ),
    ("lapse_after_days = 5\n", "", A.format(3, "lapse_after_days"), "is missing"),
    (
        'on = "evening"',
        'on = "evening"\nlapse_after_days = 3',
        A.format(2, "lapse_after_days"),
        "without a day",
    ),
    (
        'lasting = "always=yes"\nremind_after_days = [1, 2]',
        "remind_after_days = [2, 1]",
        A.format(1, "remind_after_days"),
        "must go up",
    ),
]
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
