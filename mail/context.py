"""What a mail needs to know, already in words that people read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class MailContext:
    """The values a template may show; dates and days come as the words to be read.

    All wording that belongs to one employer enters here: `contact` says whom to call, `texts` are
    the program's own notices by name, titles are the program's. `deadline` is when the reader has
    to act, "" where nothing is due; `ends_on` is "" where the term has no end. `facts` are the
    further values of this kind, named in `mail.facts`. `link` is absolute. `guidance` says whom to
    ask about the rules, `site` is the address of the program's own pages, `help_page` that of the
    page that says whom to ask; "" where there is none. They are shown in words: a mail has one
    link, the one to what is to be done.
    """

    recipient_name: str
    role_title: str
    program_title: str
    employer: str
    contact: str
    link: str
    employee_name: str = ""
    reference: str = ""
    agency_name: str = ""
    starts_on: str = ""
    ends_on: str = ""
    days: str = ""
    deadline: str = ""
    document_title: str = ""
    guidance: str = ""
    site: str = ""
    help_page: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether the reader is the employee: then the mail says "your arrangement"."""
        return self.recipient_name == self.employee_name
