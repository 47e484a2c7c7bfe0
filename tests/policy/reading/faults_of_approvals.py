"""Faults of rules of approvals and reports: what is changed, where it shows, and why."""

from tests.policy.reading.faults_of_fields import A

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
