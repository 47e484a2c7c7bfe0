"""The JSON API's extent of use: a year's figures, and the arrangements behind one of them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.bearer import WhoDep
from api.calls.extent_told import BehindTold, ExtentTold, tell_behind, tell_extent
from api.dependencies import PartsDep, SessionDep
from api.overviews.extents import Extent

router = APIRouter(prefix="/api/v1/extent", tags=["extent of use"])


def extent_of(
    session: SessionDep, parts: PartsDep, who: WhoDep, year: str = "", agency: str = ""
) -> Extent:
    """A dependency: a year of the agencies that the token's person coordinates for or heads."""
    return Extent.of(session, parts, who, year, agency)


ExtentDep = Annotated[Extent, Depends(extent_of, scope="function")]


@router.get("")
def read(extent: ExtentDep) -> ExtentTold:
    """A year's figures, of one agency or of all that you may see; the running year by default."""
    return tell_extent(extent)


@router.get("/list")
def behind(extent: ExtentDep, figure: Annotated[str, Query(max_length=200)]) -> BehindTold:
    """The references of the arrangements behind one figure, by its ID."""
    return tell_behind(extent, extent.behind(figure))
