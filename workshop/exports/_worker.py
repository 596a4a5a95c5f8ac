"""Writes one file in a process of its own, so that the rooms go on as if nobody had asked.

``python -m workshop.exports._worker FORMAT LANGUAGE SECONDS MEGABYTES`` takes a pickled report and a brand on standard
input, which only its own server can have written, and leaves the file on standard output. It steps behind the server
for the processor, ends when its time is up or its server is gone, and cannot take more memory than it was given.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
import threading
import time
from typing import Final, assert_never

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
OUT_OF_MEMORY: Final = 12
REFUSES: Final = 13
"""The exit status of a worker that would have needed more, and of one that says why not, as JSON: code and facts. Any
other but 0 is a bug or the end of its time."""
TAKE_IN: Final = "import"
"""Instead of a format: what came is a file of another installation, and the answer is what ``_import`` makes of it."""


def main(arguments: list[str]) -> int:
    name, lang, seconds, megabytes = arguments
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_DATA, (int(megabytes) * 2**20,) * 2)
    signal.alarm(int(seconds))
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    try:
        report, brand = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 (from our own server, through a pipe)
        sys.stdout.buffer.write(made(name, report, lang, brand))
    except MemoryError:
        return OUT_OF_MEMORY
    except NoReport as fault:
        sys.stdout.buffer.write(orjson.dumps([fault.refused.code, fault.refused.facts]))
        return REFUSES
    return 0


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
