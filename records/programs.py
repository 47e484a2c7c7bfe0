"""Which versions of which programs are in use: their files must stay as they were."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from policy.reading.loading import Programs
from records.arrangements import Arrangement
from records.living import IS_LIVING


@dataclass(frozen=True)
class ProgramUse:
    """How many open arrangements began under a program's file with these bytes (SHA-256).

    `digest` is None where that was not put on record.
    """

    name: str
    version: str
    digest: str | None
    count: int


def in_use(session: Session) -> tuple[ProgramUse, ...]:
    """Every program that an arrangement needs which goes on or still owes something."""
    digest = col(Arrangement.program_digest)
    program = (col(Arrangement.program), col(Arrangement.program_version), digest)
    found = select(*program, func.count()).where(IS_LIVING).group_by(*program).order_by(*program)
    return tuple(ProgramUse(*row) for row in session.exec(found))


def troubles(session: Session, programs: Programs) -> tuple[str, ...]:
    """What is wrong with the files of programs in use, in words; nothing where all is well.

    A changed text would make documents and links of today differ from what people agreed to.
    """
    return tuple(filter(None, (_trouble(use, programs) for use in in_use(session))))


def _trouble(use: ProgramUse, programs: Programs) -> str:
    open_ones = f"{use.count} open arrangement{'' if use.count == 1 else 's'}"
    try:
        found = programs.get(use.name, use.version)
    except KeyError:
        return (
            f"The program {use.name} {use.version} is missing, and {open_ones} began under it: "
            "put its file back."
        )
    if use.digest in (None, found.digest):
        return ""
    return (
        f"The file of the program {use.name} {use.version} has changed since {open_ones} began "
        "under it: put it back as it was, and give the change a version of its own."
    )
