"""Forms that carry files: their guard, and what becomes of the files in them."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from api.dependencies import MOST_FIELDS, CallerDep, PartsDep, count_act, peer_of, protected
from api.files.uploading import take_upload
from api.pages import texts
from api.parts import Parts
from api.security import Forged, is_from_this_site, refused, short_enough
from api.threads import waited_for
from api.views.fields import field_of
from policy.form import FieldKind, FormField
from policy.forms.kinds import quoted, uploaded
from policy.forms.problem import Problem
from records import uploads
from records.uploads import UploadState

MOST_FILES = 8
"""Files in one form; no section of a form asks for more."""


async def protected_files(
    request: Request, caller: CallerDep, parts: PartsDep
) -> AsyncIterator[None]:
    """Guard of a form that may carry files: as `protected`, for somebody with a session only.

    Whose session has ended gets the texts back, and no file.
    """
    if caller.visit is None:
        if not is_from_this_site(request, parts.site):
            raise Forged
        count_act(parts, peer_of(request))
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS)
        if caller.visit is None:
            short_enough(form)
            raise refused(request, parts.site)
        await protected(request, caller)
        yield
    finally:
        await request.close()


@dataclass(frozen=True)
class Taken:
    """A form's texts with an answer for each file that was kept, and what is wrong with others."""

    values: dict[str, str]
    problems: tuple[Problem, ...] = field(default=())


def take_files(  # noqa: PLR0913, PLR0917 - the form, whose it is, and what it may hold
    parts: Parts,
    session: Session,
    person: str,
    fields: Iterable[FormField],
    form: FormData,
    before: Mapping[str, str],
) -> Taken:
    """Keep the files of a form; called from a route's own thread.

    An answer that names a file already kept stays if the file is the person's own, or was the
    answer `before`.
    """
    values, problems = texts(form), list[Problem]()
    for item in fields:
        if item.kind is not FieldKind.UPLOAD:
            continue
        file = form.get(f"{item.id}.file")
        if isinstance(file, UploadFile) and file.filename:
            taken = waited_for(take_upload, parts, session, person, item, file)
            if isinstance(taken, Problem):
                problems.append(taken)
            else:
                values[item.id] = taken
        elif why := not_theirs(session, person, item, values, before):
            problems.append(why)
            values[item.id] = ""
    return Taken(values, tuple(problems))


def together(first: Sequence[Problem], second: Sequence[Problem]) -> tuple[Problem, ...]:
    """What is wrong with files, then the rest: a file that was not taken is not missing too."""
    named = {field_of(problem.field) for problem in first}
    return (*first, *(each for each in second if field_of(each.field) not in named))


def foreign_files(
    session: Session,
    person: str,
    fields: Iterable[FormField],
    values: Mapping[str, str],
    before: Mapping[str, str],
) -> tuple[Problem, ...]:
    """Answers that name files which this person has not uploaded, or which were refused."""
    found = (
        not_theirs(session, person, item, values, before)
        for item in fields
        if item.kind is FieldKind.UPLOAD
    )
    return tuple(problem for problem in found if problem)


def not_theirs(
    session: Session,
    person: str,
    item: FormField,
    values: Mapping[str, str],
    before: Mapping[str, str],
) -> Problem | None:
    """Why the file that an answer names cannot be taken; None where it can, or none is named."""
    given = values.get(item.id, "")
    named = uploaded(given)
    if named is None or given == before.get(item.id):
        return None
    kept = uploads.find(session, named[0], person)
    if kept is None:
        return Problem(item.id, f"Choose the file for {quoted(item.label)} again.")
    if kept.state == UploadState.REFUSED:
        return Problem(item.id, kept.problem or f"Choose another file for {quoted(item.label)}.")
    return None
