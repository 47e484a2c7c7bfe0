"""The yearly statement's chapters, counted for one agency (GL32 II(a), II(c))."""

from policy import counting_process, counting_use
from policy.counted import Counted, used_in
from policy.figures import Chapter

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
        counting_use.use(counted, used),
        counting_use.months(counted, used),
        counting_use.frequency(used),
        counting_use.classes(used),
        counting_use.hours(counted, used),
        *([counting_use.commute(rule, used)] if rule else []),
        counting_use.goals(counted, used),
        counting_process.decisions(counted),
        counting_process.denials(counted),
        counting_process.stages(counted),
        counting_process.copies(counted),
        counting_process.ends(counted),
        counting_process.files(counted),
    )
    return tuple(chapter for chapter in made if chapter.figures)
