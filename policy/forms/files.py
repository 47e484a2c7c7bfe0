"""The files that answers stand for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policy.form import FieldKind, FormField
from policy.forms.kinds import uploaded


@dataclass(frozen=True)
class File:
    """One uploaded file: the field it answers, and the SHA-256 of its bytes."""

    field: FormField
    digest: str
    name: str


def files_in(fields: Iterable[FormField], answers: Mapping[str, str]) -> tuple[File, ...]:
    """The files named by the answers to these fields, in their order."""
    asked = (item for item in fields if item.kind is FieldKind.UPLOAD)
    named = ((item, uploaded(answers.get(item.id, ""))) for item in asked)
    return tuple(File(item, *found) for item, found in named if found)
