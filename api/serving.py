"""Builds the web application from the settings of this installation."""

import gc
import importlib.metadata
from functools import partial

from fastapi import FastAPI
from temporalio.envconfig import ClientConfig

from api.app import create_app
from api.doors.acts import Arrangements
from api.doors.engine import TemporalDoor, utc_now
from api.parts import Limits, Parts, Site, acts_limit
from api.single_sign_on import Provider, SingleSignOn
from api.threads import FEW, FEW_APART
from documents.rendering import Typesetter
from documents.store import FolderStore
from documents.uploads.scanning import scanner_at
from engine import connect
from mail.mailbox import Mailbox
from mail.rendering import MailRenderer
from policy.reading.loading import PROGRAMS, load_agencies, load_programs
from records import database
from settings import Settings

MAILBOX = "mailbox"
COLLECT_AFTER = 50_000
"""New values between two looks of the collector of garbage."""


def build(settings: Settings) -> FastAPI:
    """The application as the settings describe it; the engine is connected to when needed."""
    return create_app(parts_from(settings))


def keep_for_good() -> None:
    """Tell the collector of garbage that everything there is now stays until the end.

    Otherwise it looks at all of it again and again, and some readers wait 150 ms longer. Nor does
    it look after each 700 new values: a year's extent of use makes millions, and keeps them all
    until it is told.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)


def parts_from(settings: Settings) -> Parts:
    """Everything the application works with; ProgramError names what is wrong with a program."""
    programs = load_programs(PROGRAMS)
    door = TemporalDoor(partial(connect, settings))
    return Parts(
        site=_site(settings),
        sessions=database.sessions_of(database.connect(settings.database_url)),
        arrangements=Arrangements(door),
        registers=door,
        hours=door,
        feeds=door,
        programs=programs,
        agencies=load_agencies(settings.agencies, programs),
        store=FolderStore(settings.documents),
        typesetter=Typesetter(),
        letters=MailRenderer(),
        mailbox=Mailbox(settings.data / MAILBOX) if settings.mailbox else None,
        clock=utc_now,
        limits=Limits(acts=acts_limit(settings.acts_per_minute)),
        scanner=scanner_at(settings.clamav_host, settings.clamav_port),
        threads=FEW if settings.database_url.startswith("sqlite") else FEW_APART,
        single_sign_on=_single_sign_on(settings),
        signs_in_by_mail=settings.sign_in_by_mail,
    )


def _single_sign_on(settings: Settings) -> SingleSignOn | None:
    if not settings.oidc_issuer:
        return None
    provider = Provider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret.get_secret_value(),
        settings.oidc_claim,
    )
    return SingleSignOn(provider, settings.base_url)


def _site(settings: Settings) -> Site:
    return Site(
        base_url=settings.base_url,
        secret=settings.secret.get_secret_value().encode(),
        mail_from=settings.mail_from,
        temporal_ui_url=settings.temporal_ui_url,
        version=importlib.metadata.version("telecommute"),
        namespace=ClientConfig.load_client_connect_config().get("namespace") or "default",
    )
