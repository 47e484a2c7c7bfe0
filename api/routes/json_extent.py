"""The JSON API's extent of use: a year's figures, and the arrangements behind one of them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from api.bearer import HolderDep
from api.dependencies import PartsDep, SessionDep
from api.overviews.extents import Extent
from policy.counting.figures import Unit

router = APIRouter(prefix="/api/v1/extent", tags=["extent of use"])


class FigureTold(BaseModel):
    """One figure; `value` is null where nobody knows, `before` where nothing compares."""

    id: str
    title: str
    unit: Unit
    value: float | None
    before: float | None
    flagged: bool


class ChapterTold(BaseModel):
    """Figures on one topic."""

    id: str
    title: str
    text: str
    figures: tuple[FigureTold, ...]


class ExtentTold(BaseModel):
    """The extent of use of some agencies in a year."""

    year: int
    agencies: tuple[str, ...]
    days: str
    chapters: tuple[ChapterTold, ...]
    reasons: tuple[str, ...]


class BehindTold(BaseModel):
    """The references behind one figure."""

    figure: FigureTold
    references: tuple[str, ...]


def extent_of(
    session: SessionDep, parts: PartsDep, holder: HolderDep, year: str = "", agency: str = ""
) -> Extent:
    """A dependency: a year of the agencies that the token's person coordinates for or heads."""
    return Extent.of(session, parts, holder, year, agency)


ExtentDep = Annotated[Extent, Depends(extent_of, scope="function")]


@router.get("")
def read(extent: ExtentDep) -> ExtentTold:
    """A year's figures, of one agency or of all that you may see; the running year by default."""
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


@router.get("/list")
def behind(extent: ExtentDep, figure: Annotated[str, Query(max_length=200)]) -> BehindTold:
    """The references of the arrangements behind one figure, by its ID."""
    found = extent.behind(figure)
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
