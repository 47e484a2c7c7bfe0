"""Buttons within a form that change its shape: one more row or week, one less, a file removed,
the days of a week filled in alike.

They post the form as it stands, so that they work without scripts, and nothing typed is lost.
"""

from collections.abc import Mapping, Sequence

from api.views.fields import AT, keys_of
from api.views.weeks import SECOND, alike, has_second, second_from_first
from policy.form import FieldKind, FormField
from policy.forms.items import MOST_ROWS, row_key, row_numbers

MORE, LESS, ALIKE = "more", "without", "alike"
"""The names of the buttons that add, take away and fill in; their value is what."""


def is_shaping(sent: Mapping[str, str]) -> bool:
    """Whether a form was posted only to change its shape."""
    return any(sent.get(button) for button in (MORE, LESS, ALIKE))


def reshaped(fields: Sequence[FormField], sent: Mapping[str, str]) -> dict[str, str]:
    """What was sent for these fields, after what the button pressed does to them."""
    values = {key: sent.get(key, "") for item in fields for key in keys_of(item, sent)}
    for item in fields:
        values |= _added(item, values) if sent.get(MORE) == item.id else {}
        values |= alike(sent.get(ALIKE, ""), values) if item.kind is FieldKind.WEEK else {}
        values = _reduced(item, values, sent.get(LESS, ""))
    return values


def shaped(fields: Sequence[FormField], sent: Mapping[str, str]) -> dict[str, str]:
    """A whole form after that, with what was sent beside these fields, shown where it changed."""
    asked = {key for item in fields for key in keys_of(item, sent)}
    others = {key: told for key, told in sent.items() if key not in asked}
    return {**others, **reshaped(fields, sent), AT: place_of(fields, sent)}


def place_of(fields: Sequence[FormField], sent: Mapping[str, str]) -> str:
    """The ID of the part of the page that changed: people stay where they pressed the button.

    What takes the place of something that was taken away has its ID: the next row, or the button
    that adds one.
    """
    for item in fields:
        if item.id == sent.get(MORE):
            added = len(row_numbers(item, sent)) + 1
            return SECOND if item.kind is FieldKind.WEEK else f"{item.id}.{added}"
    return sent.get(ALIKE) or sent.get(LESS, "")


def _added(item: FormField, values: Mapping[str, str]) -> dict[str, str]:
    if item.kind is FieldKind.WEEK:
        return {} if has_second(values) else second_from_first(values)
    if item.kind is not FieldKind.ITEMS:
        return {}
    numbers = row_numbers(item, values)
    following = max(numbers, default=0) + 1
    if len(numbers) >= MOST_ROWS:
        return {}
    return {row_key(item, following, column): "" for column in item.columns}


def _reduced(item: FormField, values: dict[str, str], taken: str) -> dict[str, str]:
    """Without what was taken away: a second week, one row, or the file of an upload."""
    if item.kind is FieldKind.WEEK and taken == SECOND:
        return {key: value for key, value in values.items() if not key.startswith(f"{SECOND}.")}
    if item.kind is FieldKind.ITEMS and taken.startswith(f"{item.id}."):
        return _without_row(item, values, taken)
    if item.kind is FieldKind.UPLOAD and taken == item.id:
        return {**values, item.id: ""}
    return values


def _without_row(item: FormField, values: Mapping[str, str], taken: str) -> dict[str, str]:
    """The other rows, numbered anew; a blank one where none is left."""
    rows = [
        [values.get(row_key(item, number, column), "") for column in item.columns]
        for number in row_numbers(item, values)
        if f"{item.id}.{number}" != taken
    ]
    others = {key: value for key, value in values.items() if not key.startswith(f"{item.id}.")}
    for number, row in enumerate(rows or [[""] * len(item.columns)], 1):
        for column, value in zip(item.columns, row, strict=True):
            others[row_key(item, number, column)] = value
    return others
