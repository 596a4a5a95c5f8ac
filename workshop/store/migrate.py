"""Brings a database to the shape this version of the code expects.

Runs at every start and does nothing when nothing is to be done. A migration is one transaction, so a power cut in the
middle of it leaves the old shape; before it, an SQLite file is copied beside itself.
"""

from __future__ import annotations

import logging
from contextlib import closing
from pathlib import Path
from typing import Any, Final, cast

from alembic import command
from alembic.config import Config as Alembic
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url

from workshop.store.database import open_database

MIGRATIONS: Final = Path(__file__).resolve().parents[2] / "migrations"
log = logging.getLogger(__name__)


def migrate(url: str, migrations: Path = MIGRATIONS) -> None:
    """Create the tables, or change them. Raises what Alembic raises; the database is then as it was."""
    alembic = Alembic()
    alembic.set_main_option("script_location", str(migrations).replace("%", "%%"))
    wanted = ScriptDirectory.from_config(alembic).get_current_head()
    database = open_database(url)
    try:
        with database.writing.connect() as connection:
            _without_foreign_keys(connection)
            with connection.begin():
                held = MigrationContext.configure(connection).get_current_revision()
                if held == wanted:
                    return
                if held and connection.dialect.name == "sqlite":
                    _copy(database.reading, _place_of_copy(url, held))
                alembic.attributes["connection"] = connection
                command.upgrade(alembic, "head")
                _check_foreign_keys(connection)
                log.info("the database went from %s to %s", held, wanted)
    finally:
        database.close()


def _without_foreign_keys(connection: Connection) -> None:
    """A changed table is copied and dropped, and dropping must not take with it what points there.

    SQLite hears this only outside a transaction, so it goes past SQLAlchemy, which would begin one.
    """
    if connection.dialect.name == "sqlite":
        _plain(connection).execute("PRAGMA foreign_keys=OFF")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if loose:
            raise RuntimeError(f"the migration left {len(loose)} rows that point nowhere")


def _plain(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _place_of_copy(url: str, revision: str) -> Path:
    path = Path(make_url(url).database or "")
    return path.with_name(f"{path.stem}-before-leaving-{revision}{path.suffix}")


def _copy(reading: Engine, place: Path) -> None:
    """A copy of the whole file. The keys that tie anonymous notes to people are left out, as in every backup."""
    unfinished = place.with_name(f"{place.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    sqlite = cast("Any", reading.dialect).loaded_dbapi
    with reading.connect() as connection, closing(sqlite.connect(str(unfinished))) as copy:
        _plain(connection).backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute("DELETE FROM pseudonym_keys")
        copy.commit()
    unfinished.replace(place)
    log.info("the database was copied to %s first", place)
