"""A stamp changes with whatever a page shows, and with nothing else."""

from sqlmodel import Session

from records import arrangements, letters
from records.accounts import write_account
from tests.records.samples import HOUR, NOW, a_letter, a_standing, an_account, begin


def test_the_stamp_changes_with_every_step_and_every_settled_letter(session: Session) -> None:
    stamps = [arrangements.stamp(session)]

    def changed() -> bool:
        stamps.append(arrangements.stamp(session))
        return len(set(stamps)) == len(stamps)

    begin(session, a_standing(1))
    assert changed()
    write_account(session, an_account(a_standing(2)))
    assert changed()
    letters.queue(session, [a_letter("a"), a_letter("b")])
    letters.mark_refused(session, "a", "550")
    assert changed()
    letters.mark_sent(session, "b", NOW)
    assert changed()
    assert arrangements.stamp(session) == stamps[-1]


def test_the_stamp_of_one_arrangement_ignores_the_others(session: Session) -> None:
    begin(session, a_standing(1, reference="ONE"))
    before = arrangements.stamp_of(session, "ONE")
    begin(session, a_standing(1, reference="TWO"))
    assert arrangements.stamp_of(session, "ONE") == before
    write_account(session, an_account(a_standing(2, reference="ONE")))
    assert arrangements.stamp_of(session, "ONE") != before
    letters.queue(session, [a_letter("a", reference="ONE")])
    before = arrangements.stamp_of(session, "ONE")
    letters.put_off(session, "a", "451", NOW + HOUR)
    assert arrangements.stamp_of(session, "ONE") != before
