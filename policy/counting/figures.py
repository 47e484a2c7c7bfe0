"""Figures of a yearly statement: what each amounts to, and which arrangements stand behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import median


class Unit(StrEnum):
    """What a figure counts."""

    COUNT = "count"
    PERCENT = "percent"
    DAYS = "days"
    HOURS = "hours"
    MILES = "miles"
    GALLONS = "gallons"
    KILOGRAMS = "kilograms"


_NAMED: Mapping[Unit, str] = {
    Unit.COUNT: "",
    Unit.PERCENT: "%",
    Unit.DAYS: " days",
    Unit.HOURS: " hours",
    Unit.MILES: " miles",
    Unit.GALLONS: " gallons",
    Unit.KILOGRAMS: " kg",
}
_WHOLE = frozenset({Unit.COUNT, Unit.MILES, Unit.GALLONS, Unit.KILOGRAMS})
NOTHING = "not known"
NEW = "new"


@dataclass(frozen=True)
class Figure:
    """One figure. `id` is its chapter and its name in it; `cases` are the references behind it.

    Without an amount nobody has said yet. A percentage is `amount` of `of`. `people` are counted
    once each, whatever agencies they worked for; of `samples` the median counts.
    """

    id: str
    title: str
    unit: Unit = Unit.COUNT
    amount: float | None = 0
    of: float | None = None
    people: frozenset[str] | None = None
    samples: tuple[float, ...] | None = None
    cases: tuple[str, ...] = ()

    @property
    def value(self) -> float | None:
        """What it amounts to; None where nothing says."""
        if self.people is not None:
            return len(self.people)
        if self.samples is not None:
            return median(self.samples) if self.samples else None
        if self.unit is Unit.PERCENT:
            return 100 * (self.amount or 0) / self.of if self.of else None
        return self.amount

    def __add__(self, other: "Figure") -> "Figure":
        """The same figure of two agencies together."""
        known = self.people is not None and other.people is not None
        sampled = self.samples is not None and other.samples is not None
        return replace(
            self,
            amount=_sum(self.amount, other.amount),
            of=_sum(self.of, other.of),
            people=(self.people or frozenset()) | (other.people or frozenset()) if known else None,
            samples=(*(self.samples or ()), *(other.samples or ())) if sampled else None,
            cases=self.cases + other.cases,
        )

    @property
    def shown(self) -> str:
        """The figure as people read it: 1,204, 12.5%, 38 hours."""
        return show(self.value, self.unit)


@dataclass(frozen=True)
class Chapter:
    """Figures on one topic; `drawn` says that they are shown as a chart too."""

    id: str
    title: str
    figures: tuple[Figure, ...]
    text: str = ""
    drawn: bool = False


@dataclass(frozen=True)
class Movement:
    """A figure that moved by as much as has to be explained, in percent of the year before.

    What is new has no percentage: there was none of it before.
    """

    figure: Figure
    before: float
    percent: float | None

    @property
    def shown(self) -> str:
        """How far it moved, as people read it: +12%, or new."""
        return NEW if self.percent is None else f"{self.percent:+.0f}%"


@dataclass(frozen=True)
class Statement:
    """The extent of use from January 1 of a year to its last day, or to today.

    `earlier` is what each figure was on the same days of the year before. `watched` are the
    figures whose movement by `limit` percent or more has to be explained.
    """

    chapters: tuple[Chapter, ...]
    earlier: Mapping[str, float | None] = field(default_factory=dict)
    watched: frozenset[str] = frozenset()
    limit: int = 10

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in order."""
        return tuple(figure for chapter in self.chapters for figure in chapter.figures)

    def figure(self, name: str) -> Figure | None:
        """The figure of that ID."""
        return next((each for each in self.figures if each.id == name), None)

    @property
    def movements(self) -> tuple[Movement, ...]:
        """What moved by 10% or more, as the program sets it."""
        found = (_movement(self, each) for each in self.figures if each.id in self.watched)
        return tuple(each for each in found if each is not None)


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _movement(statement: Statement, figure: Figure) -> Movement | None:
    """The movement of one figure; none where nobody knows what it was the year before."""
    now, before = figure.value, statement.earlier.get(figure.id)
    if now is None or before is None or now == before:
        return None
    if not before:
        return Movement(figure, before, None)
    percent = 100 * (now - before) / before
    return Movement(figure, before, percent) if abs(percent) >= statement.limit else None


def together(parts: Sequence[Sequence[Chapter]]) -> tuple[Chapter, ...]:
    """The chapters of several agencies as one; a figure that only some have is theirs."""
    chapters: dict[str, Chapter] = {}
    for chapter in (chapter for part in parts for chapter in part):
        before = chapters.get(chapter.id)
        joined = chapter.figures if before is None else _joined((before, chapter))
        chapters[chapter.id] = replace(before or chapter, figures=tuple(joined))
    return tuple(chapters.values())


def _joined(chapters: Iterable[Chapter]) -> tuple[Figure, ...]:
    figures: dict[str, Figure] = {}
    for figure in (figure for chapter in chapters for figure in chapter.figures):
        same = figures.get(figure.id)
        figures[figure.id] = figure if same is None else same + figure
    return tuple(figures.values())


def show(value: float | None, unit: Unit) -> str:
    """A value with its unit; a number that is not whole has one decimal."""
    if value is None:
        return NOTHING
    amount = f"{value:,.0f}" if unit in _WHOLE or value == int(value) else f"{value:,.1f}"
    if amount == "1" and unit in {Unit.DAYS, Unit.HOURS, Unit.MILES, Unit.GALLONS}:
        return f"1{_NAMED[unit].removesuffix('s')}"
    return f"{amount}{_NAMED[unit]}"
