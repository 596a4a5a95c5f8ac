"""The one place that names the event loop the server runs on.

Everything else asks this module to spawn, to sleep, to wait, to leave the loop for a thread and to come back to it.
Nothing is monkey-patched: the standard library keeps its real threads and locks, and whatever could block goes
through ``in_thread`` or the writer thread.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import time
import warnings
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # eventlet announces its own deprecation at every import
    import eventlet
    import eventlet.event
    import eventlet.greenio
    import eventlet.hubs
    import eventlet.tpool
    import eventlet.websocket
    import eventlet.wsgi

P = ParamSpec("P")
T = TypeVar("T")

NAME = "eventlet"
log = logging.getLogger(__name__)


class TimedOut(Exception):
    """Nobody delivered in time."""


def spawn(work: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
    """Start a task on the loop; whatever it raises is logged and ends only the task."""
    eventlet.spawn_n(_guarded, work, *args, **kwargs)


def spawn_later(seconds: float, work: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
    eventlet.spawn_after(seconds, _guarded, work, *args, **kwargs)


def _guarded(work: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    try:
        work(*args, **kwargs)
    except Exception:
        log.exception("a task on the event loop failed")


def sleep(seconds: float = 0) -> None:
    eventlet.sleep(seconds)


def monotonic() -> float:
    """Seconds that never jump, whatever happens to the wall clock."""
    return time.monotonic()


def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run blocking or heavy work in a real thread while the loop goes on; returns what it returns."""
    result: T = eventlet.tpool.execute(work, *args, **kwargs)
    return result


class Promise(Generic[T]):
    """A value that somebody on the loop will deliver once, to any number of waiters."""

    def __init__(self) -> None:
        self._event = eventlet.event.Event()

    def deliver(self, value: T) -> None:
        if not self._event.ready():
            self._event.send(value)

    def wait(self, timeout_s: float) -> T:
        """Raises ``TimedOut`` when nothing was delivered in time."""
        value: T | None = self._event.wait(timeout_s)
        if not self._event.ready():
            raise TimedOut
        return value  # type: ignore[return-value]


class Mailbox:
    """Lets real threads hand calls to the loop, which runs them in the order they came."""

    def __init__(self) -> None:
        self._calls: deque[tuple[Callable[..., Any], tuple[Any, ...]]] = deque()
        self._out, self._in = os.pipe()
        os.set_blocking(self._out, False)
        os.set_blocking(self._in, False)
        eventlet.spawn_n(self._deliver)

    def post(self, call: Callable[..., Any], *args: Any) -> None:
        """Callable from any thread."""
        self._calls.append((call, args))
        with contextlib.suppress(BlockingIOError):  # the pipe is full: the loop has been told often enough
            os.write(self._in, b"!")

    def _deliver(self) -> None:
        while True:
            eventlet.hubs.trampoline(self._out, read=True)
            try:
                os.read(self._out, 65_536)
            except BlockingIOError:
                continue
            while self._calls:
                call, args = self._calls.popleft()
                _guarded(call, *args)


def listener(host: str, port: int) -> Any:
    """A listening socket for a whole hall that scans one QR code; peers that never read are dropped after 20 s."""
    tcp_user_timeout = 18
    sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if os.uname().sysname == "Linux":
        sock.setsockopt(socket.IPPROTO_TCP, tcp_user_timeout, 20_000)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.bind((host, port))
    sock.listen(2_048)
    return eventlet.greenio.GreenSocket(sock)


def serve(sock: Any, app: Any) -> None:
    """Serve a WSGI application until the process ends. 1,024 connections would be the library's limit."""
    eventlet.wsgi.server(
        sock,
        _watched(app),
        environ={"wsgi.errors": _Chatter()},
        protocol=_Protocol,
        max_size=20_000,
        socket_timeout=15,
        log_output=False,
        keepalive=20,
        debug=False,
    )


def _watched(app: Any) -> Any:
    """What nobody caught is a bug of ours; the library would end the connection without a word."""

    def watched(environ: dict[str, Any], start_response: Any) -> Any:
        try:
            return app(environ, start_response)
        except Exception:
            log.exception("a request failed outside the application")
            raise

    return watched


class _Protocol(eventlet.wsgi.HttpProtocol):
    """Strangers must not be able to write into our log, one raw line for each bad request."""

    def log_message(self, form: str, *args: Any) -> None:
        log.debug(form, *args)


class _Chatter:
    """Where the library notes that a socket was closed before it closed it."""

    def write(self, line: str) -> None:
        log.debug(line.rstrip())


# --- sockets ------------------------------------------------------------------------------------------------------


def limit_messages() -> None:
    """A message made of endless fragments is as long as its frames together; the library limits each alone."""
    message = eventlet.websocket.RFC6455WebSocket.Message
    push = message.push

    def counted(self: Any, data: bytes, final: bool = False) -> None:
        self.length = getattr(self, "length", 0) + len(data)
        if self.length > self.max_frame_length:
            raise eventlet.websocket.FailedConnectionError(1009, "message too long")
        push(self, data, final)

    message.push = counted


def write_if_idle(websocket: Any, frame: bytes) -> bool:
    """Write a ready frame straight to the socket unless somebody else is writing; False when it has to queue.

    A frame that the kernel took in part is finished by a task of its own, so that it never blocks the fan-out.
    """
    lock = websocket._sendlock  # noqa: SLF001 (the library has no other way to ask whether somebody writes)
    if lock.counter <= 0:
        return False
    try:
        sent: int = websocket.socket.fd.send(frame)
    except BlockingIOError:
        return False
    except OSError:
        return True  # the peer is gone; its reader finds out
    if sent < len(frame):  # the lock is still free: nobody ran since we looked
        lock.acquire(blocking=False)
        eventlet.spawn_n(_finish, websocket, frame[sent:])
    return True


def _finish(websocket: Any, rest: bytes) -> None:
    try:
        websocket.socket.sendall(rest)
    except OSError:
        websocket.socket.close()
    finally:
        websocket._sendlock.release()  # noqa: SLF001
