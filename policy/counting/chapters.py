"""The yearly statement's chapters, counted for one agency (GL32 II(a), II(c))."""

from policy.counting import process, use
from policy.counting.counted import Counted, used_in
from policy.counting.figures import Chapter

WATCHED = frozenset(
    {
        "use:telecommuters",
        "use:in_force",
        "use:authorized",
        "use:participation",
        "hours:days",
        "hours:planned",
        "hours:recorded",
        "commute:miles",
        "decisions:received",
        "decisions:approved",
        "decisions:approved_as_modified",
        "decisions:denied",
        "decisions:withdrawn",
    }
)
"""The figures whose movement on the year before is flagged."""


def chapters(counted: Counted) -> tuple[Chapter, ...]:
    """Every chapter of one agency's year, in the order in which it is read."""
    period = counted.window.period
    found = (used_in(case, period) for case in counted.cases)
    used = [each for each in found if each is not None]
    rule = counted.rule.commute
    made = (
        use.use(counted, used),
        use.months(counted, used),
        use.frequency(used),
        use.classes(used),
        use.hours(counted, used),
        *([use.commute(rule, used)] if rule else []),
        use.goals(counted, used),
        process.decisions(counted),
        process.denials(counted),
        process.stages(counted),
        process.copies(counted),
        process.ends(counted),
        process.files(counted),
    )
    return tuple(chapter for chapter in made if chapter.figures)
