"""What the commands do to an installation: its settings, its set-up, its people."""

import asyncio
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from api.doors.acts import Unavailable
from api.doors.engine import TemporalDoor
from api.views.words import lowered
from embedded.greeting import Visitor
from embedded.keys import keep_secret
from embedded.ports import HOST, Port
from embedded.system import Layout
from engine import connect, prepare_namespace
from environment import PREFIX, SettingsProblem, in_words
from policy.account import HeldUpBy
from policy.identity import KnownBy, suffices
from policy.program import Agency, Holder, Program
from policy.reading.loading import PROGRAMS, Programs, load_agencies, load_programs
from records.database import Sessions, sessions_of
from records.database import connect as open_records
from records.migrating import current, head, upgrade
from records.people import Person, designees, everybody
from records.programs import troubles
from records.uploads import late
from settings import SECRETS, Settings, load_settings

MANY = 30
"""How many people to show at most."""


def embedded_settings() -> Settings:
    """The settings of `up`: mail to its own mailbox, its own engine, secrets made once."""
    try:
        asked = Settings()
    except ValidationError as error:
        raise SettingsProblem(*in_words(error)) from None
    if asked.production:
        problem = f"`telecommute up` is for trying out: unset {PREFIX}PRODUCTION."
        raise SettingsProblem(problem)
    for name in SECRETS:
        if not getattr(asked, name):
            keep_secret(asked.data / name)
    for name in [name for name in os.environ if name.startswith("TEMPORAL_")]:
        del os.environ[name]
    os.environ |= {
        f"{PREFIX}MAILBOX": "true",
        f"{PREFIX}SMTP_HOST": HOST,
        "TEMPORAL_ADDRESS": f"{HOST}:{asked.temporal_port}",
        "TEMPORAL_NAMESPACE": "default",
        "TEMPORAL_CONFIG_FILE": os.devnull,
    }
    return load_settings()


def layout_of(settings: Settings) -> Layout:
    """Folder and ports, each with the setting that changes it."""
    return Layout(
        data=settings.data,
        web=Port(settings.port, "web application", f"{PREFIX}PORT", settings.host),
        temporal=Port(settings.temporal_port, "Temporal server", f"{PREFIX}TEMPORAL_PORT"),
        temporal_ui=Port(settings.temporal_ui_port, "Temporal UI", f"{PREFIX}TEMPORAL_UI_PORT"),
        smtp=Port(settings.smtp_port, "mailbox", f"{PREFIX}SMTP_PORT"),
    )


async def set_up(settings: Settings) -> None:
    """Retention, search attributes, migrations; RuntimeError when Temporal does not answer."""
    client = await connect(settings)
    await prepare_namespace(client, timedelta(days=settings.retention_days))
    await asyncio.to_thread(upgrade, settings.database_url)


async def worker_waits(settings: Settings) -> tuple[bool, dict[HeldUpBy, int]]:
    """Whether the engine answers and a worker polls its queue; what holds up how many."""
    engine = TemporalDoor(partial(connect, settings))
    try:
        await engine.ready()
        return True, await engine.held_up()
    except Unavailable:
        return False, {}


def unscanned(settings: Settings) -> int:
    """How many uploads have waited too long for the virus scanner; none where nobody can say."""
    try:
        with records_of(settings)() as session:
            return late(session, datetime.now(UTC))
    except SQLAlchemyError:
        return 0


def agencies_of(settings: Settings) -> dict[str, Agency]:
    """The agencies, each with its program; ProgramError names what is wrong in which file.

    SettingsProblem where one asks its signers for more than this installation can tell of them.
    """
    programs, agencies = rules_of(settings)
    if not settings.oidc_issuer and (found := tuple(_out_of_reach(programs, agencies))):
        raise SettingsProblem(*found)
    return agencies


def _out_of_reach(programs: Programs, agencies: Mapping[str, Agency]) -> Iterator[str]:
    for name, agency in agencies.items():
        if not suffices(KnownBy.SESSION, programs.of(agency).signer_identity):
            yield (
                f"{PREFIX}OIDC_ISSUER is not set, and {name} asks its signers for single sign-on: "
                "nobody could sign."
            )


def rules_of(settings: Settings) -> tuple[Programs, dict[str, Agency]]:
    """The programs as the agencies extend them, and the agencies; ProgramError if one is wrong."""
    programs = load_programs(PROGRAMS)
    return programs, load_agencies(settings.agencies, programs)


def program_troubles(settings: Settings) -> tuple[str, ...]:
    """What is wrong with the files of programs in use; nothing where there are no records yet."""
    where = make_url(settings.database_url)
    if where.get_backend_name() == "sqlite" and not Path(where.database or "").is_file():
        return ()
    engine = open_records(settings.database_url)
    try:
        if current(engine) != head():
            return ()
        with sessions_of(engine)() as session:
            return troubles(session, rules_of(settings)[0])
    finally:
        engine.dispose()


def records_of(settings: Settings) -> Sessions:
    """Sessions on the records that the settings name."""
    return sessions_of(open_records(settings.database_url))


def visitors(settings: Settings) -> tuple[Visitor, ...]:
    """Who may sign in, as many as fit a screen, and what they are to others."""
    with records_of(settings)() as session:
        known = everybody(session, MANY)
        heads = {person.agency_head for person in known}
        today = datetime.now(UTC).date()
        acting = {each.designee for head in heads for each in designees(session, head, today)}
    leaders = [
        (Holder.HR_REPRESENTATIVE, "", {person.hr_representative for person in known}),
        (Holder.AGENCY_HEAD, "", heads),
        (Holder.AGENCY_HEAD, "'s designee", acting),
        (Holder.MANAGER, "", {person.manager for person in known}),
        (Holder.SUPERVISOR, "", {person.supervisor for person in known}),
    ]
    programs, agencies = rules_of(settings)
    return tuple(
        _visitor(person, leaders, agency, programs.of(agency))
        for person in known
        if (agency := agencies.get(person.agency))
    )


def _visitor(
    person: Person, leaders: Sequence[tuple[Holder, str, set[str]]], agency: Agency, rules: Program
) -> Visitor:
    """Somebody with their parts, as their program calls them: a department has no agency head."""
    titles = {role.holder: lowered(role.title) for role in rules.roles}
    parts = [
        titles[holder] + more
        for holder, more, numbers in leaders
        if person.number in numbers and holder in titles
    ]
    parts += ["timekeeper"] if person.number in agency.timekeepers else []
    position = ", ".join(parts) or "employee"
    return Visitor(person.name, person.mail, f"{position} ({person.agency})")
