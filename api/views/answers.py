"""Answers as they are read back: words for values, rows for lists, a link for each file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from api.views.fields import YES_NO, FieldView, RowView
from api.views.weeks import read_back
from policy.form import FieldKind
from policy.forms.kinds import uploaded
from policy.forms.typed import read_date, read_time
from policy.wording import show_date, show_time

NOT_PROVIDED = "Not provided"
_SPOKEN = dict(YES_NO)


@dataclass(frozen=True)
class AnswerView:
    """One answer as read back: a label and what was answered, a line each.

    `key` finds the field again, to change it; what is `known` is not changed there. A file is
    opened at `href`.
    """

    label: str
    value: str
    key: str = ""
    known: bool = False
    href: str = ""


def read_backs(views: Iterable[FieldView]) -> tuple[AnswerView, ...]:
    """What was answered, to be read."""
    return tuple(
        AnswerView(item.label, _read_back(item), item.key, item.known, _href(item))
        for item in views
    )


def _read_back(item: FieldView) -> str:
    match item.kind:
        case FieldKind.WEEK:
            return read_back(item.weeks, dict(item.choices))
        case FieldKind.ITEMS:
            return "\n".join(_read_row(row) for row in item.rows if _is_filled(row)) or NOT_PROVIDED
        case FieldKind.UPLOAD:
            return item.file or NOT_PROVIDED
    return spoken(item.kind, item.value) or NOT_PROVIDED


def _href(item: FieldView) -> str:
    found = uploaded(item.value) if item.kind is FieldKind.UPLOAD else None
    return f"/uploads/{found[0]}" if found else ""


def spoken(kind: FieldKind, value: str) -> str:
    """A plain answer as people read it."""
    match kind:
        case FieldKind.YES_NO | FieldKind.STATEMENT:
            return _SPOKEN.get(value, value)
        case FieldKind.DATE:
            day = read_date(value) if value else ""
            return show_date(day) if isinstance(day, date) else value
        case FieldKind.TIME:
            at = read_time(value) if value else ""
            return show_time(at) if isinstance(at, time) else value
    return value


def _is_filled(row: RowView) -> bool:
    return any(cell.value for cell in row.cells)


def _read_row(row: RowView) -> str:
    return "; ".join(f"{it.label}: {spoken(it.kind, it.value)}" for it in row.cells if it.value)
