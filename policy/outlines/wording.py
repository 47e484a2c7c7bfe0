"""The words in which a program is told, whatever part of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from policy.form import FormField
from policy.forms.kinds import limits
from policy.program import Program
from policy.wording import show_time

Line = tuple[str, str]
"""What is asked or holds, and beside it of whom, when and by which section."""


@dataclass(frozen=True)
class Part:
    """One part of the telling; `topic` is the chapter it belongs to."""

    topic: str
    title: str
    lines: tuple[Line, ...]
    note: str = ""


def demand(item: FormField) -> str:
    """What a field demands: required, must be yes, still current."""
    told = f"if {condition(item.required_when)}" if item.required_when else ""
    first, last = limits(item)
    said = {
        f"must be {item.must}": bool(item.must),
        "still current": item.current,
        f"with a new {words(item.file)} once it has passed": bool(item.file),
        "today or earlier": item.happened,
        "Monday to Friday": item.workday,
        f"{show_time(first)} to {show_time(last)}": bool(item.earliest or item.latest),
        f"after {words(item.after)}": bool(item.after),
    }
    demanded = [told or ("required" if item.required else "optional")]
    return ", ".join([*demanded, *(each for each, holds in said.items() if holds)])


def condition(text: str) -> str:
    """A condition in plain words: tools is My own or Both."""
    name, _, answers = text.partition("=")
    return f"{words(name)} is {answers.replace('|', ' or ')}"


def cited(section: str) -> str:
    """A section in parentheses after what it says; nothing for none."""
    return f" ({section})" if section else ""


def words(name: str) -> str:
    """An ID in plain words."""
    return name.replace("_", " ")


def titles(program: Program, roles: Iterable[str]) -> str:
    """What the roles are called, one after another."""
    return ", ".join(program.role(role).title for role in roles)


def counted(days: Iterable[int]) -> str:
    """Days one after another: 3, 6, 10 days."""
    named = [str(day) for day in days]
    return f"{', '.join(named)} day{'' if named == ['1'] else 's'}"
