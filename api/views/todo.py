"""What somebody is asked to do, as lines with one button each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlmodel import Session

from api.parts import Parts
from api.views.concern_words import named
from api.views.names import names_of
from api.views.words import day_of, lowered
from policy.concerns import Concern
from policy.program import Program
from policy.tasks import OF_A_CONCERN, Purpose
from records import arrangements, concerns, links, tasks
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
    alone = tasks.once(asked)
    known = arrangements.of_references(session, (task.reference for task in alone))
    names = names_of(session, parts.agencies, (row.employee for row in known.values()))
    came_up = concerns.open_of(session, known)
    lines = []
    for task, link in zip(alone, links.leading_to(session, alone), strict=True):
        row = known[task.reference]
        program = parts.program_of(row)
        who = "" if task.person == row.employee else names.of(row.employee)
        zone = parts.agencies[row.agency].time_zone
        lines.append(
            TodoView(
                text=_text(program, task, who, _of_what(program, task, came_up)),
                told=f"{row.reference}. Asked on {day_of(task.since, zone)}.",
                button=_BUTTONS[Purpose(task.purpose)],
                href=where_done(task, link),
            )
        )
    return tuple(lines)


def several(counts: Mapping[Purpose, int]) -> list[tuple[str, str]]:
    """Where tasks of one kind are done together: in words, and the page; for more than one."""
    return [
        (f"{text} ({counts[purpose]} wait)", href)
        for purpose, (text, href) in _TOGETHER.items()
        if counts.get(purpose, 0) > 1
    ]


def where_done(task: OpenTask, link: str) -> str:
    """The page on which a task is done: that of the link of this ID, where mail has carried one."""
    purpose = Purpose(task.purpose)
    arrangement = f"/arrangements/{task.reference}"
    if purpose in _PAGES:
        role = f"?{urlencode({'role': task.about})}" if purpose is Purpose.APPOINT else ""
        return arrangement + _PAGES[purpose] + role
    return f"/tasks/{link}" if link else arrangement


def _of_what(program: Program, task: OpenTask, came_up: Mapping[tuple[str, str], Concern]) -> str:
    """Which request or duty a task is about, in the program's words; empty for other tasks."""
    concern = came_up.get((task.reference, task.about)) if task.purpose in OF_A_CONCERN else None
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
        Purpose.DUTY: f"{what or 'Do what is owed'}{f', under {whose}' if who else ''}",
    }
    return texts[Purpose(task.purpose)]


def _vacant(program: Program, task: OpenTask) -> str:
    """The part that somebody has to be found for; empty where the task is another one."""
    return lowered(program.role(task.about).title) if task.purpose == Purpose.APPOINT else ""
