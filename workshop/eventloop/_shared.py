"""What both engines do alike."""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

log = logging.getLogger("workshop.eventloop")

HEAD_S = 15
"""How long the head of a request may take, however slowly byte follows byte."""
KEPT_ALIVE_S = 20
"""How long a connection may wait for the next request, for the rest of a body, or for somebody to read the answer."""
ACCEPT_AT_ONCE = 8
"""How many connections are taken in one round of the loop.

The libraries take all that have come, and begin to serve them all before they hear anybody else: a thousand phones that
scan one code are a second in which whoever leads the room is not heard. With one in a round, whoever comes behind a
thousand waits for as many rounds.
"""
THREADS = 20
"""How many calls ``in_thread`` runs at once; more wait for their turn."""


KERNEL_BYTES = 131_072
"""What the kernel holds for somebody who does not read; by itself it would take megabytes. It counts double."""


SOCKET_KERNEL_BYTES = 32_768
"""The same for a WebSocket, whose frames are small: what waits should wait with us, where it is counted."""
GOODBYE = b"\x88\x02\x03\xe8"
"""The frame that ends a WebSocket."""


class TimedOut(Exception):
    """Nobody delivered in time."""


def guarded(work: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Whatever a task raises is logged and ends only the task."""
    try:
        work(*args, **kwargs)
    except Exception:
        log.exception("a task on the event loop failed")


def log_failed_request(error: BaseException) -> None:
    """What nobody caught is a bug of ours, unless it is a peer that went away or fell silent."""
    is_gone = isinstance(error, (TimeoutError, ConnectionError))
    log.log(logging.DEBUG if is_gone else logging.ERROR, "a request failed outside the application", exc_info=error)


def listening(host: str, port: int) -> socket.socket:
    """A listening socket for a whole hall that scans one QR code; peers that never read are dropped after 20 s."""
    tcp_user_timeout = 18
    sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if os.uname().sysname == "Linux":
        sock.setsockopt(socket.IPPROTO_TCP, tcp_user_timeout, 20_000)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)
    sock.bind((host, port))
    sock.listen(2_048)
    return sock


def hold_little(sock: Any) -> None:
    """Before the first frame is written: the kernel keeps little for somebody who does not read."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SOCKET_KERNEL_BYTES)


@dataclass(frozen=True)
class Allowance:
    """How much one WebSocket may send: so much at once, then so much a second."""

    frames: int
    frames_a_second: int
    size: int
    bytes_a_second: int


class Meter:
    """Who sends more than the allowance is not cut off but read later, so that TCP makes them wait."""

    __slots__ = ("_allowance", "_at", "_bytes", "_frames")

    def __init__(self, allowance: Allowance) -> None:
        self._allowance, self._at = allowance, time.monotonic()
        self._frames, self._bytes = float(allowance.frames), float(allowance.size)

    def took(self, frames: int, size: int) -> float:
        """So much came in; returns the seconds until more may be read."""
        now, allowance = time.monotonic(), self._allowance
        passed, self._at = now - self._at, now
        self._frames = min(allowance.frames, self._frames + passed * allowance.frames_a_second) - frames
        self._bytes = min(allowance.size, self._bytes + passed * allowance.bytes_a_second) - size
        return max(0.0, -self._frames / allowance.frames_a_second, -self._bytes / allowance.bytes_a_second)


class Chatter:
    """Where a library notes what strangers did wrong: nothing of theirs goes into our log, whatever its level."""

    def write(self, line: str) -> None:
        log.debug("the library noted %d characters about a request", len(line))

    def flush(self) -> None:
        """Nothing is held back."""
