"""The worker: builds everything that workflows and activities need, and runs them."""

import asyncio
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import structlog
import typer
import uvloop
from temporalio.client import Client
from temporalio.common import WorkerDeploymentVersion
from temporalio.worker import (
    Worker,
    WorkerDeploymentConfig,
    WorkflowRunner,
)

from activities.announcing import Announcer
from activities.concerned import Rules
from activities.consulting import Consulting
from activities.counting import Statistician
from activities.delivering import Delivering
from activities.digesting import Digesting
from activities.drawing_up import Drafter
from activities.feeding import Feeding
from activities.filing import Filing
from activities.inviting import Inviter
from activities.keeping import Keeping
from activities.posting import Office
from activities.recording import Recording
from activities.scanning import Scanning
from activities.spreading import Spreading
from activities.stating import Stating
from activities.tending import BEAT
from activities.timekeeping import Timekeeping
from activities.writing import Correspondent
from commands.trouble import leave, plainly
from documents.rendering import Typesetter
from documents.store import FolderStore, Store
from documents.uploads.scanning import Scanner, scanner_at
from engine import connect
from mail.mailer import Mailer
from mail.rendering import MailRenderer
from policy.program import Agency
from policy.reading.loading import PROGRAMS, Programs, load_agencies, load_programs
from records.database import Sessions, sessions_of
from records.database import connect as connect_records
from records.programs import troubles
from settings import Settings, load_settings
from workflows.arrangement import ArrangementWorkflow
from workflows.delivery import DeliveryWorkflow
from workflows.digest import DigestWorkflow
from workflows.extent import ExtentWorkflow
from workflows.feed import FeedWorkflow
from workflows.hours import HoursWorkflow
from workflows.identifiers import TASK_QUEUE
from workflows.registers import RegisterWorkflow
from workflows.running import LeanRunner
from workflows.scanning import ScanningWorkflow
from workflows.schedules import keep_schedules
from workflows.starting import start_delivery, start_feeds, start_scanning

THREADS = 8
"""Activities at once. More would wait for one database connection and one typesetter, and those
who wait there are not served in turn; those who wait in the engine's client are."""

POLLERS = 20
CACHED = 150
"""Workflows kept in memory, at about 90 KB each; another one is replayed within milliseconds when
somebody acts on it. Most arrangements sleep for months, so that more would seldom serve."""

GRACE = timedelta(seconds=10)
WORKFLOWS = (
    ArrangementWorkflow,
    DeliveryWorkflow,
    DigestWorkflow,
    ExtentWorkflow,
    FeedWorkflow,
    HoursWorkflow,
    RegisterWorkflow,
    ScanningWorkflow,
)
"""Whatever runs for long: a history of each is kept and replayed."""

BUILD = WorkerDeploymentConfig(
    version=WorkerDeploymentVersion("telecommute", version("telecommute")),
    use_worker_versioning=False,
)
"""Named, not versioned: an arrangement outlives many builds, and patches keep it replayable.

Without a name the worker would compile every loaded module at start to make one up.
"""


logger = structlog.get_logger()


@dataclass(frozen=True)
class Tools:
    """What activities work with."""

    sessions: Sessions
    programs: Programs
    agencies: Mapping[str, Agency]
    store: Store
    typesetter: Typesetter
    mailer: Mailer
    office: Office
    clock: Callable[[], datetime]
    scanner: Scanner | None = None


def tools_of(settings: Settings) -> Tools:
    """The tools that the settings describe."""
    programs = load_programs(PROGRAMS)
    return Tools(
        sessions=sessions_of(connect_records(settings.database_url, in_turn=True)),
        programs=programs,
        agencies=load_agencies(settings.agencies, programs),
        store=FolderStore(settings.documents),
        typesetter=Typesetter(),
        mailer=Mailer(
            settings.smtp_host,
            settings.smtp_port,
            user=settings.smtp_user,
            password=settings.smtp_password.get_secret_value(),
            starttls=settings.smtp_starttls,
        ),
        office=Office(
            settings.base_url, settings.mail_from, settings.secret.get_secret_value().encode()
        ),
        clock=lambda: datetime.now(UTC),
        scanner=scanner_at(settings.clamav_host, settings.clamav_port),
    )


def activities_of(tools: Tools, client: Client) -> Sequence[Callable[..., object]]:
    """Every activity, ready to run.

    Those in threads say that nothing is thrown into them when they take too long: it would stand
    between a transaction and its end, and leave the database locked for everybody.
    """
    consulting = Consulting(tools.sessions, tools.programs)
    correspondent = Correspondent(tools.office, MailRenderer(), tools.programs, tools.agencies)
    recording = Recording(tools.sessions, correspondent)
    drafter = Drafter(tools.programs, tools.agencies)
    filing = Filing(tools.sessions, drafter, tools.typesetter, tools.store, consulting)
    delivering = Delivering(tools.sessions, tools.store, tools.mailer, client, tools.clock)
    inviter = Inviter(tools.office, MailRenderer(), tools.programs, tools.agencies)
    announcer = Announcer(tools.office, MailRenderer())
    statistician = Statistician(tools.programs, tools.agencies)
    stating = Stating(tools.sessions, statistician, tools.typesetter, tools.store, announcer)
    digesting = Digesting(tools.sessions, tools.programs, tools.agencies, announcer)
    keeping = Keeping(tools.sessions, inviter)
    rules = Rules(tools.programs, tools.agencies)
    feeding = Feeding(tools.sessions, rules, inviter)
    spreading = Spreading(tools.sessions, rules, client, tools.clock, announcer)
    scanning = Scanning(tools.sessions, tools.store, tools.scanner, tools.clock)
    timekeeping = Timekeeping(tools.sessions, tools.store, tools.programs, tools.agencies)
    return [
        consulting.opening,
        recording.record,
        filing.freeze,
        filing.file,
        delivering.deliver,
        scanning.scan,
        stating.write,
        digesting.digest,
        feeding.apply,
        feeding.look,
        spreading.tell,
        keeping.keep,
        timekeeping.take_in,
    ]


def make_worker(
    client: Client, tools: Tools, *, cached: int = CACHED, runner: WorkflowRunner | None = None
) -> Worker:
    """A worker of every workflow, which keeps `cached` workflows in memory.

    Without `runner` workflows run outside the sandbox, which costs a third of the worker's time;
    every test runs them inside it, and recorded histories are replayed.
    """
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=WORKFLOWS,
        activities=activities_of(tools, client),
        workflow_runner=runner or LeanRunner(),
        activity_executor=ThreadPoolExecutor(THREADS, thread_name_prefix="activity"),
        max_concurrent_activities=THREADS,
        max_concurrent_local_activities=THREADS,
        max_concurrent_workflow_task_polls=POLLERS,
        max_cached_workflows=cached,
        max_workflow_task_external_storage_concurrency=1,  # more would make a task of each payload
        graceful_shutdown_timeout=GRACE,
        max_heartbeat_throttle_interval=BEAT,
        deployment_config=BUILD,
    )


async def run_worker(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT, then finish what is in hand."""
    client = await connect(settings)
    tools = tools_of(settings)
    with tools.sessions() as session:
        for trouble in troubles(session, tools.programs):
            logger.warning("program file", trouble=trouble)
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with make_worker(client, tools):
        await start_delivery(client)
        await start_feeds(client)
        await keep_schedules(client, tools.agencies.values())
        if tools.scanner:
            await start_scanning(client)
        await stopped.wait()


def main() -> None:
    """Work until told to stop; what hinders it is said in words."""
    with plainly(), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run_worker(load_settings()))
    leave()


if __name__ == "__main__":
    typer.run(main)
