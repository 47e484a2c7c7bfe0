"""What somebody is asked to do, as lines with one button each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlmodel import Session

from api.parts import Parts
from api.views.concern_words import named
from api.views.names import names_of
from api.views.words import day_of, lowered
from policy.program import Program
from policy.tasks import OF_A_CONCERN, Purpose
from records import arrangements, concerns
from records.links import link_to
from records.tasks import OpenTask

_PAGES = {
    Purpose.DECIDE: "/decide",
    Purpose.SETTLE: "",
    Purpose.APPOINT: "/replace",
    Purpose.COPY: "",
}
_BUTTONS = {
    Purpose.REVIEW: "Review",
    Purpose.DECIDE: "Decide",
    Purpose.PROVIDE: "Fill in",
    Purpose.SIGN: "Read and sign",
    Purpose.SETTLE: "Settle",
    Purpose.APPOINT: "Find somebody",
    Purpose.COPY: "Open",
    Purpose.ACKNOWLEDGE: "Acknowledge",
    Purpose.APPROVE: "Decide",
    Purpose.DUTY: "Fill in",
}
_TOGETHER = {
    Purpose.SIGN: ("Sign several at once", "/sign-many"),
    Purpose.APPROVE: ("Approve several at once", "/approve-many"),
    Purpose.REVIEW: ("Review several at once", "/review-many"),
}


@dataclass(frozen=True)
class TodoView:
    """One thing to do: what, for whom, since when, and where it is done."""

    text: str
    told: str
    button: str
    href: str


def todo(session: Session, parts: Parts, asked: Sequence[OpenTask]) -> tuple[TodoView, ...]:
    """The lines for these tasks; several signatures of one person are one line."""
    rows = {task.reference: arrangements.find(session, task.reference) for task in asked}
    known = {reference: row for reference, row in rows.items() if row is not None}
    names = names_of(session, parts.agencies, (row.employee for row in known.values()))
    lines = []
    for task in _once(asked):
        row = known[task.reference]
        program = parts.programs.get(row.program, row.program_version)
        who = "" if task.person == row.employee else names.of(row.employee)
        zone = parts.agencies[row.agency].time_zone
        lines.append(
            TodoView(
                text=_text(program, task, who, _of_what(session, program, task)),
                told=f"{row.reference}. Asked on {day_of(task.since, zone)}.",
                button=_BUTTONS[Purpose(task.purpose)],
                href=where_done(session, task),
            )
        )
    return tuple(lines)


def several(asked: Sequence[OpenTask]) -> list[tuple[str, str]]:
    """Where tasks of one kind are done together: in words, and the page; for more than one.

    What one person signs of one arrangement counts once: its page leads from line to line.
    """
    counts = Counter(Purpose(task.purpose) for task in _once(asked))
    return [
        (f"{text} ({counts[purpose]} wait)", href)
        for purpose, (text, href) in _TOGETHER.items()
        if counts[purpose] > 1
    ]


def where_done(session: Session, task: OpenTask) -> str:
    """The page on which a task is done: its link's page, where it has one."""
    purpose = Purpose(task.purpose)
    arrangement = f"/arrangements/{task.reference}"
    if purpose in _PAGES:
        role = f"?{urlencode({'role': task.about})}" if purpose is Purpose.APPOINT else ""
        return arrangement + _PAGES[purpose] + role
    found = link_of(session, task)
    return f"/tasks/{found}" if found else arrangement


def link_of(session: Session, task: OpenTask) -> str:
    """The ID of the link that leads to a task; empty when no mail has carried one."""
    names = (task.purpose, task.role, task.person, task.about)
    return link_to(session, task.reference, *names, task.version)


def _once(asked: Sequence[OpenTask]) -> list[OpenTask]:
    """One task for each purpose and role of an arrangement: its page leads to the others.

    Requests, duties, and parts that nobody holds stand for themselves.
    """
    first: dict[tuple[str, str, str, str], OpenTask] = {}
    for task in asked:
        alone = task.about if task.purpose in {*OF_A_CONCERN, Purpose.APPOINT} else ""
        first.setdefault((task.reference, task.purpose, task.role, alone), task)
    return list(first.values())


def _of_what(session: Session, program: Program, task: OpenTask) -> str:
    """Which request or duty a task is about, in the program's words; empty for other tasks."""
    if task.purpose not in OF_A_CONCERN or not task.about.isdecimal():
        return ""
    concern = concerns.find(session, task.reference, int(task.about))
    return named(program, concern) if concern else ""


def _text(program: Program, task: OpenTask, who: str, what: str) -> str:
    """What is asked; `who` is the employee, empty where that is the person asked."""
    whose = f"the arrangement of {who}" if who else "your arrangement"
    role = f", as {lowered(program.role(task.role or program.coordinator).title)}" if who else ""
    about = f": {what}" if what else ""
    texts = {
        Purpose.REVIEW: f"Review the proposal of {who}{role}",
        Purpose.DECIDE: f"Decide on the proposal of {who}",
        Purpose.PROVIDE: f"Fill in what {whose} still needs{role}",
        Purpose.SIGN: f"Sign {whose}{role}",
        Purpose.SETTLE: f"Settle a declined signature on {whose}",
        Purpose.APPOINT: f"Find somebody to act on {whose}, as {_vacant(program, task)}",
        Purpose.COPY: f"See that a copy of {whose} arrives",
        Purpose.ACKNOWLEDGE: f"Acknowledge the copy of {whose}",
        Purpose.APPROVE: f"Decide on a request under {whose}{role}{about}",
        Purpose.DUTY: f"{what or 'Do what is owed'}, under {whose}",
    }
    return texts[Purpose(task.purpose)]


def _vacant(program: Program, task: OpenTask) -> str:
    """The part that somebody has to be found for; empty where the task is another one."""
    return lowered(program.role(task.about).title) if task.purpose == Purpose.APPOINT else ""
