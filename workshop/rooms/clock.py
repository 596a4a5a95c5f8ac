"""The server's clock, the only one that events and timers carry."""

from __future__ import annotations

import time
from typing import Final

_COUNTS_SLEEP: Final[int | None] = getattr(time, "CLOCK_BOOTTIME", None)
"""A clock that goes on while a laptop sleeps, where there is one."""


def _ticks_ns() -> int:
    return time.monotonic_ns() if _COUNTS_SLEEP is None else time.clock_gettime_ns(_COUNTS_SLEEP)


_STARTED_AT_NS: Final = time.time_ns() - _ticks_ns()


def now_ms() -> int:
    """Milliseconds since 1970, counted from what the wall clock said when the server started.

    A wall clock that is set by hand, or set right by the network, moves no countdown and signs nobody out.
    """
    return (_STARTED_AT_NS + _ticks_ns()) // 1_000_000
