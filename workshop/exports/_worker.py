"""Writes one file in a process of its own, so that the rooms go on as if nobody had asked.

``python -m workshop.exports._worker FORMAT LANGUAGE SECONDS MEGABYTES`` takes a pickled report and a brand on standard
input, which only its own server can have written, and leaves the file on standard output. It ends when its time is up
or its server is gone, and cannot take more memory than it was given.

A child of it does the work while nobody else wants the processor (``SCHED_IDLE``), which the rooms do not feel. On a
machine that is never idle that would take for ever: then the worker does it itself, a step behind the server. The way
back to an ordinary turn is closed to a process without privileges (sched(7)), hence the two.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import BinaryIO, Final, NoReturn, assert_never

import orjson

from workshop.core.report import RoomReport
from workshop.exports import branded, formats
from workshop.exports._brand import Branding
from workshop.exports._from_json import NoReport
from workshop.exports._handouts import Handout, printed
from workshop.exports._import import taken_in
from workshop.exports._picture import picture_file

NICE: Final = 10
LOOK_AFTER_SERVER_EVERY_S: Final = 0.5
LOOK_AFTER_CHILD_EVERY_S: Final = 0.05
PATIENCE_S: Final = 2.0
FAIR_PART: Final = 0.25
"""After so long a child that had a smaller part of the processor than this is given up."""
OUT_OF_MEMORY: Final = 12
REFUSES: Final = 13
"""The exit status of a worker that would have needed more, and of one that says why not, as JSON: code and facts. Any
other but 0 is a bug or the end of its time."""
TAKE_IN: Final = "import"
"""Instead of a format: what came is a file of another installation, and the answer is what ``_import`` makes of it."""

Answer = tuple[int, bytes]
"""How the worker is to end, and what it leaves."""


def main(arguments: list[str]) -> int:
    name, lang, seconds, megabytes = arguments
    server = os.getppid()  # asked first: a server that is killed now has a stranger in its place a moment later
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_DATA, (int(megabytes) * 2**20,) * 2)
    _end_in_time(int(seconds), server)
    asked = sys.stdin.buffer.read()
    status, answer = in_the_gaps(lambda: _answer(name, lang, asked), int(seconds)) or _answer(name, lang, asked)
    sys.stdout.buffer.write(answer)
    return status


def _answer(name: str, lang: str, asked: bytes) -> Answer:
    try:
        report, brand = pickle.loads(asked)  # noqa: S301 (from our own server, through a pipe)
        return 0, made(name, report, lang, brand)
    except MemoryError:
        return OUT_OF_MEMORY, b""
    except NoReport as fault:
        return REFUSES, orjson.dumps([fault.refused.code, fault.refused.facts])


def in_the_gaps(work: Callable[[], Answer], seconds: int) -> Answer | None:
    """What the work gives, done by a child that runs while nobody else wants to; None where it got too few turns.

    An exception in the child is a bug: it says so on standard error, as one in this process would, and its status is 1.
    """
    if not hasattr(os, "SCHED_IDLE"):
        return None
    with os.fdopen(os.memfd_create("answer"), "w+b") as answer:
        child = os.fork()
        if child == 0:
            _be_the_child(work, seconds, answer)
        status = _watched(child)
        answer.seek(0)
        return None if status is None else (status, answer.read())


def _be_the_child(work: Callable[[], Answer], seconds: int, answer: BinaryIO) -> NoReturn:
    status = 1
    try:
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        _end_in_time(seconds, os.getppid())
        status, data = work()
        answer.write(data)
        answer.flush()
    except Exception:  # noqa: BLE001 (this process ends here, and nowhere else)
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _watched(child: int) -> int | None:
    """The exit status of the child; None, and no child any more, once it has had too small a part of its time."""
    begun = time.monotonic()
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        had, lived = _processor_seconds(child), time.monotonic() - begun
        if lived > PATIENCE_S and had < lived * FAIR_PART:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return None
        time.sleep(LOOK_AFTER_CHILD_EVERY_S)


def _processor_seconds(pid: int) -> float:
    """What a process has had of the processor; its clock's number is made as in clock_getcpuclockid(3)."""
    return time.clock_gettime(~pid << 3 | 2)


def _end_in_time(seconds: int, server: int) -> None:
    """This process ends when its time is up or whoever started it is gone."""
    signal.alarm(seconds)
    threading.Thread(target=_end_with, args=(server,), daemon=True).start()


def made(name: str, what: RoomReport | Handout | bytes, lang: str, brand: Branding) -> bytes:
    match what:
        case bytes():
            return taken_in(what)
        case Handout():
            return printed(what, 0, brand)
        case RoomReport():
            return write(name, what, lang, brand)
        case _:
            assert_never(what)


def write(name: str, report: RoomReport, lang: str, brand: Branding) -> bytes:
    """The file of a format, or ``board-960.png``: the only board of the report, so many pixels wide."""
    if name in formats():
        return branded(formats()[name], report, lang, brand)
    return picture_file(name, report, lang, brand)


def _end_with(server: int) -> None:
    while os.getppid() == server:
        time.sleep(LOOK_AFTER_SERVER_EVERY_S)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
