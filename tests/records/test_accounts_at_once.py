"""Accounts written at the same time, by several workers."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sqlmodel import func, select

from records import arrangements, entries, letters, tasks
from records.accounts import write_account
from records.database import Sessions
from records.entries import TimelineEntry
from records.letters import Letter
from tests.records.samples import (
    ENTRY,
    REFERENCE,
    TASK,
    a_letter,
    a_standing,
    a_submission,
    an_account,
    begin,
)


def test_accounts_of_one_arrangement_written_at_once_end_with_the_newest(
    sessions: Sessions,
) -> None:
    with sessions() as session:
        begin(session, a_standing(1), ENTRY)
        session.commit()

    def write(revision: int) -> None:
        standing = a_standing(revision, replace(TASK, about=str(revision)))
        with sessions() as session:
            write_account(
                session,
                an_account(standing, replace(ENTRY, seq=revision)),
                letters=[a_letter("shared"), a_letter(f"k{revision}")],
            )
            session.commit()

    revisions = [*range(2, 27), *range(26, 1, -1)]
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(write, revisions))
    with sessions() as session:
        found = arrangements.find(session, REFERENCE)
        assert found is not None
        assert found.revision == 26
        assert [task.about for task in tasks.of_arrangement(session, REFERENCE)] == ["26"]
        written = [entry.seq for entry in entries.timeline(session, REFERENCE)]
        assert written[-1] == 26
        assert len(written) == len(set(written))
        kept = [letter.key for letter in letters.of_arrangement(session, REFERENCE)]
        assert sorted(kept) == sorted({"shared", *(f"k{seq}" for seq in written if seq > 1)})


def test_fifty_arrangements_are_written_at_once(sessions: Sessions) -> None:
    def life(number: int) -> None:
        reference = f"TA-{number:04}"
        for revision in range(1, 4):
            standing = a_standing(revision, TASK, reference=reference)
            letter = a_letter(f"{reference}/{revision}", reference=reference)
            with sessions() as session:
                write_account(
                    session,
                    an_account(standing, replace(ENTRY, seq=revision)),
                    submission=a_submission(reference) if revision == 1 else None,
                    letters=[letter],
                )
                session.commit()

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(life, range(50)))
    with sessions() as session:
        assert session.exec(select(func.count()).select_from(TimelineEntry)).one() == 150
        assert session.exec(select(func.count()).select_from(Letter)).one() == 150
        assert len(tasks.of_person(session, TASK.person)) == 50
