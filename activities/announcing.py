"""Writes mails that are about no single arrangement, for the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from activities.posting import Office, Recipient
from mail.context import MailContext
from mail.rendering import MailRenderer
from policy.helping import help_page_of, site_of
from policy.notices import Kind
from policy.program import Agency, Program
from records.letters import Letter
from records.people import Person


@dataclass(frozen=True)
class News:
    """What a mail tells: of which kind, as of when, and where it leads.

    Each person's mail has its key from `key`. `path` is that of the page. Mails of one `thread`
    stand together.
    """

    kind: Kind
    key: str
    at: datetime
    path: str
    thread: str
    facts: Mapping[str, str]


class Announcer:
    """Words news: the same news give the same bytes."""

    def __init__(self, office: Office, renderer: MailRenderer) -> None:
        """Write in the name of `office`."""
        self._office = office
        self._renderer = renderer

    def letter(self, news: News, person: Person, program: Program, agency: Agency) -> Letter:
        """The mail to one person, who coordinates for an agency under a program."""
        mail = self._renderer.render(news.kind, self._context(news, person, program, agency))
        to = Recipient(person.name, person.mail, person.number, program.coordinator)
        key = f"{news.key}-{person.number}"
        return self._office.letter(news.kind, mail, to, key=key, at=news.at, thread=news.thread)

    def _context(self, news: News, person: Person, program: Program, agency: Agency) -> MailContext:
        return MailContext(
            recipient_name=person.name,
            role_title=program.role(program.coordinator).title,
            program_title=program.title,
            employer=program.employer,
            contact=agency.contact,
            link=f"{self._office.base_url}{news.path}",
            agency_name=agency.name,
            guidance=program.texts.get("help_hr", program.help),
            site=site_of(program, agency),
            help_page=help_page_of(program, agency),
            facts=news.facts,
            texts=program.texts,
        )
