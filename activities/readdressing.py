"""Sends refused mail again, once the directory has another address for whoever it is to."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from mail.composing import readdress
from records import letters, people, tasks
from records.letters import AGAIN, FIRST, QUEUED, WITHDRAWN, Letter
from records.people import Person

ANSWERED = "nobody waits for an answer any more"


def send_again(session: Session, persons: Collection[str], mark: str, at: datetime) -> None:
    """Queue what was refused to these people once more, to the address that they have now.

    Of a letter and its reminders that is the last, and none where nobody waits for an answer any
    more. `mark` tells these letters from those before them.
    """
    known = people.of_numbers(session, persons)
    wanted: dict[str, Letter] = {}
    for letter in letters.refused_of(session, persons):
        if letter.kind.endswith((FIRST, AGAIN)) and not _is_awaited(session, letter):
            letter.state, letter.problem = WITHDRAWN, ANSWERED
        elif letter.message:
            wanted[_meaning(letter)] = letter
    again = [_again(letter, known[letter.person], mark, at) for letter in wanted.values()]
    letters.queue(session, again)


def _is_awaited(session: Session, letter: Letter) -> bool:
    open_tasks = tasks.of_arrangement(session, letter.reference)
    return (letter.role, letter.person) in {(task.role, task.person) for task in open_tasks}


def _meaning(letter: Letter) -> str:
    """The same for a letter that asks and its reminders: all but how many there were (the end)."""
    meaning, _, _ = letter.key.replace(AGAIN, FIRST).rpartition(":")
    return meaning if letter.kind.endswith((FIRST, AGAIN)) else letter.key


def _again(letter: Letter, person: Person, mark: str, at: datetime) -> Letter:
    key = f"{letter.key}/{mark}"
    return Letter(
        **letter.model_dump(include={"reference", "kind", "role", "person", "subject"}),
        key=key,
        address=person.mail,
        message=readdress(
            letter.message, key=key, recipient_name=person.name, recipient=person.mail
        ),
        attachments=letter.attachments,
        state=QUEUED,
        queued_at=at,
        next_attempt_at=at,
    )
