"""The one place that names the event loop the server runs on: eventlet, or gevent with ``WORKSHOP_ASYNC=gevent``.

Everything else asks this package to spawn, to sleep, to wait, to leave the loop for a thread and to come back to it.
Nothing is monkey-patched: the standard library keeps its real threads and locks, and whatever could block goes
through ``in_thread`` or the writer thread. What an engine does in its own way stands in ``_eventlet`` and ``_gevent``,
under the same names; a name that is neither engine is refused by ``workshop.config``.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from workshop.eventloop._shared import GOODBYE, Allowance, TimedOut, guarded

if TYPE_CHECKING or os.environ.get("WORKSHOP_ASYNC") != "gevent":  # to the type checker both are the same
    from workshop.eventloop._eventlet import (
        NAME,
        Promise,
        cut,
        hold_little,
        in_thread,
        limit_messages,
        listener,
        serve,
        sleep,
        spawn,
        spawn_later,
        wait_readable,
        write,
        write_now,
        write_rest,
    )
else:
    from workshop.eventloop._gevent import (
        NAME,
        Promise,
        cut,
        hold_little,
        in_thread,
        limit_messages,
        listener,
        serve,
        sleep,
        spawn,
        spawn_later,
        wait_readable,
        write,
        write_now,
        write_rest,
    )

__all__ = [
    "GOODBYE",
    "NAME",
    "Allowance",
    "Few",
    "Mailbox",
    "Promise",
    "TimedOut",
    "WaitingLine",
    "cut",
    "hold_little",
    "in_thread",
    "limit_messages",
    "listener",
    "monotonic",
    "serve",
    "sleep",
    "spawn",
    "spawn_later",
    "write",
    "write_now",
    "write_rest",
]


LONGEST_LINE_S: Final = 300
"""Nobody waits longer for their turn: then something hangs."""


def monotonic() -> float:
    """Seconds that never jump, whatever happens to the wall clock."""
    return time.monotonic()


class WaitingLine:
    """Those who wait until they are called, first come, first served."""

    def __init__(self) -> None:
        self._turns: deque[Promise[None]] = deque()

    def __len__(self) -> int:
        return len(self._turns)

    def wait(self, timeout_s: float) -> None:
        """Until it is one's turn; raises ``TimedOut``, and then one stands in the line no more."""
        turn: Promise[None] = Promise()
        self._turns.append(turn)
        try:
            turn.wait(timeout_s)
        except TimedOut:
            if turn not in self._turns:  # called in that very moment
                return
            self._turns.remove(turn)
            raise

    def call(self) -> bool:
        """Let the first one go on; False when nobody waits."""
        if not self._turns:
            return False
        self._turns.popleft().deliver(None)
        return True


class Few:
    """``with`` it, at most so many do something at once; the others wait in line."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._line = WaitingLine()

    def __enter__(self) -> None:
        if self._free:
            self._free -= 1
        else:
            self._line.wait(LONGEST_LINE_S)

    def __exit__(self, *_: object) -> None:
        if not self._line.call():
            self._free += 1


class Mailbox:
    """Lets real threads hand calls to the loop, which runs them in the order they came."""

    def __init__(self) -> None:
        self._calls: deque[tuple[Callable[..., Any], tuple[Any, ...]]] = deque()
        self._out, self._in = os.pipe()
        os.set_blocking(self._out, False)
        os.set_blocking(self._in, False)
        spawn(self._deliver)

    def post(self, call: Callable[..., Any], *args: Any) -> None:
        """Callable from any thread."""
        self._calls.append((call, args))
        with contextlib.suppress(BlockingIOError):  # the pipe is full: the loop has been told often enough
            os.write(self._in, b"!")

    def _deliver(self) -> None:
        while True:
            wait_readable(self._out)
            try:
                os.read(self._out, 65_536)
            except BlockingIOError:
                continue
            while self._calls:
                call, args = self._calls.popleft()
                guarded(call, *args)
