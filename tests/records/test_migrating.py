"""Migrations lead to exactly the tables that the code declares."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlmodel import Session

from records.database import connect
from records.migrating import FOLDER, current, head, upgrade, write_next
from records.people import search
from records.tables import METADATA
from tests.records.samples import a_person


def test_the_migrated_database_has_the_tables_as_declared(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_a_database_says_which_migration_it_has_reached(empty: str) -> None:
    engine = connect(empty)
    assert current(engine) is None
    upgrade(empty)
    assert current(engine) == head() != ""
    engine.dispose()


def test_migrating_again_changes_nothing(empty: str) -> None:
    upgrade(empty)
    upgrade(empty)
    engine = connect(empty)
    assert current(engine) == head()
    engine.dispose()


def test_processes_that_start_at_once_migrate_one_after_the_other(empty: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(upgrade, [empty] * 4))
    engine = connect(empty)
    assert "arrangement" in inspect(engine).get_table_names()
    assert current(engine) == head()
    engine.dispose()


def test_the_folder_of_a_database_file_is_made(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path}/var/records.db")
    assert (tmp_path / "var" / "records.db").exists()


def test_a_migration_that_fails_leaves_nothing_behind(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(Exception):
        pass

    def fail(*_: object) -> None:
        raise PowerCut

    monkeypatch.setattr("alembic.op.create_index", fail)
    with pytest.raises(PowerCut):
        upgrade(empty)
    engine = connect(empty)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_the_next_migration_is_written_from_what_the_tables_declare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, newest = tmp_path / "migrations", head()
    copytree(FOLDER, folder, ignore=ignore_patterns(f"{newest}_*", "__pycache__"))
    monkeypatch.setattr("records.migrating.FOLDER", folder)
    assert head() != newest
    write_next("The newest once more")
    assert (folder / "versions" / f"{newest}_the_newest_once_more.py").exists()
    upgrade(f"sqlite:///{tmp_path}/records.db")
    engine = connect(f"sqlite:///{tmp_path}/records.db")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_names_on_record_are_found_as_new_ones_are_after_an_upgrade(empty: str) -> None:
    upgrade(empty, "0011")
    engine = connect(empty)
    with Session(engine) as session:
        session.add_all([a_person("1", "Siobhán O\u2019Neill"), a_person("2", "Ann Lee")])
        session.flush()
        session.execute(
            text("UPDATE person SET folded = 'siobhan o\u2019neill' WHERE number = '1'")
        )
        session.commit()
    upgrade(empty)
    with Session(engine) as session:
        assert [found.number for found in search(session, "O'Neill", "comptroller")] == ["1"]
    engine.dispose()
