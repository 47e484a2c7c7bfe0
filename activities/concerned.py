"""What each arrangement has to be told of the directory: who holds its roles, and whose job ended.

Nothing is written here: the same answers an HR representative who only wants to see.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from pydantic import TypeAdapter

from policy.acts import Attribution
from policy.changes import HoldersChanged, JobChanged
from policy.deadlines import A_DAY, end_of_day, local_date
from policy.directory import Directory, Post, coordinators_of, holders_of
from policy.identity import KnownBy
from policy.program import Agency
from policy.reading.loading import Programs
from records.cells import day
from records.comparing import Cells
from records.importing import Bounds
from records.living import Living
from records.tellings import News, Telling

HOLDERS = TypeAdapter(HoldersChanged)
JOB = TypeAdapter(JobChanged)

IN_THE_MOMENT = timedelta(minutes=5)
"""A proposal that came in so soon after a change may have been opened by the directory of before.

Clocks of two machines differ, and a transaction takes its time.
"""

_NOBODY = Attribution("", "", datetime(1970, 1, 1, tzinfo=UTC))


@dataclass(frozen=True)
class Cause:
    """What brings news: the feed of that number with who sent it, or the calendar (0, nobody)."""

    now: datetime
    feed: int = 0
    person: str = ""

    def by(self, reference: str, news: News) -> Attribution:
        """The act of telling one arrangement, under a key of its own for all time."""
        key = f"{reference}/{news}:{self.now.isoformat()}"
        return Attribution(self.person, key, self.now, KnownBy.FEED)


@dataclass(frozen=True)
class Rules:
    """The programs and agencies that arrangements go by."""

    programs: Programs
    agencies: Mapping[str, Agency]

    def bounds(self, within: Iterable[str]) -> Bounds:
        """What a file may say that comes from who looks after these agencies; nothing: all."""
        return Bounds(
            agencies=frozenset(self.agencies),
            within=frozenset(within),
            reasons={each.id: self._job_changes(each) for each in self.agencies.values()},
        )

    def know(self, each: Living) -> bool:
        """Whether its agency and program are there; `telecommute setup` tells of any that is not.

        One arrangement without its rules keeps no news from the others.
        """
        try:
            self.programs.get(each.program, each.program_version)
        except KeyError:
            return False
        return each.agency in self.agencies

    def transfer(self, each: Living) -> str:
        """The reason for which a move to another agency ends it; blank where it goes on."""
        program = self.programs.get(each.program, each.program_version)
        return program.in_force.ending.transfer

    def zone(self, agency: str) -> str:
        """Where an agency's clocks are."""
        return self.agencies[agency].time_zone

    def _job_changes(self, agency: Agency) -> frozenset[str]:
        reasons = self.programs.of(agency).in_force.ending.reasons
        return frozenset(reason.id for reason in reasons if reason.job_change)


def holders_now(rules: Rules, directory: Directory, each: Living, now: datetime) -> HoldersChanged:
    """Who holds the roles of one arrangement, and who of those it knows has left.

    Who has moved to another agency is led there by others, who have no part in what is still owed
    to this one.
    """
    moved = directory.agencies.get(each.employee, each.agency) != each.agency
    if moved and rules.transfer(each):
        directory = directory.led_by_nobody(each.employee)
    post = Post(each.agency, each.employee, rules.zone(each.agency), now)
    roles = rules.programs.get(each.program, each.program_version).roles
    return HoldersChanged(
        holders=holders_of(directory, roles, post),
        coordinators=coordinators_of(directory, post),
        by=_NOBODY,
        departed=tuple(it for it in sorted(each.asked) if directory.has_left(it, post.today)),
    )


def first_known(
    rules: Rules, directory: Directory, unseen: Iterable[Living], changed_at: datetime | None
) -> dict[str, str]:
    """What arrangements know that came in after the directory changed last: how it still stands.

    Of any other nobody can say, and it is told.
    """
    if changed_at is None:
        return {}
    since = changed_at + IN_THE_MOMENT
    return {
        each.reference: digest_of(holders_now(rules, directory, each, each.submitted_at))
        for each in unseen
        if each.submitted_at > since
    }


def news_of_holders(
    rules: Rules,
    directory: Directory,
    found: Sequence[Living],
    known: Mapping[str, str],
    cause: Cause,
) -> Iterator[tuple[str, Telling]]:
    """What to tell each arrangement that knows something else, with what it knows afterwards."""
    for each in found:
        act = holders_now(rules, directory, each, cause.now)
        digest = digest_of(act)
        if known.get(each.reference) != digest:
            by = cause.by(each.reference, News.HOLDERS)
            content = HOLDERS.dump_python(replace(act, by=by), mode="json")
            yield digest, _telling(cause, each.reference, News.HOLDERS, by, content)


def news_of_jobs(
    rules: Rules,
    everybody: Mapping[str, Cells],
    found: Sequence[Living],
    told: Mapping[str, date],
    cause: Cause,
) -> Iterator[Telling]:
    """Which arrangements end because their employee has left or has another job.

    Each is told once, and again only of a day before the earliest that it was told of.
    """
    for each in found:
        cells = everybody.get(each.employee)
        ended = _ended(rules, each, cells, cause.now) if cells else None
        if ended and ended[0] < told.get(each.reference, date.max):
            by = cause.by(each.reference, News.JOB)
            content = JOB.dump_python(JobChanged(ended[0], by, ended[1]), mode="json")
            yield _telling(cause, each.reference, News.JOB, by, content)


def gone(rules: Rules, everybody: Mapping[str, Cells], now: datetime) -> list[str]:
    """Who works here no more, by number."""
    today = {each: local_date(now, rules.zone(each)) for each in rules.agencies}
    return [
        number
        for number, cells in everybody.items()
        if (left := day(cells["left_on"])) and left <= today.get(cells["agency"], now.date())
    ]


def next_change(rules: Rules, everybody: Mapping[str, Cells], now: datetime) -> datetime:
    """When the calendar next makes a difference, by somebody's first or last day; within a day."""
    zones = {agency.time_zone for agency in rules.agencies.values()}
    starts = {begin for cells in everybody.values() for begin in _days(cells)}
    instants = (end_of_day(begin - A_DAY, zone) for begin in starts for zone in zones)
    return min((now + A_DAY, *(at for at in instants if at > now)))


def digest_of(act: HoldersChanged) -> str:
    """The SHA-256 of what an arrangement is told, whoever tells it."""
    content = HOLDERS.dump_python(act, mode="json", exclude={"by"})
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _ended(rules: Rules, each: Living, cells: Cells, now: datetime) -> tuple[date, str] | None:
    """The day from which the job is another one, with the reason; blank for a departure.

    Who has proposed in the new job already is not meant. A move to another agency that has no day
    of its own is known from today on.
    """
    zone = rules.zone(each.agency)
    today, begun = local_date(now, zone), local_date(each.submitted_at, zone)
    changed, why, transfer = day(cells["job_change_on"]), cells["job_change"], rules.transfer(each)
    known = [(day(cells["left_on"]), "")]
    is_dated = changed is not None and begun < changed
    if is_dated:
        known.append((changed, why))
    if cells["agency"] != each.agency and transfer and not (is_dated and why == transfer):
        known.append((today, transfer))
    return min(((on, why) for on, why in known if on and on <= today), default=None)


def _days(cells: Cells) -> Iterator[date]:
    """The days from which something of a person is otherwise."""
    for column in ("left_on", "job_change_on", "designee_from", "designee_until"):
        for text in cells[column].split():
            named = date.fromisoformat(text)
            yield named + A_DAY if column == "designee_until" else named


def _telling(
    cause: Cause, reference: str, news: News, by: Attribution, content: dict[str, object]
) -> Telling:
    return Telling(
        key=by.key,
        feed=cause.feed,
        reference=reference,
        news=news,
        content=content,
        queued_at=cause.now,
    )
