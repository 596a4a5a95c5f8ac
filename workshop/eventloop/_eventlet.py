"""The event loop on eventlet."""

from __future__ import annotations

import contextlib
import socket
import warnings
from collections.abc import Callable, Sequence
from typing import Any, Generic, ParamSpec, TypeVar

from workshop.eventloop import _shared
from workshop.eventloop._shared import (
    ACCEPT_AT_ONCE,
    HEAD_S,
    KEPT_ALIVE_S,
    THREADS,
    Allowance,
    Chatter,
    Meter,
    TimedOut,
    guarded,
    listening,
    log,
    log_failed_request,
)

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
MOST_CONNECTIONS = 20_000
eventlet.tpool.set_num_threads(THREADS)
_LIBRARYS: Any = eventlet.websocket.RFC6455WebSocket
_push = _LIBRARYS.Message.push
_HEAD_BYTES = 8
"""What a frame has before its text."""


def spawn(work: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
    """Start a task on the loop; whatever it raises is logged and ends only the task."""
    eventlet.spawn_n(guarded, work, *args, **kwargs)


def spawn_later(seconds: float, work: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
    """The task is made when its time has come; until then it is only a line in the calendar of the loop."""
    eventlet.hubs.get_hub().schedule_call_global(seconds, eventlet.spawn_n, guarded, work, *args, **kwargs)


def sleep(seconds: float = 0) -> None:
    eventlet.sleep(seconds)


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


def wait_readable(descriptor: int) -> None:
    """Until there is something to read."""
    eventlet.hubs.trampoline(descriptor, read=True)


def listener(host: str, port: int) -> Any:
    """See ``listening``."""
    return Listener(listening(host, port))


class Listener(eventlet.greenio.GreenSocket):
    """Lets everybody else have a turn after so many connections."""

    _taken = 0

    def accept(self) -> Any:
        self._taken = (self._taken + 1) % ACCEPT_AT_ONCE
        if self._taken == 0:
            eventlet.sleep()
        return super().accept()


def serve(sock: Any, app: Any) -> None:
    """Serve a WSGI application until the process ends. 1,024 connections would be the library's limit."""
    eventlet.wsgi.server(
        sock,
        _watched(app),
        environ={"wsgi.errors": Chatter()},
        protocol=_Protocol,
        max_size=MOST_CONNECTIONS,
        socket_timeout=HEAD_S,
        log_output=False,
        keepalive=KEPT_ALIVE_S,
        debug=False,
    )


def _watched(app: Any) -> Any:
    """The library would answer what nobody caught without a word."""

    def watched(environ: dict[str, Any], start_response: Any) -> Any:
        try:
            return app(environ, start_response)
        except Exception as error:
            log_failed_request(error)
            raise

    return watched


class _Protocol(eventlet.wsgi.HttpProtocol):
    """Strangers may neither finish a request byte by byte nor write a raw line into our log with each bad one."""

    def _read_request_line(self) -> bytes:
        with eventlet.Timeout(KEPT_ALIVE_S, TimeoutError):
            line: bytes = super()._read_request_line()
        return line

    def parse_request(self) -> bool:
        with eventlet.Timeout(HEAD_S, TimeoutError):
            return super().parse_request()

    def log_message(self, form: str, *args: Any) -> None:
        """Without the request: its path may be somebody's link."""
        log.debug("a bad request: %s", args[0] if args and isinstance(args[0], int) else form)


# --- sockets ------------------------------------------------------------------------------------------------------


def limit_messages(allowance: Allowance) -> None:
    """A message made of endless fragments is as long as its frames together; the library limits each alone.

    Every frame counts against the allowance of its connection, also one that the library answers by itself.
    """

    class WebSocket(_LIBRARYS):
        """The library's, which reads no faster than allowed."""

        def _recv_frame(self, message: Any = None) -> Any:
            before = getattr(message, "length", 0)
            found = super()._recv_frame(message)
            begun = before if found is message else 0
            self.meter = getattr(self, "meter", None) or Meter(allowance)
            pause_s = self.meter.took(1, _HEAD_BYTES + getattr(found, "length", 0) - begun)
            if pause_s:
                eventlet.sleep(pause_s)
            return found

    eventlet.websocket.RFC6455WebSocket = WebSocket
    message = _LIBRARYS.Message
    message.push = _counted
    _LIBRARYS._apply_mask = staticmethod(_masked)  # noqa: SLF001 (no hook is offered)


def _counted(message: Any, data: bytes, final: bool = False) -> None:
    message.length = getattr(message, "length", 0) + len(data)
    if message.length > message.max_frame_length:
        raise eventlet.websocket.FailedConnectionError(1009, "message too long")
    _push(message, data, final)


def _masked(data: bytes, mask: Sequence[int], length: int | None = None, offset: int = 0) -> bytes:
    """What the library does byte by byte in Python: 3 ms for a long message, in which nobody else is served."""
    size = len(data) if length is None else length
    turned = bytes(mask[(offset + n) % 4] for n in range(4))
    covered = int.from_bytes(data[:size]) ^ int.from_bytes((turned * (size // 4 + 1))[:size])
    return covered.to_bytes(size)


def hold_little(websocket: Any) -> None:
    """See ``_shared.hold_little``."""
    _shared.hold_little(websocket.socket)


def write_now(websocket: Any, frame: bytes) -> bytes | None:
    """Hand the kernel what it takes of a frame; returns the rest, which ``write_rest`` must write, or None.

    None: somebody else is writing, or waits to, or the kernel takes nothing; the frame was not touched.
    """
    lock = websocket._sendlock  # noqa: SLF001 (the library has no other way to ask whether somebody writes)
    if lock.balance <= 0:  # also when it is free, but somebody who waited for it has not run yet
        return None
    try:
        sent: int = websocket.socket.fd.send(frame)
    except BlockingIOError:
        return None
    except OSError:
        return b""  # the peer is gone; its reader finds out
    if sent < len(frame):  # the lock is still free: nobody ran since we looked
        lock.acquire(blocking=False)
    return frame[sent:]


def write_rest(websocket: Any, rest: bytes) -> None:
    """Write what ``write_now`` left over, before anybody else has their turn. Raises ``OSError``."""
    try:
        _send_all(websocket, rest)
    finally:
        websocket._sendlock.release()  # noqa: SLF001


def write(websocket: Any, frame: bytes) -> None:
    """Wait for one's turn and write a ready frame. Raises ``OSError``."""
    with websocket._sendlock:  # noqa: SLF001
        _send_all(websocket, frame)


def _send_all(websocket: Any, data: bytes) -> None:
    """After half a frame nothing else may follow."""
    try:
        websocket.socket.sendall(data)
    except OSError:
        cut(websocket)
        raise


def cut(websocket: Any) -> None:
    """End the connection at once; wakes everybody who reads or writes."""
    with contextlib.suppress(OSError):
        websocket.socket.shutdown(socket.SHUT_RDWR)
