"""What the web application is handed: everything it needs, built once by an entry point."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from anyio import CapacityLimiter

from activities.drawing_up import Drafter
from activities.posting import Office
from api.doors.acts import RECORDED_WITHIN, Arrangements
from api.doors.others import Feeds, Hours, Registers
from api.limits import Limit
from api.recent import Boards
from api.single_sign_on import SingleSignOn
from api.threads import FEW
from documents.rendering import Typesetter
from documents.store import Store
from documents.uploads.scanning import Scanner
from mail.mailbox import Mailbox
from mail.rendering import MailRenderer
from policy.deadlines import local_date
from policy.program import Agency, Program
from policy.reading.loading import Programs
from records.arrangements import Arrangement
from records.database import Sessions


@dataclass(frozen=True)
class Site:
    """How this installation is reached and how it signs: never taken from a request.

    `base_url` has no trailing slash. Links, form tokens, the cookie of single sign-on and nothing
    else derive from `secret`. `namespace` is Temporal's, for links to its UI.
    """

    base_url: str
    secret: bytes
    mail_from: str
    temporal_ui_url: str
    version: str
    build: str = ""
    namespace: str = "default"

    @property
    def secure(self) -> bool:
        """Whether people reach the site by https (a proxy in front may end TLS)."""
        return self.base_url.startswith("https://")

    @property
    def office(self) -> Office:
        """Who writes its mail."""
        return Office(self.base_url, self.mail_from, self.secret)

    @property
    def host(self) -> str:
        """Scheme, host and port as a browser's Origin header writes them: no port that is usual."""
        parts = urlsplit(self.base_url)
        usual = ":443" if self.secure else ":80"
        return f"{parts.scheme}://{parts.netloc.lower().removesuffix(usual)}"


ACTS_PER_MINUTE = 120
EXAMINATIONS = 2
"""Uploaded files examined at once: each may take a gigabyte of memory for some seconds."""


def acts_limit(per_minute: int) -> Limit:
    """How many acts one person may send within a minute."""
    return Limit(per_minute, timedelta(minutes=1))


@dataclass(frozen=True)
class Limits:
    """How often somebody may try (see `docs/decisions` on where these are counted).

    `sign_in_mails`, `acts` and `piles` are for each person; `sign_in_tries` and `reports` for each
    address, which a whole office may share.
    """

    bad_links: Limit = field(default_factory=lambda: Limit(20, timedelta(minutes=1)))
    sign_in_mails: Limit = field(default_factory=lambda: Limit(5, timedelta(minutes=15)))
    sign_in_tries: Limit = field(default_factory=lambda: Limit(100, timedelta(minutes=15)))
    new_links: Limit = field(default_factory=lambda: Limit(3, timedelta(hours=1)))
    acts: Limit = field(default_factory=lambda: acts_limit(ACTS_PER_MINUTE))
    piles: Limit = field(default_factory=lambda: Limit(20, timedelta(minutes=1)))
    reports: Limit = field(default_factory=lambda: Limit(20, timedelta(minutes=1)))


@dataclass(frozen=True)
class Parts:
    """Everything the application works with. `mailbox` is there in development only.

    `patience` is how long an act waits to be recorded before it is shown as received; `threads`
    says how many requests may work at once. People sign in by `single_sign_on`, by a link in mail,
    or by either.
    """

    site: Site
    sessions: Sessions
    arrangements: Arrangements
    registers: Registers
    hours: Hours
    feeds: Feeds
    programs: Programs
    agencies: Mapping[str, Agency]
    store: Store
    typesetter: Typesetter
    letters: MailRenderer
    mailbox: Mailbox | None
    clock: Callable[[], datetime]
    limits: Limits = field(default_factory=Limits)
    boards: Boards = field(default_factory=Boards)
    patience: timedelta = RECORDED_WITHIN
    scanner: Scanner | None = None
    examinations: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(EXAMINATIONS))
    threads: int = FEW
    single_sign_on: SingleSignOn | None = None
    signs_in_by_mail: bool = True

    def zone_of(self, agency: str) -> str:
        """The time zone of an agency; of one that is not known here, UTC."""
        known = self.agencies.get(agency)
        return known.time_zone if known else "UTC"

    def today_in(self, agency: str) -> date:
        """The calendar date where an agency is."""
        return local_date(self.clock(), self.zone_of(agency))

    def known(self, agencies: Iterable[str]) -> list[Agency]:
        """Those of these agencies that this installation knows, in the order of their IDs."""
        return [self.agencies[each] for each in sorted(agencies) if each in self.agencies]

    def program_of(self, arrangement: Arrangement) -> Program:
        """Its rules, in the version that it began under."""
        return self.programs.get(arrangement.program, arrangement.program_version)

    @property
    def drafter(self) -> Drafter:
        """Says what documents contain, with the signatures so far."""
        return Drafter(self.programs, self.agencies)
