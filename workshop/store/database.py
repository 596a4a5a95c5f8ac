"""Opens the database: one connection that writes, others that only read."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

log = logging.getLogger(__name__)

BUSY_TIMEOUT_S = 30
"""How long the writer waits for another process that writes to the same file."""

READERS_CACHE_KB = 512
"""Pages that each reading connection keeps. What is asked again and again fits; a log is read once, from end to end."""

SAFE_SQLITE = (3, 51, 3)
"""Older versions can corrupt a file in WAL mode when two connections write or checkpoint at once."""


@dataclass(frozen=True)
class Database:
    """``writing`` belongs to the writer thread alone; ``reading`` may be used anywhere and cannot write."""

    url: str
    writing: Engine
    reading: Engine

    def close(self) -> None:
        self.reading.dispose()
        self.writing.dispose()


def open_database(url: str) -> Database:
    """Opens SQLite for ``sqlite:///path``, anything else as SQLAlchemy knows it. Creates the folder, not the tables."""
    if make_url(url).get_backend_name() != "sqlite":
        options: dict[str, Any] = {"pool_pre_ping": True, "hide_parameters": True}
        return Database(url, create_engine(url, pool_size=1, max_overflow=0, **options), create_engine(url, **options))
    path = Path(make_url(url).database or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    writing = _sqlite(url, size=1, timeout_s=BUSY_TIMEOUT_S)
    reading = _sqlite(url, size=8, timeout_s=0)
    event.listen(writing, "connect", _for_writing)
    event.listen(writing, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(reading, "connect", _for_reading)
    return Database(url, writing, reading)


def _sqlite(url: str, size: int, timeout_s: float) -> Engine:
    if dbapi2.sqlite_version_info < SAFE_SQLITE:
        log.warning("SQLite %s can corrupt its file; 3.51.3 or newer is wanted", dbapi2.sqlite_version)
    return create_engine(
        url,
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0 if size == 1 else 8,
        hide_parameters=True,  # an error goes into the log, what people wrote does not
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": timeout_s},
    )


def _for_writing(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "wal_autocheckpoint=1000",
        "journal_size_limit=67108864",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _for_reading(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("query_only=1", "wal_autocheckpoint=0", f"cache_size=-{READERS_CACHE_KB}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
