"""The event loop on eventlet."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any, Generic, ParamSpec, TypeVar

from workshop.eventloop._shared import (
    HEAD_S,
    KEPT_ALIVE_S,
    THREADS,
    Chatter,
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


def spawn(work: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
    """Start a task on the loop; whatever it raises is logged and ends only the task."""
    eventlet.spawn_n(guarded, work, *args, **kwargs)


def spawn_later(seconds: float, work: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
    eventlet.spawn_after(seconds, guarded, work, *args, **kwargs)


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
    return eventlet.greenio.GreenSocket(listening(host, port))


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
    eventlet.websocket.RFC6455WebSocket._apply_mask = staticmethod(_masked)  # noqa: SLF001 (no hook is offered)


def _masked(data: bytes, mask: Sequence[int], length: int | None = None, offset: int = 0) -> bytes:
    """What the library does byte by byte in Python: 3 ms for a long message, in which nobody else is served."""
    size = len(data) if length is None else length
    turned = bytes(mask[(offset + n) % 4] for n in range(4))
    covered = int.from_bytes(data[:size]) ^ int.from_bytes((turned * (size // 4 + 1))[:size])
    return covered.to_bytes(size)


def write_if_idle(websocket: Any, frame: bytes) -> bool:
    """Write a ready frame straight to the socket unless somebody else is writing; False when it has to queue.

    A frame that the kernel took in part is finished by a task of its own, so that it never blocks the fan-out.
    """
    lock = websocket._sendlock  # noqa: SLF001 (the library has no other way to ask whether somebody writes)
    if lock.balance <= 0:  # also when it is free, but somebody who waited for it has not run yet
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
