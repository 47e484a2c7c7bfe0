"""The directory: people, who leads whom, and designees with dates."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import Connection, Index, bindparam, event
from sqlalchemy.orm import Mapper
from sqlmodel import Field, Session, SQLModel, col, func, select

from records.database import plain

MOST_FOUND = 50
"""How many people a search shows at most."""


class Person(SQLModel, table=True):
    """One employee. Other people are named by employee number.

    `folded` is the name as it is searched; it follows the name by itself. Whoever somebody
    coordinates for is asked on every page, and answered by an index alone.
    """

    __table_args__ = (
        Index("ix_person_represented", "hr_representative", "agency"),
        Index("ix_person_headed", "agency_head", "agency"),
    )

    number: str = Field(primary_key=True)
    name: str
    mail: str = Field(index=True)
    agency: str = Field(index=True)
    unit: str = ""
    title: str = ""
    bargaining_unit: str = ""
    duty_station: str = ""
    phone: str = ""
    supervisor: str = Field(default="", index=True)
    manager: str = Field(default="", index=True)
    hr_representative: str = ""
    agency_head: str = ""
    folded: str = ""


class Designation(SQLModel, table=True):
    """`designee` may sign in `principal`'s place from `starts_on` to `ends_on`, both included."""

    principal: str = Field(primary_key=True)
    designee: str = Field(primary_key=True)
    starts_on: date
    ends_on: date


_ALIKE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bb\u02bc`\u00b4\u2032\uff07", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
"""Apostrophes and dashes, which telephones and exports turn, and letters on few keyboards."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
"""Controls, marks that nobody sees, and lone surrogates."""


def fold(text: str) -> str:
    """Text as it is searched: without case, accents or what nobody sees ("José" is "jose").

    Apostrophes, dashes and letters such as "ø" are written as every keyboard writes them.
    """
    alike = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    return "".join(letter for letter in alike if _is_searched(letter)).casefold()


def having(word: str, texts: Iterable[str]) -> list[str]:
    """Those of these texts of which a folded word is part."""
    return [text for text in texts if word in fold(text)]


NOBODY: Mapping[str, Person] = MappingProxyType({})
_OF_NUMBERS = select(Person).where(col(Person.number).in_(bindparam("numbers", expanding=True)))


def find(session: Session, number: str) -> Person | None:
    """The person of that employee number, or None."""
    return session.get(Person, plain(number))


def of_numbers(
    session: Session, numbers: Iterable[str], known: Mapping[str, Person] = NOBODY
) -> dict[str, Person]:
    """The people of those numbers, by number; unknown ones are left out.

    Who is `known` already is not read again.
    """
    wanted = {number for number in numbers if number}
    found = {number: known[number] for number in wanted & known.keys()}
    unread = sorted(wanted - found.keys())
    read = session.exec(_OF_NUMBERS, params={"numbers": unread}) if unread else ()
    return found | {person.number: person for person in read}


def by_mail(session: Session, address: str) -> Person | None:
    """The person who is reached at that address, whatever its case."""
    same = select(Person).where(func.lower(Person.mail) == plain(address).strip().lower())
    return session.exec(same.order_by(Person.number)).first()


def agencies_at(session: Session, addresses: Iterable[str]) -> dict[str, str]:
    """The agencies of the people reached at those addresses (in small letters), by address."""
    mail = func.lower(Person.mail)
    found = select(mail, Person.agency).where(mail.in_(sorted({plain(it) for it in addresses})))
    return dict(session.exec(found).all())


def designees(session: Session, principal: str, on: date) -> list[Designation]:
    """Who may sign in somebody's place on that day, by number."""
    named = select(Designation).where(
        Designation.principal == principal,
        Designation.starts_on <= on,
        Designation.ends_on >= on,
    )
    return list(session.exec(named.order_by(Designation.designee)).all())


def designations_of(session: Session, principal: str) -> list[Designation]:
    """Everybody who may ever act in somebody's place, the earliest first."""
    named = select(Designation).where(Designation.principal == plain(principal))
    by_day = (col(Designation.starts_on), Designation.designee)
    return list(session.exec(named.order_by(*by_day)).all())


def search(session: Session, text: str, agency: str) -> list[Person]:
    """At most fifty people of an agency whose name, number or unit has every word of `text`."""
    found = select(Person).where(Person.agency == plain(agency))
    units = session.exec(select(Person.unit).where(Person.agency == plain(agency)).distinct()).all()
    for word in fold(text).split():
        found = found.where(
            col(Person.folded).contains(word, autoescape=True)
            | col(Person.number).icontains(word, autoescape=True)
            | col(Person.unit).in_(having(word, units))
        )
    return list(session.exec(found.order_by(Person.name, Person.number).limit(MOST_FOUND)).all())


def of_agency(session: Session, agency: str) -> list[Person]:
    """Everybody in an agency, by name."""
    found = select(Person).where(Person.agency == plain(agency))
    return list(session.exec(found.order_by(Person.folded, Person.number)).all())


def numbers_of(session: Session, agency: str) -> frozenset[str]:
    """The employee numbers of an agency's people."""
    return frozenset(session.exec(select(Person.number).where(Person.agency == plain(agency))))


def everybody(session: Session, limit: int) -> list[Person]:
    """At most `limit` people of the directory, in the order of their agency and number."""
    ordered = select(Person).order_by(Person.agency, Person.number)
    return list(session.exec(ordered.limit(limit)).all())


def _is_searched(letter: str) -> bool:
    return not unicodedata.combining(letter) and unicodedata.category(letter) not in _UNSEEN


def _fold_name(_mapper: Mapper[Person], _connection: Connection, person: Person) -> None:
    person.folded = fold(person.name)


event.listen(Person, "before_insert", _fold_name)
event.listen(Person, "before_update", _fold_name)
