"""Watches the event loop from a real thread: where the loop stands still, everybody waits, and the log says where.

A task on the loop moves a hand; the thread looks whether it still moves. Nothing but places in the code is logged,
never a value.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from itertools import islice
from types import FrameType
from typing import Final

from workshop.eventloop import monotonic, sleep, spawn

log = logging.getLogger(__name__)

LOOKS_A_LIMIT: Final = 5
"""How often the hand is moved, and looked at, in the time that the loop may stand still."""
STACK_EVERY_S: Final = 5.0
"""A loop that stands still again and again fills no disk with stacks: those in between are one line each."""
DEEPEST: Final = 40


class Watchdog:
    """Logs every standstill of the loop that is longer than ``limit_ms``, with the stack of where it stood.

    Made and started in the loop's own thread.
    """

    def __init__(self, limit_ms: int, clock: Callable[[], float] = monotonic) -> None:
        self._limit_s, self._clock = limit_ms / 1000, clock
        self._loop = threading.get_ident()
        self._moved_at = self._looked_at = clock()
        self._stood_since: float | None = None
        self._stack_at = -STACK_EVERY_S

    def start(self) -> None:
        spawn(self._move_for_ever)
        threading.Thread(target=self._look_for_ever, name="watchdog", daemon=True).start()

    def _move_for_ever(self) -> None:
        while True:
            self.move()
            sleep(self._limit_s / LOOKS_A_LIMIT)

    def _look_for_ever(self) -> None:
        while True:
            time.sleep(self._limit_s / LOOKS_A_LIMIT)
            self.look()

    def move(self) -> None:
        """For the loop: it runs."""
        self._moved_at = self._clock()

    def look(self) -> None:
        """For the thread: tell when the loop stands still, and how long it stood once it runs again."""
        now, moved_at = self._clock(), self._moved_at
        looked_at, self._looked_at = self._looked_at, now
        if self._stood_since is not None:
            if moved_at > self._stood_since:
                log.warning("the event loop stood still for %.0f ms", (moved_at - self._stood_since) * 1000)
                self._stood_since = None
        elif now - moved_at > self._limit_s:
            self._stood_since = moved_at
            self._tell(now, was_away=now - looked_at > self._limit_s)

    def _tell(self, now: float, *, was_away: bool) -> None:
        """When this thread was held up as well, the machine was busy or the interpreter locked: the place is a hint."""
        if now - self._stack_at < STACK_EVERY_S:
            return
        self._stack_at = now
        frame = sys._current_frames().get(self._loop)  # noqa: SLF001 (the documented way to see another thread)
        stack = _places(frame) if frame else ""
        where = "the whole process stood still; the event loop is now" if was_away else "the event loop stands still"
        log.warning("%s at\n%s", where, stack)


def _places(frame: FrameType) -> str:
    """Where a stack stands, the innermost place last; without the lines themselves.

    To quote a line, Python reads its whole file and keeps it in memory for ever: megabytes, in a day of standstills.
    """
    stack = islice(traceback.walk_stack(frame), DEEPEST)
    places = [(at.f_code.co_filename, line, at.f_code.co_qualname, "") for at, line in stack]
    return "".join(traceback.StackSummary.from_list(places[::-1]).format())
