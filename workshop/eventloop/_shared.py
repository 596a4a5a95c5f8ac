"""What both engines do alike."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from typing import Any

log = logging.getLogger("workshop.eventloop")

HEAD_S = 15
"""How long the head of a request may take, however slowly byte follows byte."""
KEPT_ALIVE_S = 20
"""How long a connection may wait for the next request, for the rest of a body, or for somebody to read the answer."""
THREADS = 20
"""How many calls ``in_thread`` runs at once; more wait for their turn."""


KERNEL_BYTES = 131_072
"""What the kernel holds for somebody who does not read; by itself it would take megabytes. It counts double."""


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


class Chatter:
    """Where a library notes what strangers did wrong: nothing of theirs goes into our log, whatever its level."""

    def write(self, line: str) -> None:
        log.debug("the library noted %d characters about a request", len(line))

    def flush(self) -> None:
        """Nothing is held back."""
