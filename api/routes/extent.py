"""The extent of use: the page of a year, the list behind each figure, and the same as files."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import NotFound, PartsDep, SessionDep, ViewerDep
from api.files.attached import CSV, PDF, attached
from api.helping import help_lines
from api.overviews.extents import Extent, ExtentDep, visible
from api.pages import small_number
from api.templating import render
from api.views.extent import (
    address,
    cases_view,
    chapter_views,
    movement_views,
    written_views,
)
from documents.statements import as_csv, as_pdf, as_spreadsheet
from records import statements

router = APIRouter(include_in_schema=False)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = ("PDF", "XLSX", "CSV")
DIGEST_LENGTH = 64


@router.get("/extent")
def show(request: Request, extent: ExtentDep) -> Response:
    """A year of the agencies that the viewer coordinates for or heads, or of one of them."""
    agency, rule = extent.agency, extent.program.extent
    writes = agency is not None and agency.id in extent.who.agencies
    return _page(
        request,
        "extent.html",
        extent,
        chapters=chapter_views(extent),
        movements=movement_views(extent),
        reasons=extent.heading.reasons,
        written=written_views(extent),
        agencies=extent.parts.known(extent.mine),
        headcount=rule.headcount if writes else "",
        giving=rule.reasons if writes else "",
        files=[(name, address(extent, f"/extent.{name.lower()}")) for name in KINDS],
    )


@router.get("/extent/list")
def behind(request: Request, extent: ExtentDep, figure: str = "", page: str = "1") -> Response:
    """The arrangements behind one figure."""
    found = cases_view(extent, extent.behind(figure), small_number(page, 1))
    return _page(request, "extent_list.html", extent, cases=found, back=address(extent, "/extent"))


@router.get("/extent.csv")
def as_text(extent: ExtentDep) -> Response:
    """The figures as CSV."""
    return _file(extent, as_csv(extent.heading, extent.statement), CSV, "csv")


@router.get("/extent.xlsx")
def as_sheet(extent: ExtentDep) -> Response:
    """The figures as a spreadsheet."""
    return _file(extent, as_spreadsheet(extent.heading, extent.statement), XLSX, "xlsx")


@router.get("/extent.pdf")
def as_document(extent: ExtentDep) -> Response:
    """The same as a document, with its charts."""
    typeset = as_pdf(extent.parts.typesetter, extent.heading, extent.statement)
    return _file(extent, typeset.content, PDF, "pdf")


@router.get("/extent/statements/{digest}.{kind}")
def written(
    digest: str, kind: str, session: SessionDep, parts: PartsDep, viewer: ViewerDep
) -> Response:
    """A statement as it was written, for who may see its agency's."""
    found = statements.of_file(session, digest) if len(digest) == DIGEST_LENGTH else None
    if found is None or found.agency not in visible(session, parts, viewer):
        raise NotFound
    types = {"pdf": (found.pdf, PDF), "xlsx": (found.spreadsheet, XLSX)}
    if kind not in types or types[kind][0] != digest:
        raise NotFound
    name = f"extent-{found.agency}-{found.year}.{kind}"
    return attached(parts.store.get(digest), types[kind][1], name)


def _page(request: Request, name: str, extent: Extent, **context: object) -> Response:
    program, agency = extent.program, extent.parts.agencies[min(extent.agencies)]
    return render(
        request,
        name,
        200,
        extent=extent,
        program=program,
        help=help_lines(program, agency, coordinates=bool(extent.who.agencies)),
        **context,
    )


def _file(extent: Extent, content: bytes, media: str, kind: str) -> Response:
    whose = extent.agency.id if extent.agency else "all"
    return attached(content, media, f"extent-{whose}-{extent.year}.{kind}")
