"""Hours for timekeepers: those planned, files of those recorded, and what speaks against them."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from api.calls.hours_sent import file_to_hand_in
from api.dependencies import PartsDep, SessionDep, ViewerDep, act_key, attribution
from api.doors.acts import Refused, Unavailable
from api.files.attached import CSV, attached, sheet
from api.files.attaching import protected_files
from api.helping import help_lines
from api.overviews.timekeeping import Keeping, agencies_of, opened
from api.pages import FormDep, small_number, with_status
from api.templating import new_key, render
from api.threads import waited_for
from api.views.hours import (
    address,
    earlier,
    exception_cells,
    exceptions_view,
    file_view,
    hours_view,
)
from policy.forms.checking import typed_day
from policy.forms.typed import read_date
from policy.wording import show_instant
from records import hours, people
from records.roster import BadRow
from records.timesheets import write_planned

router = APIRouter(include_in_schema=False)
LONGEST = 200
COLUMNS = ("Employee number", "Name", "Date", "What", "Found", "Section", "Arrangement")
MOST_FILES, MOST_SHOWN = 10, 100
NOT_YET = (
    "We could not put the file on record yet. Nothing is lost. Please send it again: it is taken "
    "in once, however often you send it."
)


def keeping_of(  # noqa: PLR0913, PLR0917 - one for each name in the address
    session: SessionDep,
    parts: PartsDep,
    viewer: ViewerDep,
    agency: str = "",
    on: str = "",
    unit: str = "",
) -> Keeping:
    """A dependency: the books that the address asks for; what it cannot mean is left out."""
    day = read_date(on)
    wanted = None if isinstance(day, str) else day
    return opened(session, parts, viewer, agency, wanted, unit[:LONGEST])


KeepingDep = Annotated[Keeping, Depends(keeping_of, scope="function")]


@router.get("/hours")
def planned(request: Request, keeping: KeepingDep, page: str = "1") -> Response:
    """The hours planned for a pay period, employee by employee."""
    shown = hours_view(keeping, small_number(page, 1))
    return _show(request, "hours.html", keeping, page=shown)


@router.get("/hours.csv")
def planned_file(keeping: KeepingDep) -> Response:
    """The same as the time system takes it, whole."""
    books = keeping.books
    content = write_planned(books.rule, books.planned)
    name = f"{books.rule.code}-{books.agency.id}-{books.period.first}.csv"
    return attached(content, CSV, name)


@router.get("/hours/exceptions")
def exceptions(request: Request, keeping: KeepingDep) -> Response:
    """What speaks against the hours recorded in a pay period."""
    return _show(request, "hours_exceptions.html", keeping, page=exceptions_view(keeping))


@router.get("/hours/exceptions.csv")
def exceptions_file(keeping: KeepingDep) -> Response:
    """The same as a file, all of them."""
    books = keeping.books
    rows = (exception_cells(keeping, each) for each in books.exceptions)
    name = f"exceptions-{books.agency.id}-{books.period.first}.csv"
    return sheet(name, COLUMNS, rows)


@router.get("/hours/recorded")
def recorded(request: Request, keeping: KeepingDep, act: str = "") -> Response:
    """The files of recorded hours so far, with the form for another one."""
    return _show_files(request, keeping, act=act)


@router.post("/hours/recorded", dependencies=[Depends(protected_files, scope="function")])
def hand_in(request: Request, keeping: KeepingDep, form: FormDep) -> Response:
    """Hand in a file: all of it is on record when the next page comes, or nothing."""
    keeping.refuse_reader()
    key, who = act_key(form), keeping.who
    by = attribution(request, who, key)
    act, bad = file_to_hand_in(keeping, _content(form), by)
    if act is None:
        return with_status(_show_files(request, keeping, bad=bad), 422)
    try:
        waited_for(keeping.parts.hours.hand_in, keeping.books.agency.id, act)
    except Refused as refused:
        return with_status(_show_files(request, keeping, trouble=str(refused)), 409)
    except Unavailable:
        return with_status(_show_files(request, keeping, trouble=NOT_YET, key=key), 503)
    to = address(keeping.books, "/hours/recorded", act=by.key)
    return Response(status_code=303, headers={"Location": to})


def _content(form: FormData) -> bytes:
    file = form.get("file")
    return file.file.read() if isinstance(file, UploadFile) else b""


def _show_files(  # noqa: PLR0913 - what a page is shown with
    request: Request,
    keeping: Keeping,
    *,
    act: str = "",
    bad: tuple[BadRow, ...] = (),
    trouble: str = "",
    key: str = "",
) -> Response:
    session, agency = keeping.books.session, keeping.books.agency
    found = hours.files(session, agency.id, MOST_FILES)
    names = people.of_numbers(session, [each.person for each in found])
    views = [
        file_view(
            each,
            {number: person.name for number, person in names.items()},
            show_instant(each.at, agency.time_zone),
        )
        for each in found
    ]
    mine = hours.by_key(session, act) if act else None
    done = mine if mine and mine.agency == agency.id else None
    return _show(
        request,
        "hours_recorded.html",
        keeping,
        files=views,
        done=done and file_view(done, {}, ""),
        exceptions=done and address(keeping.books.turned_to(done.first_day), "/hours/exceptions"),
        bad=bad[:MOST_SHOWN],
        more=max(len(bad) - MOST_SHOWN, 0),
        trouble=trouble,
        key=key or new_key(),
    )


def _show(request: Request, name: str, keeping: Keeping, **context: object) -> Response:
    books = keeping.books
    return render(
        request,
        name,
        books=books,
        on=typed_day(books.period.first),
        agencies=agencies_of(keeping.parts, keeping.who),
        may_hand_in=keeping.may_hand_in,
        earlier=earlier(books),
        beside={
            path: address(books, path)
            for path in ("/hours", "/hours/exceptions", "/hours/recorded")
        },
        program=keeping.program,
        help=help_lines(keeping.program, books.agency, coordinates=True),
        **context,
    )
