"""What each file of a full room costs the process that makes it, and what the room feels of it while all are made."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from statistics import median

from bench import processes
from bench.broadcast import seat, waits_ms
from bench.crowds import Crowds, crowd_at
from bench.figures import Figure, at_most, percentile
from bench.phones import evenly
from tests.exports.sixty import report
from workshop.exports import formats
from workshop.exports._brand import UNBRANDED

PEOPLE, NOTES_A_SECOND = 60, 10
LOOK_EVERY_S = 0.01
SECONDS, MEGABYTES = 300, 1_024
"""What a worker may take here: more than on a server, so that its cost is seen and not its end."""


def measure(quick: bool) -> list[Figure]:
    name = f"{PEOPLE} people, 500 notes on a board"
    found = []
    for form in formats():
        seconds, megabytes = zip(*(_cost(form) for _ in range(1 if quick else 3)), strict=True)
        found.append(_figure(f"{form}, {name}", "CPU s", list(seconds)))
        found.append(_figure(f"{form}, {name}", "MB at the most", list(megabytes)))
    return [*found, *_felt(3 if quick else 6)]


def _figure(name: str, what: str, values: list[float]) -> Figure:
    return Figure(name=name, what=what, ours=median(values), spread=(min(values), max(values)))


@cache
def _asked() -> bytes:
    return pickle.dumps((report(PEOPLE), UNBRANDED))


def _start(form: str) -> subprocess.Popen[bytes]:
    """A worker as a server starts it, on the server's core."""
    limits = [str(SECONDS), str(MEGABYTES)]
    worker = subprocess.Popen(
        [sys.executable, "-m", "workshop.exports._worker", form, "zh", *limits],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    if processes.SERVER_CORE >= 0:
        os.sched_setaffinity(worker.pid, {processes.SERVER_CORE})
    assert worker.stdin
    worker.stdin.write(_asked())
    worker.stdin.close()
    return worker


def _cost(form: str) -> tuple[float, float]:
    """Seconds of the processor and megabytes, with the start of Python."""
    worker, most = _start(form), 0
    while (ended := os.wait4(worker.pid, os.WNOHANG))[0] == 0:
        most = max(most, sum(map(_peak_kb, [worker.pid, *_helpers(worker.pid)])))
        time.sleep(LOOK_EVERY_S)
    worker.returncode = os.waitstatus_to_exitcode(ended[1])
    if worker.returncode:
        raise RuntimeError(f"{form} ended with {worker.returncode}")
    return ended[2].ru_utime + ended[2].ru_stime, most / 1024


def _helpers(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _peak_kb(pid: int) -> int:
    """Of this program alone; what the system counts for a child begins with the process that started it."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


@contextmanager
def _packs_being_made() -> Iterator[None]:
    """One full pack after the other."""
    worker = _start("everything")
    try:
        yield
    finally:
        worker.kill()
        worker.wait()


def _felt(repeats: int) -> list[Figure]:
    """Notes of a room from phone to wall, in turn alone and beside a pack that is made."""
    quiet, beside = [], []
    with processes.workshop(PEOPLE) as server, crowd_at(server.place("workshop")) as crowd:
        seat(crowd, server, PEOPLE)
        crowd.load(evenly(20, 2), 900_000)
        for turn in range(repeats):
            quiet.append(_p99(crowd, 2 * turn))
            with _packs_being_made():
                time.sleep(1)
                beside.append(_p99(crowd, 2 * turn + 1))
    more = [100 * (with_pack / alone - 1) for alone, with_pack in zip(quiet, beside, strict=True)]
    name = f"{PEOPLE} phones, {NOTES_A_SECOND} notes/s"
    return [
        _figure(name, "p99 ms", quiet),
        _figure(f"{name}, beside a full pack", "p99 ms", beside),
        Figure(
            f"{name}, beside a full pack", "p99 more by %", median(more), (min(more), max(more)), target=at_most(20)
        ),
    ]


def _p99(crowd: Crowds, turn: int) -> float:
    moments = evenly(NOTES_A_SECOND, 8)
    tally = crowd.load(moments, turn * len(moments))
    return percentile(waits_ms(tally, tally.on_wall), 99)
