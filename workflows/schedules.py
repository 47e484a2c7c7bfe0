"""What starts by the calendar: a statement each January, a digest each Monday morning."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleState,
    ScheduleUpdate,
    ScheduleUpdateInput,
)
from temporalio.service import RPCError, RPCStatusCode

from policy.program import Agency
from workflows.digest import DigestWorkflow
from workflows.extent import ExtentWorkflow
from workflows.identifiers import TASK_QUEUE, digest_id, extent_id

JANUARY, SECOND, SIX = ScheduleRange(1), ScheduleRange(2), ScheduleRange(6)
MONDAY, SEVEN = ScheduleRange(1), ScheduleRange(7)
OURS = (extent_id(""), digest_id(""))
"""How the names of our schedules begin."""


async def keep_schedules(client: Client, agencies: Iterable[Agency]) -> None:
    """See that every schedule is there, with the times that it has now; safe to repeat.

    One that an operator has paused stays paused. Those of agencies that are gone, and of time zones
    where none is left, go too.
    """
    known = sorted(agencies, key=lambda agency: agency.id)
    wanted = {extent_id(agency.id): yearly(agency) for agency in known}
    wanted |= {digest_id(zone): weekly(zone) for zone in sorted({it.time_zone for it in known})}
    for name, schedule in wanted.items():
        await _keep(client, name, schedule)
    async for found in await client.list_schedules():
        if found.id.startswith(OURS) and found.id not in wanted:
            await _delete(client, found.id)


def yearly(agency: Agency) -> Schedule:
    """January 2 at six in the agency's morning: last year is over, and its last acts are in."""
    return Schedule(
        action=ScheduleActionStartWorkflow(
            ExtentWorkflow.run,
            agency.id,
            id=extent_id(agency.id),
            task_queue=TASK_QUEUE,
            static_summary=f"Extent of use of {agency.id}",
            static_details="Writes last year's statement, and mails coordinators where it is.",
        ),
        spec=ScheduleSpec(
            calendars=[ScheduleCalendarSpec(month=[JANUARY], day_of_month=[SECOND], hour=[SIX])],
            time_zone_name=agency.time_zone,
        ),
        policy=_policy(timedelta(days=60)),
        state=ScheduleState(note="Each January: last year's extent of use."),
    )


def weekly(time_zone: str) -> Schedule:
    """Monday at seven in the morning there."""
    return Schedule(
        action=ScheduleActionStartWorkflow(
            DigestWorkflow.run,
            time_zone,
            id=digest_id(time_zone),
            task_queue=TASK_QUEUE,
            static_summary=f"Digest for {time_zone}",
            static_details="Mails every coordinator what the week brings, if it brings anything.",
        ),
        spec=ScheduleSpec(
            calendars=[ScheduleCalendarSpec(day_of_week=[MONDAY], hour=[SEVEN])],
            time_zone_name=time_zone,
        ),
        policy=_policy(timedelta(days=1)),
        state=ScheduleState(note="Each Monday morning: the week's deadlines."),
    )


def _policy(catch_up: timedelta) -> SchedulePolicy:
    """What fell into an outage is made good, as long as it is still of use."""
    return SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=catch_up)


async def _keep(client: Client, name: str, schedule: Schedule) -> None:
    try:
        await client.create_schedule(name, schedule)
    except ScheduleAlreadyRunningError:

        def as_it_stands(found: ScheduleUpdateInput) -> ScheduleUpdate:
            return ScheduleUpdate(replace(schedule, state=found.description.schedule.state))

        await client.get_schedule_handle(name).update(as_it_stands)


async def _delete(client: Client, name: str) -> None:
    """Another worker may have deleted it in the same moment."""
    try:
        await client.get_schedule_handle(name).delete()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
