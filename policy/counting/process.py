"""How a year's requests went: decisions, stages, copies, ends and files (III to VI)."""

from itertools import pairwise

from policy.account import Ending
from policy.acts import Outcome
from policy.counting.counted import Counted, figure_of, share_of
from policy.counting.extent import Authorized, Case, Terms
from policy.counting.figures import Chapter, Figure, Unit

STAGES = {
    "received": "",
    "reviewed": "Reviews: until the last review",
    "decided": "Decision: until it is made",
    "fixed": "Completing: until the documents are fixed",
    "signed": "Signatures: until the last signature",
    "copied": "Copy: until it is sent",
}
"""The milestones of an arrangement in their order, each with the stage that it ends."""

_WHERE_IT_BEGINS = "A stage begins where the one before it ended, the first with the proposal."

DAY = 86400
"""Seconds."""

OPEN = "open"
"""Why an arrangement has been denied that no question stood in the way of."""

_OUTCOMES = {
    Outcome.APPROVED: "Approved",
    Outcome.APPROVED_AS_MODIFIED: "Approved as modified",
    Outcome.DENIED: "Denied",
}


ENDINGS = {
    Ending.EXPIRED: "Expired on the last day",
    Ending.ENDED_BY_EMPLOYEE: "Ended by the employee",
    Ending.ENDED_BY_AGENCY: "Ended by the agency",
    Ending.TERMINATED_AT_ONCE: "Ended at once by the agency",
    Ending.JOB_CHANGED: "Job changed",
    Ending.DEPARTED: "Left the agency",
}
"""How arrangements end that were in force, where the program names no reason."""


def decisions(counted: Counted) -> Chapter:
    """What came in and, where somebody decides, what was decided, each in its own year."""
    window, cases = counted.window, counted.cases
    received = [case for case in cases if window.has(case.received_at)]
    decided = [case for case in cases if window.has(case.decided_at)]
    withdrawn = [case for case in cases if window.has(case.withdrawn_at)]
    figures = (
        figure_of("decisions:received", "Received", received),
        *(
            figure_of(f"decisions:{outcome}", title, [c for c in decided if c.outcome == outcome])
            for outcome, title in _OUTCOMES.items()
            if counted.decides
        ),
        figure_of("decisions:withdrawn", "Withdrawn", withdrawn),
    )
    return Chapter("decisions", "Proposals and decisions", figures, drawn=True)


def denials(counted: Counted) -> Chapter:
    """Which questions stood in the way of what was denied; one denial may have several."""
    found: dict[str, list[Case]] = {}
    for case in counted.cases:
        if case.outcome == Outcome.DENIED and counted.window.has(case.decided_at):
            for question in case.failing or (OPEN,):
                found.setdefault(question, []).append(case)
    titles = {**counted.labels, OPEN: "None: the agency decided so at its discretion"}
    figures = (
        figure_of(f"denials:{name}", title, found[name])
        for name, title in titles.items()
        if name in found
    )
    return Chapter("denials", "Denied, by the question in the way", tuple(figures), drawn=True)


def stages(counted: Counted) -> Chapter:
    """The median days of each stage that was over in the year."""
    spent: dict[str, list[tuple[float, str]]] = {name: [] for name in STAGES}
    for case in counted.cases:
        for (_, before), (name, at) in pairwise(case.milestones.items()):
            if counted.window.has(at):
                spent[name].append(((at - before).total_seconds() / DAY, case.reference))
    figures = (
        Figure(
            f"stages:{name}",
            STAGES[name],
            Unit.DAYS,
            samples=tuple(days for days, _ in found),
            cases=tuple(reference for _, reference in found),
        )
        for name, found in spent.items()
        if found
    )
    title = "Median days in each stage"
    return Chapter("stages", title, tuple(figures), _WHERE_IT_BEGINS, drawn=True)


def copies(counted: Counted) -> Chapter:
    """Whether the copy of each authorized version was sent in time (VI)."""
    title = counted.labels.get(counted.rule.copy, "Copies")
    if not counted.rule.copy:
        return Chapter("copies", title, ())
    signed = [(case, each) for case in counted.cases for each in _signed(counted, case)]
    on_time = [case for case, each in signed if _is_on_time(each)]
    late = [case for case, each in signed if each.sent_at and not _is_on_time(each)]
    unsent = [case for case, each in signed if not each.sent_at]
    figures = (
        figure_of("copies:authorized", "Versions authorized", [case for case, _ in signed]),
        figure_of("copies:on_time", "Sent in time", on_time),
        figure_of("copies:late", "Sent late", late),
        figure_of("copies:unsent", "Not sent yet", unsent),
        share_of("copies:share", "Share sent in time", on_time, len(signed)),
    )
    return Chapter("copies", f"{title}: timeliness", figures)


def _signed(counted: Counted, case: Case) -> list[Authorized]:
    return [each for each in case.authorized if counted.window.has(each.at)]


def _is_on_time(version: Authorized) -> bool:
    """Sent before its deadline; of a copy without one, sent at all."""
    if version.sent_at is None:
        return False
    return version.due_at is None or version.sent_at < version.due_at


def ends(counted: Counted) -> Chapter:
    """Why arrangements ended that were over in the year."""
    found: dict[str, list[Case]] = {}
    for case in counted.cases:
        if case.ended and counted.window.has_day(case.ended_on):
            found.setdefault(case.ended, []).append(case)
    titles = {str(ending): title for ending, title in ENDINGS.items()} | dict(counted.labels)
    figures = (
        figure_of(f"ends:{name}", title, found[name])
        for name, title in titles.items()
        if name in found
    )
    return Chapter("ends", "Ends, by reason", tuple(figures), drawn=True)


def files(counted: Counted) -> Chapter:
    """Whether everything is on file of what was authorized in the year (IV.J, V, VI)."""
    signed = [(case, found[-1]) for case in counted.cases if (found := _signed(counted, case))]
    cases = [case for case, _ in signed]
    filed = [case for case, each in signed if each.filed]
    parts = {
        "signed": ("With every signature", cases),
        "filed": ("With the proposal and the signed documents filed", filed),
    }
    for name in counted.rule.files:
        has = [case for case, each in signed if name not in _terms(case, each).lacking]
        parts[name] = (f"On file, or not needed: {counted.labels.get(name, name)}", has)
    if counted.rule.copy:
        sent = [case for case, each in signed if each.sent_at]
        parts["copy"] = (f"Sent: {counted.labels.get(counted.rule.copy, '')}", sent)
    there = [{case.reference for case in found} for _, found in parts.values()]
    whole = [case for case in cases if all(case.reference in found for found in there)]
    figures = (
        share_of("files:complete", "Complete files", whole, len(cases)),
        *(figure_of(f"files:{name}", title, found) for name, (title, found) in parts.items()),
    )
    return Chapter("files", "Complete files", figures if cases else ())


def _terms(case: Case, version: Authorized) -> Terms:
    return case.terms.get(version.version, Terms())
