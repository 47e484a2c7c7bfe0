"""What a file would do to the directory, and to whom it would be told: read, never written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from activities.concerned import Cause, Rules, first_known, news_of_holders, news_of_jobs
from activities.uncoordinated import left_alone
from records import feed as feeds
from records import tellings
from records.comparing import Cells, Comparison, compare, on_record
from records.coordinators import without
from records.directory import whole
from records.importing import sound_rows
from records.living import living
from records.roster import BadRow
from records.tellings import Telling


@dataclass(frozen=True)
class Judged:
    """A file beside everybody's cells of `before`, or everything that is wrong with it.

    `agencies` are those in it.
    """

    before: Mapping[str, Cells]
    agencies: frozenset[str]
    found: Comparison
    bad: tuple[BadRow, ...]


@dataclass(frozen=True)
class ToTell:
    """What arrangements are to be told, and what those know that are met for the first time.

    `anyway` are told to be sure, or by the calendar: the difference in the directory is none to
    them.
    """

    tellings: tuple[Telling, ...]
    anyway: tuple[Telling, ...]
    known: Mapping[str, str]


@dataclass(frozen=True)
class Foreseen:
    """What a file would do, or everything that is wrong with it; `agencies` are those in it.

    `warnings` are no mistakes, but whoever looks after the directory should know.
    """

    agencies: frozenset[str]
    bad: tuple[BadRow, ...] = ()
    found: Comparison | None = None
    news: tuple[Telling, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to apply."""
        return self.found is not None and self.found.counts[:2] != (0, 0)


def foresee(
    session: Session, rules: Rules, text: str, within: frozenset[str], cause: Cause
) -> Foreseen:
    """What a file would do if it were applied now, by who looks after the agencies `within`."""
    file = judge(session, rules, text, within, cause.now)
    if file.bad:
        return Foreseen(file.agencies, file.bad)
    found = file.found
    agencies = file.agencies | {it.old for it in found.changes if it.column == "agency"}
    news = news_between(session, rules, file.before, found.after, cause)
    warnings = tuple(_uncoordinated(found.after, agencies))
    return Foreseen(agencies, (), found, news.tellings, warnings)


def judge(
    session: Session, rules: Rules, text: str, within: Iterable[str], now: datetime
) -> Judged:
    """What a file says beside the directory as it is now; alike whether it is tried or applied."""
    before = on_record(session)
    rows, bad = sound_rows(text, before, rules.bounds(within))
    found = compare(rows, before)
    return Judged(
        before=before,
        agencies=frozenset(row.person["agency"] for row in rows),
        found=found,
        bad=bad or left_alone(session, rules, before, found, now),
    )


def _uncoordinated(after: Mapping[str, Cells], agencies: frozenset[str]) -> Iterator[str]:
    """The agencies that would have no HR representative: their head does it, or nobody (III)."""
    alone = without(after, "hr_representative", "agency_head")
    for agency in sorted(without(after, "hr_representative") & agencies):
        who = "nobody coordinates for it" if agency in alone else "its head coordinates"
        yield f"The agency {agency} has no HR representative who stays: {who}."


def news_between(
    session: Session,
    rules: Rules,
    before: Mapping[str, Cells],
    after: Mapping[str, Cells],
    cause: Cause,
) -> ToTell:
    """What has to be told where the directory goes from `before` to `after`."""
    found = [each for each in living(session) if rules.know(each)]
    known = tellings.known(session)
    unseen = [each for each in found if each.reference not in known]
    met = first_known(rules, whole(before), unseen, feeds.last_applied(session))
    known_jobs = tellings.told_of_jobs(session)
    jobs = tuple(news_of_jobs(rules, after, found, known_jobs, cause))
    holders = list(news_of_holders(rules, whole(after), found, known | met, cause))
    learned = {telling.reference: digest for digest, telling in holders}
    told = [each for each in found if each.reference in learned]
    still = news_of_holders(rules, whole(before), told, known | met, Cause(cause.now))
    anyway = {it.reference: it for digest, it in still if learned[it.reference] == digest}
    changed = (telling for _, telling in holders if telling.reference not in anyway)
    return ToTell((*jobs, *changed), tuple(anyway.values()), met | learned)
