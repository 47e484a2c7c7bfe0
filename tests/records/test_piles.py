"""Piles: which acts were handed in together, and what is on record of each."""

from datetime import timedelta

from sqlmodel import Session

from policy.account import Entry, Happening
from records import piles
from records.accounts import write_account
from records.piles import KEPT, Item, Pile
from tests.records.samples import NOW, a_standing, a_submission, an_account

REFERENCE = "TA-7K3M-9QXD"


def an_item(key: str, problem: str = "") -> Item:
    """One act of a pile."""
    return {
        "reference": REFERENCE,
        "about": "manager",
        "what": "A signature",
        "key": key,
        "problem": problem,
    }


def keep(session: Session, *items: Item, name: str = "a", days: int = 0) -> None:
    """Keep a pile of one person, some days from now."""
    at = NOW + timedelta(days=days)
    piles.keep(session, Pile(id=name, person="1", kind="signatures", made_at=at, items=[*items]))
    session.commit()


def problems(session: Session, name: str = "a") -> dict[str, str]:
    """What stands in the way of each act of a pile, by its key."""
    found = piles.find(session, name, "1")
    assert found is not None
    return {item["key"]: item["problem"] for item in found.items}


def test_a_pile_is_its_person_s_own(session: Session) -> None:
    keep(session, an_item("k1"))
    assert problems(session) == {"k1": ""}
    assert piles.find(session, "a", "2") is None
    assert piles.find(session, "b\x00", "1") is None


def test_sent_again_it_grows_and_what_was_handed_over_stays_so(session: Session) -> None:
    keep(session, an_item("k1"), an_item("k2", "Busy."))
    keep(session, an_item("k1", "It was signed."), an_item("k2"), an_item("k3", "No."))
    assert problems(session) == {"k1": "", "k2": "", "k3": "No."}


def test_what_is_old_goes(session: Session) -> None:
    keep(session, an_item("k1"))
    keep(session, an_item("k2"), name="b", days=KEPT.days - 1)
    assert problems(session) == {"k1": ""}
    keep(session, an_item("k3"), name="c", days=KEPT.days)
    assert piles.find(session, "a", "1") is None
    assert problems(session, "b") == {"k2": ""}


def test_the_first_entry_of_each_act_tells_what_became_of_it(session: Session) -> None:
    entries = (
        Entry(1, NOW, Happening.SUBMITTED),
        Entry(2, NOW, Happening.SIGNED, key="k1"),
        Entry(3, NOW, Happening.AUTHORIZED, key="k1"),
        Entry(4, NOW, Happening.REFUSED, key="k2", note="Not yours."),
    )
    account = an_account(a_standing(1, reference=REFERENCE), *entries)
    write_account(session, account, submission=a_submission(REFERENCE, "1"))
    found = piles.recorded(session, ["k1", "k2", "k3"])
    assert {key: entry.kind for key, entry in found.items()} == {"k1": "signed", "k2": "refused"}
    assert piles.recorded(session, []) == {}
