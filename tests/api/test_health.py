"""Whether the process lives, whether it can work, and which version it is."""

from sqlalchemy import text

from api.doors.acts import Unavailable
from records.migrating import head
from tests.api.site import Desk


def test_a_whole_system_is_ready(desk: Desk) -> None:
    answer = desk.client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "checks": {"database": "ok", "temporal": "ok"}}


def test_without_the_engine_it_lives_but_is_not_ready(desk: Desk) -> None:
    desk.door.trouble = Unavailable("no worker polls the queue telecommute")
    answer = desk.client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["temporal"] == "no worker polls the queue telecommute"
    assert desk.client.get("/healthz").status_code == 200


def test_an_older_schema_is_not_ready(desk: Desk) -> None:
    with desk.session() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '0000'"))
        session.commit()
    answer = desk.client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == f"the schema is 0000, not {head()}"


def test_a_missing_database_is_not_ready(desk: Desk) -> None:
    with desk.session() as session:
        session.connection().execute(text("DROP TABLE alembic_version"))
        session.commit()
    assert desk.client.get("/readyz").status_code == 503
    assert desk.client.get("/healthz").status_code == 200


def test_the_version_names_release_and_schema(desk: Desk) -> None:
    assert desk.client.get("/version").json() == {"version": "1.0", "build": "", "schema": head()}
