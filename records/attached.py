"""The files that answers name, and whether they will do."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from policy.form import FormField
from policy.forms.files import files_in
from records.uploads import UploadState, of_digest, state_of


def states(
    session: Session, fields: Sequence[FormField], answers: Mapping[str, str]
) -> dict[str, UploadState | None]:
    """What is known of the file of each field that has one; None where nobody uploaded it."""
    return {
        file.field.id: state_of(of_digest(session, file.digest))
        for file in files_in(fields, answers)
    }


def without_useless(
    session: Session, fields: Sequence[FormField], answers: Mapping[str, str]
) -> dict[str, str]:
    """The answers less those whose file was refused or never came: they are asked for again."""
    found = states(session, fields, answers)
    useless = {name for name in found if found[name] in {None, UploadState.REFUSED}}
    return {name: given for name, given in answers.items() if name not in useless}
