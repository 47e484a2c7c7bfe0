"""Whose draft a request is about: found for its own employee, with the act in its address."""

from typing import Annotated

from fastapi import Depends

from api.asking.drafting import Drafting
from api.dependencies import Elsewhere, NotFound, PartsDep, SessionDep, ViewerDep
from api.forms.submitting import rules_for
from api.pages import settled_act
from records import facts
from records.visits import find_draft


def drafting(reference: str, session: SessionDep, parts: PartsDep, viewer: ViewerDep) -> Drafting:
    """The viewer's own draft of that reference; NotFound for any other."""
    draft = find_draft(session, reference, viewer.person.number)
    if draft is None:
        raise NotFound
    program, agency = rules_for(parts, viewer.person)
    on_record = facts.find(session, viewer.person.number)
    session.commit()
    return Drafting(parts, session, viewer, draft, program, agency, on_record)


DraftDep = Annotated[Drafting, Depends(drafting, scope="function")]


def open_draft(draft: DraftDep) -> Drafting:
    """The same while it can be worked on: Elsewhere once sent, or closed."""
    if draft.draft.submitted_at is not None:
        raise Elsewhere(f"/propose/{draft.reference}/sent")
    if draft.missing:
        raise Elsewhere("/propose")
    return draft


OpenDraftDep = Annotated[Drafting, Depends(open_draft, scope="function")]


async def settled_draft(draft: DraftDep, act: str = "") -> None:
    """Wait briefly for the act in the address of a draft's page to be recorded."""
    await settled_act(draft.reference, draft.parts, act)
