"""One row of the board: what it waits for, since when, its deadline, and the act that moves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from api.parts import Parts
from api.views.deadlines import tone_of
from api.views.names import position_of
from api.views.signatures import dots
from api.views.waiting import asked_of, ended, first_asked
from api.views.words import day_of, from_today, short_date, spelled
from policy.account import CLOSED, NOT_APPROVED, Status
from policy.concerns import WAITED_FOR
from policy.deadlines import ZoneClocks, copy_dates, day_ended, local_date
from policy.notices import REMINDERS
from policy.program import Program
from policy.tasks import Purpose
from policy.wording import capital
from records.board import BoardRow
from records.tasks import OpenTask


@dataclass(frozen=True)
class RowView:
    """One row: what it waits for, since when, its dots, its deadline, and the act that moves it."""

    reference: str
    who: str
    position: str
    waits: str
    told: str
    dots: tuple[str, ...]
    dots_label: str
    due: str
    due_tone: str
    left: str
    act: str
    href: str
    main: bool
    remind: str = ""


def row_view(row: BoardRow, parts: Parts, viewer: str, now: datetime) -> RowView:
    """One row of the board, as `viewer` sees it, or as everybody does who is not asked in it."""
    arrangement = row.arrangement
    program = parts.program_of(arrangement)
    zone = parts.agencies[arrangement.agency].time_zone
    marks, label = _dots(row, program)
    due, tone, left = _due(row, program, zone, now)
    asked = first_asked(row.tasks)
    act, href, main = _act(row, asked, viewer)
    return RowView(
        reference=arrangement.reference,
        who=row.employee.name if row.employee else arrangement.employee,
        position=position_of(row.employee),
        waits=_waits(row, asked, program, viewer),
        told=_told(row, asked, zone),
        dots=marks,
        dots_label=label,
        due=due,
        due_tone=tone,
        left=left,
        act=act,
        href=href,
        main=main,
        remind=_role_of(asked) if act == "Remind" else "",
    )


def _waits(row: BoardRow, asked: Sequence[OpenTask], program: Program, viewer: str) -> str:
    arrangement, status = row.arrangement, Status(row.arrangement.status)
    if status in CLOSED and not asked:
        return f"Nobody: {ended(arrangement)}"
    if asked:
        return capital(asked_of(program, asked, viewer))
    named = {Status.ACTIVE: "Nobody: active", Status.AUTHORIZED: "Nobody: starts soon"}
    return named.get(status, "Nobody: documents are being prepared")


def _told(row: BoardRow, asked: Sequence[OpenTask], zone: str) -> str:
    since = asked[0].since if asked else row.arrangement.since
    said = [f"{_began(row, asked)} {day_of(since, zone)}."]
    reminders = max((task.reminders for task in asked), default=0)
    if reminders:
        times = {1: "once", 2: "twice"}.get(reminders, f"{spelled(reminders)} times")
        said.append(f"Reminded {times}.")
    if row.refused:
        said.append(f"Mail refused by {row.refused[-1].address}.")
    return " ".join(said)


def _began(row: BoardRow, asked: Sequence[OpenTask]) -> str:
    """How the day is introduced on which that began."""
    if asked:
        return "Owed since" if asked[0].purpose == Purpose.COPY else "Asked on"
    return "On" if Status(row.arrangement.status) in CLOSED else "Since"


def _dots(row: BoardRow, program: Program) -> tuple[tuple[str, ...], str]:
    lines, signed = program.signing.lines, row.arrangement.signed
    if row.arrangement.version == 0 or row.arrangement.status in NOT_APPROVED:
        is_over = Status(row.arrangement.status) in CLOSED
        return (), "Never opened for signing" if is_over else "Not yet open for signing"
    return dots(lines, signed, row.tasks), f"{len(signed)} of {len(lines)} signed"


def _due(row: BoardRow, program: Program, zone: str, now: datetime) -> tuple[str, str, str]:
    """The deadline people care for: a copy's, what is owed, the start, or the last day."""
    arrangement, today = row.arrangement, local_date(now, zone)
    owed = _copy_due(row, program, zone) or _owed(row, zone)
    if owed is not None:
        title, day = owed
        return _on(f"{title} {'was due' if day < today else 'due'}", day, today)
    status = Status(arrangement.status)
    if status in CLOSED:
        return "", "", ""
    if status is not Status.ACTIVE:
        return _on(
            "Starts" if arrangement.starts_on >= today else "Was to start",
            arrangement.starts_on,
            today,
        )
    if arrangement.notice_until is not None:
        return _on("Last day by notice", arrangement.notice_until, today)
    if arrangement.ends_on is None:
        return "No last day", "", ""
    return _on("Last day", arrangement.ends_on, today)


def _owed(row: BoardRow, zone: str) -> tuple[str, date] | None:
    """The day by whose end the first of what is owed is due, where that comes next."""
    at, label = row.arrangement.next_deadline, row.arrangement.next_label
    if at is None or label not in WAITED_FOR.values():
        return None
    return label, day_ended(at, zone)


def _copy_due(row: BoardRow, program: Program, zone: str) -> tuple[str, date] | None:
    """The copy owed that has a deadline: it counts from when the copy was first owed."""
    rules = {rule.id: rule for rule in program.copies if rule.due_within_days is not None}
    for task in row.tasks:
        if task.purpose == Purpose.COPY and task.about in rules:
            rule = rules[task.about]
            return rule.title, copy_dates(task.since, rule, ZoneClocks(zone)).due_on
    return None


def _on(what: str, day: date, today: date) -> tuple[str, str, str]:
    return f"{what} {short_date(day)}", tone_of(day, today), from_today(day, today)


def _act(row: BoardRow, asked: Sequence[OpenTask], viewer: str) -> tuple[str, str, bool]:
    """The one act that moves it: its name, where it is, and whether it is the viewer's own."""
    page = f"/arrangements/{row.arrangement.reference}"
    if not asked:
        return "Open", page, False
    purpose, mine = Purpose(asked[0].purpose), _asks(asked, viewer)
    if purpose is Purpose.DECIDE:
        return "Decide", f"{page}/decide", True
    if purpose is Purpose.APPOINT:
        return "Find somebody", f"{page}/replace?{urlencode({'role': asked[0].about})}", True
    if purpose is Purpose.SETTLE:
        return "Settle", page, True
    if not mine and purpose in REMINDERS:
        return "Remind", f"/remind-many?{urlencode({'row': row.arrangement.reference})}", False
    return "Open", page, mine


def _role_of(tasks: Sequence[OpenTask]) -> str:
    """The one role that is asked; blank where several are: then it is said first whom it is."""
    roles = {task.role for task in tasks}
    return tasks[0].role if len(roles) == 1 else ""


def _asks(tasks: Sequence[OpenTask], viewer: str) -> bool:
    """Whether `viewer` is asked; nobody is, though there are parts that nobody holds."""
    return bool(viewer) and any(task.person == viewer for task in tasks)
