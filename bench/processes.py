"""Starts what is measured as its own process on its own core, and reads what it used."""

from __future__ import annotations

import json
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from bench.phones import Place

TOP = Path(__file__).resolve().parent.parent
START_S = 120


def cores() -> tuple[int, tuple[int, ...]]:
    """One core for the server, the others for the clients; -1 where there are not two or none may be chosen."""
    try:
        free = sorted(os.sched_getaffinity(0))
    except AttributeError:
        return -1, (-1,)
    return (free[0], tuple(free[1:])) if len(free) > 1 else (-1, (-1,))


SERVER_CORE, CLIENT_CORES = cores()
ENGINES = ("eventlet", "gevent")


@dataclass(frozen=True)
class Server:
    """A process that serves. ``ready`` is what it said when it was."""

    process: psutil.Process
    ready: dict[str, Any]

    def place(self, name: str) -> Place:
        """Where it is found, for phones that hold its tickets."""
        ready = self.ready
        return Place(name, ready["port"], ready["path"], tuple(ready.get("tickets", ())), ready.get("staff", ""))

    def cpu_s(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def rss(self) -> int:
        return int(self.process.memory_info().rss)


def choose_engine(name: str) -> None:
    """The event loop of every server that is started from now on, ours and the bare one."""
    os.environ["WORKSHOP_ASYNC"] = name


def engine() -> str:
    return os.environ.get("WORKSHOP_ASYNC") or ENGINES[0]


@contextmanager
def bare() -> Iterator[Server]:
    with _started("bench.bare", str(SERVER_CORE), engine()) as server:
        yield server


@contextmanager
def workshop(people: int, *options: str) -> Iterator[Server]:
    with folder() as data, life(data, "--people", str(people), *options) as server:
        yield server


@contextmanager
def life(data: Path, *options: str) -> Iterator[Server]:
    """One life of our server; another may follow with the same data."""
    with _started("bench.server", "--core", str(SERVER_CORE), "--data", str(data), *options) as server:
        yield server


@contextmanager
def folder() -> Iterator[Path]:
    data = Path(tempfile.mkdtemp(prefix="workshop-bench-"))
    try:
        yield data
    finally:
        shutil.rmtree(data, ignore_errors=True)


def answer_of(module: str, *arguments: str) -> Any:
    """What a program of the bench prints, run alone on the server's core."""
    command = [sys.executable, "-m", module, *arguments]
    if SERVER_CORE >= 0 and shutil.which("taskset"):
        command = ["taskset", "-c", str(SERVER_CORE), *command]
    done = subprocess.run(command, cwd=TOP, stdout=subprocess.PIPE, check=True, timeout=600)
    return json.loads(done.stdout)


@contextmanager
def _started(module: str, *arguments: str) -> Iterator[Server]:
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE)
    try:
        yield Server(psutil.Process(process.pid), json.loads(_first_line(process)))
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _first_line(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    with selectors.DefaultSelector() as ready:
        ready.register(process.stdout, selectors.EVENT_READ)
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if ready.select(1):
                return process.stdout.readline()
            if process.poll() is not None:
                break
    raise RuntimeError(f"{process.args} did not start")
