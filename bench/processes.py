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

TOP = Path(__file__).resolve().parent.parent
START_S = 120


def cores() -> tuple[int, int]:
    """One core for the server, another for the clients; -1 where there are not two or none may be chosen."""
    try:
        free = sorted(os.sched_getaffinity(0))
    except AttributeError:
        return -1, -1
    return (free[0], free[1]) if len(free) > 1 else (-1, -1)


SERVER_CORE, CLIENT_CORE = cores()


@dataclass(frozen=True)
class Server:
    """A process that serves. ``ready`` is what it said when it was."""

    process: psutil.Process
    ready: dict[str, Any]

    def cpu_s(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def rss(self) -> int:
        return int(self.process.memory_info().rss)


@contextmanager
def bare() -> Iterator[Server]:
    with _started("bench.bare", str(SERVER_CORE)) as server:
        yield server


@contextmanager
def workshop(people: int) -> Iterator[Server]:
    data = Path(tempfile.mkdtemp(prefix="workshop-bench-"))
    try:
        arguments = ("--core", str(SERVER_CORE), "--data", str(data), "--people", str(people))
        with _started("bench.server", *arguments) as server:
            yield server
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
