"""Fields that list items, such as equipment: kept as JSON text, sent as rows of a form.

The form's keys are `<field>.<n>.<column>`, n from 1. Rows left blank are dropped and the others
counted anew, so that problems name the rows as they are kept.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policy.form import Column, FormField
from policy.forms.kinds import ahead, fault, kept, missing, quoted
from policy.forms.typed import clean, read_date

MOST_ROWS = 50
"""The most items that one field lists."""

LONGEST_LIST = 200_000
"""The most characters of a list's JSON text that are looked at."""

Row = dict[str, str]
"""One item: what is in each column, by its ID; blank where nothing is."""

_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


def read_rows(item: FormField, form: Mapping[str, str]) -> str:
    """The list as JSON text: from its rows, or as sent under the field's own key; blank for none.

    What was sent as text and is no such list is given back as it is, to be refused.
    """
    numbers = row_numbers(item, form)
    if not numbers:
        own = clean(form.get(item.id, ""))
        rows = rows_of(own)
        return own if rows is None else _written(item, rows)
    sent = [
        {column.id: form.get(row_key(item, number, column), "") for column in item.columns}
        for number in numbers
    ]
    return _written(item, sent)


def row_numbers(item: FormField, form: Mapping[str, str]) -> list[int]:
    """The numbers of the rows that a form holds of a list, in order."""
    return sorted({int(found) for key in form if (found := _row_number(item, key))})


def rows_of(text: str) -> tuple[Row, ...] | None:
    """The rows in JSON text; none in blank text; None where it is no list of such rows."""
    if not text:
        return ()
    try:
        content = json.loads(text) if len(text) <= LONGEST_LIST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, list):
        return None
    rows = [_row(each) for each in content]
    good = tuple(row for row in rows if row is not None)
    return good if len(good) == len(rows) else None


def row_key(item: FormField, number: int, column: Column) -> str:
    """The form key of one column of one row."""
    return f"{item.id}.{number}.{column.id}"


def list_faults(item: FormField, text: str, today: date | None = None) -> Iterator[tuple[str, str]]:
    """What is wrong with a list that is not blank: the form key and what to do, row by row.

    With `today`, the day on which it is given, what happened does not lie ahead.
    """
    rows = rows_of(text)
    known = {column.id for column in item.columns}
    if rows is None or not all(set(row) <= known for row in rows):
        yield item.id, f"Fill in {quoted(item.label)} row by row."
    elif len(rows) > MOST_ROWS:
        yield item.id, f"{quoted(item.label)} takes at most {MOST_ROWS} rows."
    else:
        for number, row in enumerate(rows, 1):
            for column in item.columns:
                found = _cell_fault(item.columns, column, row, today)
                if found:
                    yield row_key(item, number, column), found


def _cell_fault(columns: Sequence[Column], column: Column, row: Row, today: date | None) -> str:
    """Why a cell cannot stay as it is; empty when it can."""
    cell = FormField(column.id, column.label, column.kind)
    given = row.get(column.id, "")
    if not given:
        return missing(cell) if column.required else ""
    if found := fault(cell, given):
        return found
    if column.happened and (message := ahead(column.label, given, today)):
        return message
    latest = next((other for other in columns if other.id == column.not_after), None)
    if latest and _is_after(given, row.get(latest.id, "")):
        return f"{quoted(column.label)} must not be after {quoted(latest.label)}."
    return ""


def _is_after(given: str, latest: str) -> bool:
    day, last = read_date(given), read_date(latest)
    return isinstance(day, date) and isinstance(last, date) and day > last


def _written(item: FormField, rows: Sequence[Row]) -> str:
    """The rows as JSON text, cleaned, without the blank ones; blank where none is left."""
    kinds = {column.id: column.kind for column in item.columns}
    cleaned = [{name: clean(given) for name, given in row.items()} for row in rows]
    filled = [
        {name: kept(kinds[name], given) if name in kinds else given for name, given in row.items()}
        for row in cleaned
        if any(row.values())
    ]
    return json.dumps(filled, ensure_ascii=False) if filled else ""


def _row(content: object) -> Row | None:
    if not isinstance(content, dict):
        return None
    row = {str(name): given for name, given in content.items() if isinstance(given, str)}
    return row if len(row) == len(content) else None


def _row_number(item: FormField, key: str) -> str:
    """The number in a key of this field's rows; empty for any other key."""
    name, _, rest = key.partition(".")
    number, _, column = rest.partition(".")
    known = any(each.id == column for each in item.columns)
    return number if name == item.id and known and _NUMBER.fullmatch(number) else ""
