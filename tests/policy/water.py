"""A department that adds to its program and tightens it."""

from pathlib import Path

from tests.policy.samples import FOLDER

CONNECTICUT = (FOLDER / "connecticut.toml").read_text(encoding="utf-8")
WATER = (FOLDER / "agencies" / "water.toml").read_text(encoding="utf-8")

ADDED = """
version = "3"
replaces = ["it_policies"]

[titles]
agency_head = "Commissioner of Water Resources"

[limits]
maximum_months = 6
duty_station_days = 3
most_away_percent = 40
away_days = true
notice_days = 21

[limits.duty_within_days]
equipment_return = 3

[limits.due_within_days]
das = 5

[limits.months]
n10 = 12

[[questions]]
id = "on_call"
analysis = "employee"
text = "Is the employee on the flood roster?"
answer = "no"
citation = "Water 7"

[[sections]]
id = "location"

[[sections.fields]]
id = "flood_zone"
label = "Is the location in a flood zone?"
kind = "yes_no"

[[sections]]
id = "roster"
title = "Flood roster"

[[sections.fields]]
id = "roster_week"
label = "Your week on the roster"
kind = "number"
most = 53

[[clauses]]
id = "water_security"
group = "it_policies"
line = "employee"
citation = "Water 9"
text = "I comply with the department's own security policy."

[[clauses]]
citation = "Water 10"
text = "Flood duty comes first."

[[documents]]
id = "flood_plan"
title = "Flood plan"
template = "policy"
text = ["Where everybody is when the water comes."]
lines = ["employee", "supervisor"]
copies = ["personnel_file"]

[[approvals]]
id = "boat_out"
title = "A boat on a telecommuting day"
asked_by = ["employee"]
decided_by = "supervisor"
on = "boat_day"
citation = "Water 11"

[[approvals.fields]]
id = "boat_day"
label = "Day"
kind = "date"

[[reports]]
id = "flood"
title = "Water at the location"
made_by = ["employee"]
told = ["supervisor"]
opens = ["dried"]
citation = "Water 12"

[[reports.fields]]
id = "depth"
label = "Inches of water"
kind = "number"

[[duties]]
id = "dried"
title = "The location is dry again"
role = "supervisor"
due_within_days = 5
citation = "Water 12"

[[duties.fields]]
id = "dry_on"
label = "Dry since"
kind = "date"
happened = true
"""

SEVEN_MONTHS = 'version = "4"\nlimits.maximum_months = 7\n'


def written(folder: Path, added: str = ADDED, name: str = "water.toml") -> Path:
    """The folder, with the department's file as it is with these additions."""
    (folder / name).write_text(WATER + added, encoding="utf-8")
    return folder
