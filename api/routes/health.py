"""Whether this process lives, whether it can do its work, and which version it is."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from api.dependencies import PartsDep
from api.doors.acts import Unavailable
from api.parts import Parts
from records.migrating import current, head
from records.uploads import late, waits_for_scanner

router = APIRouter(include_in_schema=False)
NOT_READY = 503


@router.get("/healthz")
def alive() -> dict[str, str]:
    """The process answers; nothing else is asked."""
    return {"status": "alive"}


@router.get("/readyz")
async def ready(parts: PartsDep) -> JSONResponse:
    """Whether the database is there and at this code's schema, and the engine has workers.

    Uploads that wait too long are told of, though all else works without the scanner.
    """
    checks = {
        "database": await run_in_threadpool(_database, parts),
        "temporal": await _temporal(parts),
    }
    good = all(found == "ok" for found in checks.values())
    status = "ready" if good else "not ready"
    told: dict[str, object] = {"status": status, "checks": checks}
    late = await run_in_threadpool(_unscanned, parts) if good else 0
    if late:
        told["warnings"] = [waits_for_scanner(late)]
    return JSONResponse(told, 200 if good else NOT_READY)


@router.get("/version")
def version(parts: PartsDep) -> dict[str, str]:
    """Which release and build this is, and which schema it needs."""
    return {"version": parts.site.version, "build": parts.site.build, "schema": head()}


def _database(parts: Parts) -> str:
    try:
        with parts.sessions() as session:
            return _schema(session)
    except SQLAlchemyError:
        return "the database does not answer"


def _unscanned(parts: Parts) -> int:
    with parts.sessions() as session:
        return late(session, parts.clock())


def _schema(session: Session) -> str:
    bind = session.get_bind()
    found, wanted = current(bind if isinstance(bind, Engine) else bind.engine), head()
    return "ok" if found == wanted else f"the schema is {found or 'missing'}, not {wanted}"


async def _temporal(parts: Parts) -> str:
    try:
        await parts.arrangements.ready()
    except Unavailable as error:
        return str(error) or "the engine does not answer"
    return "ok"
