"""Judges an arrangement from outside: nothing lost, nothing doubled, nothing invented."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from sqlmodel import Session
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHandle

from policy.account import DeadlineSet, Happening, Standing
from records import arrangements, entries, letters, papers, tasks
from records.entries import TimelineEntry
from records.papers import Paper
from tests.system import System
from workflows.arrangement import ArrangementWorkflow
from workflows.waiting import Due

Handle = WorkflowHandle[ArrangementWorkflow, str]
FOR_EACH_COPY = frozenset({"filed"})
OF_A_TERM = frozenset({Due.START, Due.LAST_DAY, Due.ANNOUNCEMENT})
NOTHING_DUE: Mapping[str, str] = MappingProxyType({})


class Judge:
    """Compares what the engine, the records, the documents and the mailbox say of one."""

    def __init__(self, system: System, handle: Handle) -> None:
        self.system = system
        self.handle = handle
        self.reference = handle.id

    async def verify(
        self,
        acts: Collection[str],
        *,
        mail_may_repeat: bool,
        due_before: Mapping[str, str] = NOTHING_DUE,
    ) -> None:
        """Fail unless every act with these keys happened once, and nothing else did.

        `due_before` are the deadlines by name as they stood before the trouble: those of the term
        stand at the same instants still.
        """
        standing = await self.handle.query(ArrangementWorkflow.account)
        with self.system.sessions() as session:
            self._same_account(session, standing)
            self._same_term(session, due_before)
            timeline = entries.timeline(session, self.reference)
            stored = papers.of_arrangement(session, self.reference)
        _each_act_once(timeline, acts)
        _each_signature_once(timeline, standing)
        self._documents_are_whole(stored)
        self._mail_is_in_the_mailbox(mail_may_repeat)
        assert await pending_timers(self.handle) == due_instants(standing.deadlines)

    def _same_account(self, session: Session, standing: Standing) -> None:
        """The workflow's own account is what the records say."""
        row = arrangements.find(session, self.reference)
        assert row is not None
        assert (row.revision, row.status, row.version) == (
            standing.revision,
            standing.status.value,
            standing.version,
        )
        assert row.signed == list(standing.signed)
        kept = [(each["name"], datetime.fromisoformat(each["at"])) for each in row.deadlines]
        assert kept == [(each.name, each.at) for each in standing.deadlines]
        asked = [task.model_dump() for task in tasks.of_arrangement(session, self.reference)]
        names = ("purpose", "role", "person", "about", "version", "reminders")
        told = sorted(tuple(str(asdict(task)[name]) for name in names) for task in standing.tasks)
        assert sorted(tuple(str(task[name]) for name in names) for task in asked) == told

    def _same_term(self, session: Session, due_before: Mapping[str, str]) -> None:
        """No trouble moves the start, the last day or its announcement."""
        row = arrangements.find(session, self.reference)
        stand = {each["name"]: each["at"] for each in row.deadlines} if row else {}
        of_term = {name: at for name, at in due_before.items() if name in OF_A_TERM}
        assert {name: stand.get(name) for name in of_term} == of_term

    def _documents_are_whole(self, stored: list[Paper]) -> None:
        """One filed copy a destination, every file under the SHA-256 of its bytes."""
        names = Counter((p.version, p.document, p.state, p.destination) for p in stored)
        assert set(names.values()) <= {1}
        assert any(paper.state in FOR_EACH_COPY for paper in stored)
        for paper in stored:
            content = (self.system.documents / paper.digest[:2] / paper.digest).read_bytes()
            assert hashlib.sha256(content).hexdigest() == paper.digest
            assert len(content) == paper.size

    def _mail_is_in_the_mailbox(self, may_repeat: bool) -> None:
        """Every letter arrived as one message, and once, unless its sender itself was killed.

        A worker that dies between the relay's answer and its own note of it leaves a letter that
        has to be sent again, with the same bytes. Nothing else is a reason to send one twice.
        """
        with self.system.sessions() as session:
            written = letters.of_arrangement(session, self.reference)
        assert {letter.state for letter in written} == {"sent"}
        arrived = {
            dict(mail.headers)["Message-ID"]: mail
            for mail in self.system.mailbox.letters(limit=10_000)
            if self.reference in mail.subject + mail.text
        }
        assert len(arrived) == len(written)
        for message_id, mail in arrived.items():
            log = self.system.data / "mailbox" / f"{mail.id}.log"
            digests = [line.split()[1] for line in log.read_text().splitlines()]
            assert len(set(digests)) == 1, f"{message_id} came with different bytes"
            assert may_repeat or len(digests) == 1, f"{message_id} came twice"


def _each_act_once(timeline: list[TimelineEntry], acts: Collection[str]) -> None:
    """Numbered without gaps; what was accepted is there once, and nobody's act was made up."""
    assert [entry.seq for entry in timeline] == list(range(1, len(timeline) + 1))
    assert not [entry.note for entry in timeline if entry.kind == Happening.REFUSED]
    happened = Counter(entry.key for entry in timeline if entry.key)
    assert happened == dict.fromkeys(acts, 1)


def _each_signature_once(timeline: list[TimelineEntry], standing: Standing) -> None:
    lines = Counter(entry.about for entry in timeline if entry.kind == Happening.SIGNED)
    assert lines == dict.fromkeys(standing.signed, 1)


async def pending_timers(handle: Handle) -> list[datetime]:
    """When the timers that are set in the engine will fire, to the minute, earliest first."""
    started: dict[int, datetime] = {}
    async for event in handle.fetch_history_events():
        if event.event_type == EventType.EVENT_TYPE_TIMER_STARTED:
            told = event.timer_started_event_attributes
            span = told.start_to_fire_timeout.ToTimedelta()
            started[event.event_id] = event.event_time.ToDatetime(tzinfo=UTC) + span
        elif event.event_type == EventType.EVENT_TYPE_TIMER_CANCELED:
            started.pop(event.timer_canceled_event_attributes.started_event_id)
        elif event.event_type == EventType.EVENT_TYPE_TIMER_FIRED:
            started.pop(event.timer_fired_event_attributes.started_event_id)
    return sorted(_to_the_minute(at) for at in started.values())


def due_instants(deadlines: Collection[DeadlineSet]) -> list[datetime]:
    """When the deadlines fall, to the minute, earliest first."""
    return sorted(_to_the_minute(deadline.at) for deadline in deadlines)


def _to_the_minute(at: datetime) -> datetime:
    """A timer counts from its workflow task, which a killed worker makes up to a minute late."""
    return (at + timedelta(seconds=30)).replace(second=0, microsecond=0)
