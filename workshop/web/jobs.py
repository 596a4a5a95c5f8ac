"""Files are made in worker processes, one after the other for each room, and never many at once."""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Final

import orjson

from workshop.config import Limits
from workshop.core.errors import Refused
from workshop.core.report import RoomReport
from workshop.eventloop import in_thread, monotonic, sleep
from workshop.exports._brand import UNBRANDED, Branding
from workshop.exports._handouts import Handout
from workshop.exports._import import Found, found
from workshop.exports._worker import OUT_OF_MEMORY, REFUSES, TAKE_IN

log = logging.getLogger(__name__)
TOP: Final = Path(__file__).resolve().parents[2]
LOOK_EVERY_S: Final = 0.05
EVERYTHING: Final = "everything"
WORKER: tuple[str, ...] = ("-m", "workshop.exports._worker")


class Jobs:
    """The workers of this process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._busy: set[str] = set()

    def make(self, room: str, form: str, report: RoomReport | Handout, lang: str, brand: Branding = UNBRANDED) -> bytes:
        """The file, as soon as it is this room's turn. Raises ``Refused`` when it takes too long or too much."""
        return self._in_turn(room, form, report, lang, brand)

    def take_in(self, who: str, data: bytes) -> Found:
        """What a file of another installation holds. Raises ``Refused``, too, if it is none of ours."""
        return found(self._in_turn(who, TAKE_IN, data, "zh", UNBRANDED))

    def _in_turn(self, whose: str, form: str, what: RoomReport | Handout | bytes, lang: str, brand: Branding) -> bytes:
        self._wait_for_turn(whose)
        try:
            return in_thread(self._run, form, what, lang, brand)
        finally:
            self._busy.discard(whose)

    def _wait_for_turn(self, room: str) -> None:
        give_up = monotonic() + self._limits.file_seconds
        while room in self._busy or len(self._busy) >= self._limits.file_jobs:
            if monotonic() > give_up:
                raise Refused("files/busy")
            sleep(LOOK_EVERY_S)
        self._busy.add(room)

    def _run(self, form: str, what: RoomReport | Handout | bytes, lang: str, brand: Branding) -> bytes:
        seconds, megabytes = self._limits.file_seconds, self._limits.file_mb
        if form == EVERYTHING:
            seconds = self._limits.pack_seconds
        worker = [sys.executable, *WORKER, form, lang, str(seconds), str(megabytes)]
        try:
            done = subprocess.run(  # noqa: S603 (our own words and numbers, without a shell)
                worker, input=pickle.dumps((what, brand)), capture_output=True, check=False, timeout=seconds, cwd=TOP
            )
        except subprocess.TimeoutExpired:
            raise Refused("files/slow", seconds=seconds) from None
        if done.returncode == 0:
            return done.stdout
        if done.returncode == REFUSES:
            code, facts = orjson.loads(done.stdout)
            raise Refused(code, **facts)
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0]
        log.error("the worker for %s ended with %d: %s", form, done.returncode, last)  # not what people wrote
        raise Refused("files/memory" if done.returncode == OUT_OF_MEMORY else "files/broken")
