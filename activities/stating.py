"""Writes the yearly statement down: as documents, on record, and with a mail to coordinators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from sqlmodel import Session
from temporalio import activity

from activities.announcing import Announcer, News
from activities.counting import Statistician
from documents.rendering import Typesetter
from documents.statements import as_pdf, as_spreadsheet
from documents.store import Store
from policy.counting.figures import Statement
from policy.deadlines import local_date
from policy.notices import Kind
from policy.program import Agency
from records import statements
from records.database import Sessions
from records.directory import coordinators
from records.letters import Letter, queue
from records.statements import WrittenStatement

HEADLINES = ("use:telecommuters", "use:authorized", "decisions:received", "copies:share")
"""The figures that the mail tells."""


@dataclass(frozen=True)
class StatementOrder:
    """To write an agency's statement of the year before `at` (UTC); `key` names the run."""

    agency: str
    at: datetime
    key: str


class Stating:
    """Writes statements; repeating an order changes nothing."""

    def __init__(
        self,
        sessions: Sessions,
        statistician: Statistician,
        typesetter: Typesetter,
        store: Store,
        announcer: Announcer,
    ) -> None:
        """Count from `sessions`, keep in `store`, tell through `announcer`."""
        self._sessions = sessions
        self._statistician = statistician
        self._typesetter = typesetter
        self._store = store
        self._announcer = announcer

    @activity.defn(no_thread_cancel_exception=True)
    def write(self, order: StatementOrder) -> int:
        """Write the statement, and tell the agency's coordinators where it is; returns its year.

        The files are stored first; record and mails become visible together or not at all. Nothing
        is written of an agency that there is no more.
        """
        agency = self._statistician.agency(order.agency)
        if agency is None:
            return 0
        year = local_date(order.at, agency.time_zone).year - 1
        with self._sessions() as session:
            if statements.of_run(session, agency.id, year, order.key) is None:
                self._write(session, agency, year, order)
                session.commit()
        return year

    def _write(self, session: Session, agency: Agency, year: int, order: StatementOrder) -> None:
        chosen = frozenset({agency.id})
        statement = self._statistician.statement(session, year, chosen, order.at)
        heading = self._statistician.heading(session, year, chosen, order.at)
        letters = list(self._letters(session, agency, year, order, statement))
        session.rollback()  # nothing stays open while documents are set and stored
        pdf = self._store.put(as_pdf(self._typesetter, heading, statement).content)
        spreadsheet = self._store.put(as_spreadsheet(heading, statement))
        written = WrittenStatement(
            agency=agency.id,
            year=year,
            key=order.key,
            made_at=order.at,
            pdf=pdf,
            spreadsheet=spreadsheet,
        )
        statements.add(session, written)
        queue(session, letters)

    def _letters(
        self, session: Session, agency: Agency, year: int, order: StatementOrder, found: Statement
    ) -> Iterator[Letter]:
        program = self._statistician.rules(agency)
        figures = [figure for figure in found.figures if figure.id in HEADLINES]
        facts = {
            "year": str(year),
            "figures": "\n".join(f"{figure.title}: {figure.shown}" for figure in figures),
            "moved": "\n".join(f"{each.figure.title}: {each.shown}" for each in found.movements),
        }
        path = f"/extent?{urlencode({'year': year, 'agency': agency.id})}"
        thread = f"extent-{agency.id}"
        news = News(Kind.EXTENT, order.key, order.at, path, thread, facts)
        for person in coordinators(session, agency, order.at):
            yield self._announcer.letter(news, person, program, agency)
