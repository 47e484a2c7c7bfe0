"""The yearly statement as its page shows it: charts, tables, and the list behind each figure."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from markupsafe import Markup

from api.overviews.extents import FINDINGS, Extent
from api.views.mine import stands
from api.views.paged import Pages
from documents.charts import bars, is_drawn
from documents.statements import moved
from policy.counting.figures import Chapter, Figure, show
from policy.counting.use import HEADCOUNT, RECORDED
from policy.wording import show_date, show_instant
from records.arrangements import Arrangement
from records.people import Person


@dataclass(frozen=True)
class FigureRow:
    """One figure; `href` leads to what is behind it, if that is to be seen."""

    title: str
    shown: str
    before: str
    change: str
    href: str
    flagged: bool


@dataclass(frozen=True)
class ChapterView:
    """One chapter, with its chart as SVG or nothing."""

    id: str
    title: str
    text: str
    chart: Markup
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True)
class MovementView:
    """A figure that moved by so much that it has to be explained."""

    title: str
    told: str


@dataclass(frozen=True)
class CaseRow:
    """One arrangement behind a figure."""

    reference: str
    name: str
    unit: str
    stands: str
    days: str


@dataclass(frozen=True)
class CasesView:
    """A page of what is behind a figure."""

    figure: Figure
    rows: tuple[CaseRow, ...]
    pages: Pages


def address(extent: Extent, path: str, **more: str) -> str:
    """Where else the same year of the same agencies is."""
    asked = {"year": str(extent.year)}
    if extent.agencies != extent.mine and extent.agency:
        asked["agency"] = extent.agency.id
    return f"{path}?{urlencode(asked | more)}"


def chapter_views(extent: Extent) -> list[ChapterView]:
    """Every chapter, drawn where there is something to draw."""
    flagged = {movement.figure.id for movement in extent.statement.movements}
    return [
        ChapterView(
            chapter.id,
            chapter.title,
            chapter.text,
            _chart(chapter),
            tuple(_row(extent, figure, figure.id in flagged) for figure in chapter.figures),
        )
        for chapter in extent.statement.chapters
    ]


def movement_views(extent: Extent) -> list[MovementView]:
    """What moved, from what to what."""
    return [
        MovementView(
            movement.figure.title,
            f"{movement.shown}, from {show(movement.before, movement.figure.unit)} "
            f"to {movement.figure.shown}",
        )
        for movement in extent.statement.movements
    ]


def cases_view(extent: Extent, figure: Figure, wanted: int) -> CasesView:
    """One page of the arrangements behind a figure; a page past the end is the last one."""
    references = tuple(dict.fromkeys(figure.cases))
    here = partial(address, extent, "/extent/list", figure=figure.id)
    pages = Pages(wanted, len(references), lambda turned: here(page=str(turned)))
    shown = references[pages.rows]
    found = extent.listed(shown)
    rows = tuple(_case(*found[each]) for each in shown if each in found)
    return CasesView(figure, rows, pages)


def written_views(extent: Extent) -> list[tuple[str, str, str]]:
    """What was written for the year: whose and when, and the addresses of both files."""
    return [
        (
            f"{extent.parts.agencies[each.agency].name}, "
            f"{show_instant(each.made_at, extent.parts.agencies[each.agency].time_zone)}",
            f"/extent/statements/{each.pdf}.pdf",
            f"/extent/statements/{each.spreadsheet}.xlsx",
        )
        for each in extent.written
        if each.agency in extent.parts.agencies
    ]


def _chart(chapter: Chapter) -> Markup:
    drawn = bars(chapter) if is_drawn(chapter) else ""
    return Markup(drawn)  # noqa: S704 - what draws it escapes every text


def _row(extent: Extent, figure: Figure, flagged: bool) -> FigureRow:
    before = extent.statement.earlier.get(figure.id)
    hidden = figure.id.startswith(FINDINGS) and not extent.agencies <= extent.who.agencies
    return FigureRow(
        title=figure.title,
        shown=figure.shown,
        before="" if before is None else show(before, figure.unit),
        change=moved(figure, before),
        href="" if hidden else _behind(extent, figure),
        flagged=flagged,
    )


def _behind(extent: Extent, figure: Figure) -> str:
    """Where what is behind a figure is: arrangements, a register, or files of recorded hours."""
    register, agency = extent.program.extent.headcount, extent.agency
    if agency and agency.id in extent.who.agencies:
        if figure.id == HEADCOUNT and register:
            return f"/registers/{register}?{urlencode({'about': agency.id})}"
        if figure.id == RECORDED and figure.value is not None:
            return f"/hours/recorded?{urlencode({'agency': agency.id})}"
    return address(extent, "/extent/list", figure=figure.id) if figure.cases else ""


def _case(arrangement: Arrangement, person: Person | None) -> CaseRow:
    first, last = arrangement.starts_on, arrangement.ends_on
    until = f" to {show_date(last)}" if last else ""
    return CaseRow(
        reference=arrangement.reference,
        name=person.name if person else arrangement.employee,
        unit=arrangement.unit,
        stands=stands(arrangement),
        days=f"{show_date(first)}{until}",
    )
