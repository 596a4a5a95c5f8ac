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
from typing import TYPE_CHECKING, Any

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
    "Mailbox",
    "Promise",
    "TimedOut",
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


def monotonic() -> float:
    """Seconds that never jump, whatever happens to the wall clock."""
    return time.monotonic()


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
