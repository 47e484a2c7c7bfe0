"""What tests of the API share in turn, because it takes longer to make than most of them."""

from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from api.app import create_app
from api.parts import Parts
from records.database import connect
from tests.settled import forget_the_disk


class ZeroGiven(ValueError):
    """A statement was given a text with a zero in it, which PostgreSQL takes nowhere."""


class Shared:
    """One application and one engine, for the parts and the database of one test after the other.

    An application works out its routes anew, and an engine its statements, always the same.
    """

    def __init__(self) -> None:
        """Nothing is made before it is asked for."""
        self._app: FastAPI | None = None
        self._file = Path()
        self._engine = connect("sqlite:///of-each-test.db")
        event.listen(self._engine, "do_connect", self._turn_to_the_file)
        event.listen(self._engine, "connect", forget_the_disk)
        event.listen(self._engine, "before_cursor_execute", _refuse_zeros)

    def app(self, parts: Parts) -> FastAPI:
        """The application, with these parts from now on."""
        if self._app is None:
            self._app = create_app(parts)
        self._app.state.parts = parts
        return self._app

    def engine(self, file: Path) -> Engine:
        """The engine, for this database from now on."""
        self._engine.dispose()
        self._file = file
        return self._engine

    def _turn_to_the_file(
        self, _dialect: Dialect, _: ConnectionPoolEntry, where: list[str], _how: dict[str, object]
    ) -> None:
        where[0] = str(self._file)


def _refuse_zeros(_c: object, _k: object, statement: str, given: object, *_rest: object) -> None:
    """Be as strict as PostgreSQL where SQLite is not."""
    if "\\x00" in repr(given):
        raise ZeroGiven(statement)
