"""The keys that program and agency files may hold, and which of them a file uses."""

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass

from policy.agency import AddedDocument, AddedQuestion, AddedSection, AgencyFile, Limits
from policy.analysis import Accommodation, Analysis, Question, WayOut
from policy.clause import Clause, Replaceable
from policy.extent_rule import CommuteRule, ExtentRule
from policy.form import Column, FormField, Section
from policy.in_force import (
    ApprovalRule,
    DutyRule,
    EffectWhen,
    EndingReason,
    EndingRule,
    InForce,
    ModificationRule,
    ReportRule,
)
from policy.program import (
    CopyRule,
    Document,
    Pace,
    Program,
    Review,
    Role,
    SignatureLine,
    Signing,
    TermRule,
    WeekRule,
)
from policy.register import Register
from policy.timekeeping import CheckRule, TimeCode, TimeColumns, TimeRule

PARTS = (
    Accommodation, Analysis, ApprovalRule, CheckRule, Clause, Column, CommuteRule, CopyRule,
    Document, DutyRule, EffectWhen, EndingReason, EndingRule, ExtentRule, FormField, InForce,
    ModificationRule, Pace, Program, Question, Register, Replaceable, ReportRule, Review, Role,
    Section, SignatureLine, Signing, TermRule, TimeCode, TimeColumns, TimeRule, WayOut, WeekRule,
)  # fmt: skip
"""What a program file is made of."""

ADDITIONS = (AddedDocument, AddedQuestion, AddedSection, AgencyFile, Limits)
"""What an agency's file adds."""


def inside(value: object) -> Iterator[object]:
    """A value and everything in it."""
    yield value
    if is_dataclass(value):
        for item in fields(value):
            yield from inside(getattr(value, item.name))
    elif isinstance(value, tuple | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from inside(each)


def used(value: object) -> set[str]:
    """The keys that a file says something with: those that differ from what leaving out gives."""
    found = set()
    for each in inside(value):
        for item in fields(each) if is_dataclass(each) else ():
            default = item.default if item.default_factory is MISSING else item.default_factory()
            if getattr(each, item.name) != default:
                found.add(f"{type(each).__name__}.{item.name}")
    return found


def keys(*kinds: type) -> set[str]:
    return {f"{kind.__name__}.{name}" for kind in kinds for name in own_fields(kind)}


def own_fields(kind: type) -> list[str]:
    return [item.name for item in fields(kind)] if is_dataclass(kind) else []
