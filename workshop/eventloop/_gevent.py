"""The event loop on gevent."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Any, Generic, ParamSpec, TypeVar

import engineio.async_drivers.gevent
import gevent
import gevent.event
import gevent.pywsgi
import gevent.socket
import gevent.threadpool

from workshop.eventloop import _shared
from workshop.eventloop._gevent_websocket import SOCKET, WebSocket
from workshop.eventloop._shared import (
    ACCEPT_AT_ONCE,
    HEAD_S,
    KEPT_ALIVE_S,
    THREADS,
    Allowance,
    Chatter,
    TimedOut,
    guarded,
    listening,
    log,
    log_failed_request,
)

P = ParamSpec("P")
T = TypeVar("T")

NAME = "gevent"
PIECE_BYTES = 16_384
_threads = gevent.threadpool.ThreadPool(THREADS)


def spawn(work: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
    """Start a task on the loop; whatever it raises is logged and ends only the task."""
    gevent.spawn(guarded, work, *args, **kwargs)


def spawn_later(seconds: float, work: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
    gevent.spawn_later(seconds, guarded, work, *args, **kwargs)


def sleep(seconds: float = 0) -> None:
    gevent.sleep(seconds)


def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run blocking or heavy work in a real thread while the loop goes on; returns what it returns."""
    result, error = _threads.apply(_outcome, (work, args, kwargs))
    if error is not None:
        raise error
    return result


def _outcome(work: Callable[..., Any], args: Any, kwargs: Any) -> tuple[Any, BaseException | None]:
    """The pool would print what is raised, even when somebody expects it."""
    try:
        return work(*args, **kwargs), None
    except BaseException as error:  # noqa: BLE001 (it is raised where the result is wanted)
        return None, error


class Promise(Generic[T]):
    """A value that somebody on the loop will deliver once, to any number of waiters."""

    def __init__(self) -> None:
        self._result = gevent.event.AsyncResult()

    def deliver(self, value: T) -> None:
        if not self._result.ready():
            self._result.set(value)

    def wait(self, timeout_s: float) -> T:
        """Raises ``TimedOut`` when nothing was delivered in time."""
        value: T | None = self._result.wait(timeout_s)
        if not self._result.ready():
            raise TimedOut
        return value  # type: ignore[return-value]


def wait_readable(descriptor: int) -> None:
    """Until there is something to read."""
    gevent.socket.wait_read(descriptor)


def listener(host: str, port: int) -> Any:
    """See ``listening``."""
    return gevent.socket.socket(fileno=listening(host, port).detach())


def serve(sock: Any, app: Any) -> None:
    """Serve a WSGI application until the process ends, to any number of connections."""
    gevent.get_hub().print_exception = _report
    environ = {"SERVER_NAME": sock.getsockname()[0]}  # else the name is looked up, which can take seconds
    server = gevent.pywsgi.WSGIServer(sock, app, log=None, error_log=Chatter(), handler_class=_Handler, environ=environ)
    server.max_accept = ACCEPT_AT_ONCE
    server.serve_forever()


def _report(_context: Any, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """One line of our log, where the library would print a stack."""
    log.error("a task on the event loop failed", exc_info=(kind, error, trace))


class _Handler(gevent.pywsgi.WSGIHandler):
    """The library waits for ever for a request to be finished, and prints what strangers do wrong."""

    def handle(self) -> None:
        self.socket.settimeout(KEPT_ALIVE_S)
        with contextlib.suppress(OSError):
            super().handle()

    def read_requestline(self) -> str:
        with gevent.Timeout(KEPT_ALIVE_S, TimeoutError):  # however slowly byte follows byte
            return super().read_requestline()

    def read_request(self, raw_requestline: str) -> Any:
        with gevent.Timeout(HEAD_S, TimeoutError):
            return super().read_request(raw_requestline)

    def get_environ(self) -> dict[str, Any]:
        return {**super().get_environ(), SOCKET: self.socket}

    def handle_one_request(self) -> Any:
        outcome = super().handle_one_request()
        return None if self.connection_upgraded else outcome

    def _sendall(self, data: bytes) -> None:
        """A slow reader may take long for a long answer, only not for each piece."""
        for start in range(0, len(data), PIECE_BYTES):
            super()._sendall(data[start : start + PIECE_BYTES])

    def _handle_client_error(self, ex: Exception) -> tuple[str, bytes] | None:
        log.debug("a bad request: %s", type(ex).__name__)
        return None if isinstance(ex, TimeoutError) else ("400", gevent.pywsgi._BAD_REQUEST_RESPONSE)  # noqa: SLF001

    def _log_error(self, t: type[BaseException], v: BaseException, tb: TracebackType | None) -> None:
        log_failed_request(v)


# --- sockets ------------------------------------------------------------------------------------------------------


def limit_messages(allowance: Allowance) -> None:
    """Engine.IO speaks WebSocket through ours: the library it would use cuts frames in half and has no limit."""
    engineio.async_drivers.gevent._async["websocket"] = partial(WebSocket, allowance=allowance)  # noqa: SLF001 (no hook is offered)


def hold_little(websocket: WebSocket) -> None:
    """See ``_shared.hold_little``."""
    _shared.hold_little(websocket.socket)


def write_now(websocket: WebSocket, frame: bytes) -> bytes | None:
    """Hand the kernel what it takes of a frame; returns the rest, which ``write_rest`` must write, or None.

    None: somebody else is writing, or waits to, or the kernel takes nothing; the frame was not touched.
    """
    return websocket.write_now(frame)


def write_rest(websocket: WebSocket, rest: bytes) -> None:
    """Write what ``write_now`` left over, before anybody else has their turn. Raises ``OSError``."""
    websocket.finish(rest)


def write(websocket: WebSocket, frame: bytes) -> None:
    """Wait for one's turn and write a ready frame. Raises ``OSError``."""
    websocket.write(frame)


def cut(websocket: WebSocket) -> None:
    """End the connection at once; wakes everybody who reads or writes."""
    websocket.cut()
