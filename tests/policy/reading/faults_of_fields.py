"""Faults of fields that are asked for in force: what is changed, where it shows, and why."""

A = "in_force.approvals[{}].{}"
R = "in_force.reports[{}].{}"
D = "in_force.duties[{}].{}"
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
