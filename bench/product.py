"""The product as it is installed and started every day, for what is measured on a room that is walked or played."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil

from bench import processes
from tests.harness.server import free_port
from workshop.config import Config
from workshop.rooms.clock import now_ms
from workshop.store import people
from workshop.store.database import Database, open_database
from workshop.store.migrate import migrate


@contextlib.contextmanager
def installed() -> Iterator[tuple[Config, Database, str]]:
    """A folder and a port of its own, an empty database, and the id of the first trainer."""
    with processes.folder() as data:
        config = Config(data_dir=data, port=free_port())
        migrate(config.database)
        with contextlib.closing(open_database(config.database)) as database:
            with database.writing.begin() as connection:
                trainer = people.add_first_trainer(connection, "Fay", "no password", now_ms()).id
            yield config, database, trainer


@contextlib.contextmanager
def serving(config: Config) -> Iterator[psutil.Process]:
    """The product as it is started every day."""
    environ = {**os.environ, "DATA_DIR": str(config.data_dir), "PORT": str(config.port)}
    child = subprocess.Popen([sys.executable, "-m", "workshop.cli", "serve"], env=environ, stdout=subprocess.DEVNULL)
    try:
        give_up = time.monotonic() + processes.START_S
        while not _listens(config.port):
            if child.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError("the server did not start")
            time.sleep(0.1)
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        child.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
