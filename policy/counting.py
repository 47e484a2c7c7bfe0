"""The yearly statement's chapters, counted for one agency (GL32 II(a), II(c))."""

from policy import counting_process, counting_use
from policy.counted import Counted
from policy.extent import Case, Terms, worked_in
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
    used = [case for case in counted.cases if case.newest(period)]
    worked = {case.reference: worked_in(case, period) for case in used}
    last = {case.reference: _last_terms(counted, case) for case in used}
    rule = counted.rule.commute
    found = (
        counting_use.use(counted, used),
        counting_use.months(counted, used),
        counting_use.frequency(counted, used),
        counting_use.classes(counted, used),
        counting_use.hours(counted, used, worked),
        *([counting_use.commute(rule, used, worked, last)] if rule else []),
        counting_use.goals(counted, used, last),
        counting_process.decisions(counted),
        counting_process.denials(counted),
        counting_process.stages(counted),
        counting_process.copies(counted),
        counting_process.ends(counted),
        counting_process.files(counted),
    )
    return tuple(chapter for chapter in found if chapter.figures)


def _last_terms(counted: Counted, case: Case) -> Terms:
    """What the version says that was last in force in the year."""
    version = case.newest(counted.window.period)
    return case.terms.get(version.number, Terms()) if version else Terms()
