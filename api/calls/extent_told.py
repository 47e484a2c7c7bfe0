"""What the JSON API tells of the extent of use: a year's figures, and what is behind one."""

from api.calls.told import Told
from api.overviews.extents import Extent
from policy.counting.figures import Figure, Unit


class FigureTold(Told):
    """One figure; `value` is null where nobody knows, `before` where nothing compares."""

    id: str
    title: str
    unit: Unit
    value: float | None
    before: float | None
    flagged: bool


class ChapterTold(Told):
    """Figures on one topic."""

    id: str
    title: str
    text: str
    figures: tuple[FigureTold, ...]


class ExtentTold(Told):
    """The extent of use of some agencies in a year."""

    year: int
    agencies: tuple[str, ...]
    days: str
    chapters: tuple[ChapterTold, ...]
    reasons: tuple[str, ...]


class BehindTold(Told):
    """The references behind one figure."""

    figure: FigureTold
    references: tuple[str, ...]


def tell_extent(extent: Extent) -> ExtentTold:
    """A year's figures, chapter by chapter."""
    heading = extent.heading
    return ExtentTold(
        year=extent.year,
        agencies=tuple(sorted(extent.agencies)),
        days=heading.days,
        reasons=heading.reasons,
        chapters=tuple(
            ChapterTold(
                id=chapter.id,
                title=chapter.title,
                text=chapter.text,
                figures=tuple(_tell(extent, figure.id) for figure in chapter.figures),
            )
            for chapter in extent.statement.chapters
        ),
    )


def tell_behind(extent: Extent, found: Figure) -> BehindTold:
    """The references behind a figure, each once."""
    return BehindTold(figure=_tell(extent, found.id), references=tuple(dict.fromkeys(found.cases)))


def _tell(extent: Extent, name: str) -> FigureTold:
    found = extent.statement.figure(name)
    flagged = {movement.figure.id for movement in extent.statement.movements}
    return FigureTold(
        id=name,
        title=found.title if found else "",
        unit=found.unit if found else Unit.COUNT,
        value=found.value if found else None,
        before=extent.statement.earlier.get(name),
        flagged=name in flagged,
    )
