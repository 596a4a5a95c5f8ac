"""A WebSocket for Engine.IO on gevent: whole frames only, no compression, messages of a limited length.

simple-websocket, which Engine.IO would use, loses the rest of a frame that the kernel took in part, reads ahead
without limit, and passes no limit for the length of a message on. wsproto, which both stand on, knows the protocol.
"""

from __future__ import annotations

import contextlib
import socket
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import gevent
from gevent.lock import Semaphore
from wsproto.connection import Connection, ConnectionType
from wsproto.events import CloseConnection, Event, Message, Ping
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import LocalProtocolError, generate_accept_token

from workshop.eventloop._shared import Allowance, Meter

SOCKET = "workshop.socket"
"""Where the server leaves the socket of a request."""
READ_BYTES = 8_192


class WebSocket:
    """One connection, made as Engine.IO's driver makes it: a WSGI application that hands itself to ``handler``.

    Whoever reads is one task; there may be any number who write.
    """

    socket: Any

    def __init__(self, handler: Callable[[WebSocket], Any], server: Any, allowance: Allowance) -> None:
        self._meter = Meter(allowance)
        self._handler, self._longest = handler, int(server.max_http_buffer_size)
        self._protocol = Connection(ConnectionType.SERVER)
        self._heard: deque[str | bytes] = deque()
        self._events: Iterator[Event] = iter(())
        self._pieces: list[Any] = []
        self._length = 0
        self._is_closed = False
        self._turn = Semaphore()
        self._writing = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        key = environ.get("HTTP_SEC_WEBSOCKET_KEY")
        if not key or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
            start_response("400 Bad Request", [("Connection", "close"), ("Sec-WebSocket-Version", "13")])
            return []
        self.socket = environ[SOCKET]
        accept = generate_accept_token(key.encode("latin-1")).decode()
        headers = [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", accept)]
        start_response("101 Switching Protocols", headers)(b"")
        try:
            self._handler(self)
        finally:
            self.cut()
            with self._turn:  # whoever writes still has the socket in their hands
                pass
        return []

    # --- hearing ------------------------------------------------------------------------------------------------

    def wait(self) -> str | bytes | None:
        """The next message; None when there will be no more. Nothing is read before it is wanted."""
        while not self._heard:
            if self._goes_on():
                continue
            data = b"" if self._is_closed else self.socket.recv(READ_BYTES)
            if not data:
                return None
            self._pause(0, len(data))
            self._protocol.receive_data(data)
            self._events = self._protocol.events()
        return self._heard.popleft()

    def _goes_on(self) -> bool:
        """Whether there was one more event in what was read; each is heard before the next is looked at."""
        event = None if self._is_closed else next(self._events, None)
        if event is None:
            return False
        self._pause(1, 0)
        self._take(event)
        return True

    def _pause(self, frames: int, size: int) -> None:
        """Whoever sends more than allowed is read later."""
        pause_s = self._meter.took(frames, size)
        if pause_s:
            gevent.sleep(pause_s)

    def _take(self, event: Event) -> None:
        if isinstance(event, Message):
            self._take_piece(event)
        elif isinstance(event, Ping):
            self.write(self._protocol.send(event.response()))
        elif isinstance(event, CloseConnection):
            self._hang_up(event.response())

    def _take_piece(self, piece: Message[Any]) -> None:
        self._length += len(piece.data.encode() if isinstance(piece.data, str) else piece.data)
        if self._length > self._longest:
            self._hang_up(CloseConnection(CloseReason.MESSAGE_TOO_BIG))
            return
        self._pieces.append(piece.data)
        if piece.message_finished:
            self._heard.append(type(piece.data)().join(self._pieces))
            self._pieces, self._length = [], 0

    # --- saying -------------------------------------------------------------------------------------------------

    def send(self, message: str | bytes) -> None:
        """Raises ``OSError`` when the other side is gone."""
        try:
            frame = self._protocol.send(Message[Any](message))
        except LocalProtocolError as error:
            raise ConnectionResetError from error
        self.write(frame)

    def write(self, frame: bytes) -> None:
        """Raises ``OSError`` when the other side is gone."""
        self._writing += 1
        try:
            with self._turn:
                self._write_all(frame)
        finally:
            self._writing -= 1

    def _write_all(self, data: bytes) -> None:
        """After half a frame nothing else may follow."""
        if self._is_closed:
            raise ConnectionResetError
        try:
            self.socket.sendall(data)
        except OSError:
            self.cut()
            raise

    def write_now(self, frame: bytes) -> bytes | None:
        """Hand the kernel what it takes of a frame; returns the rest, which ``finish`` must write, or None.

        None: somebody else is writing, or waits to; the frame was not touched.
        """
        if self._is_closed:
            return b""
        if self._writing:
            return None
        try:
            sent: int = self.socket.send(frame, timeout=0.0)
        except BlockingIOError:
            return None
        except OSError:
            return b""  # the peer is gone; its reader finds out
        if sent < len(frame):
            self._writing += 1
            self._turn.acquire(blocking=False)  # it is free: nobody was writing
        return frame[sent:]

    def finish(self, rest: bytes) -> None:
        """Write what ``write_now`` left over, before anybody else has their turn. Raises ``OSError``."""
        try:
            self._write_all(rest)
        finally:
            self._turn.release()
            self._writing -= 1

    # --- ending -------------------------------------------------------------------------------------------------

    def close(self) -> None:
        self._hang_up(CloseConnection(CloseReason.NORMAL_CLOSURE))

    def _hang_up(self, goodbye: CloseConnection) -> None:
        with contextlib.suppress(OSError, LocalProtocolError):
            self.write(self._protocol.send(goodbye))
        self.cut()

    def cut(self) -> None:
        """Wakes everybody who reads or writes; the server closes the socket when all are done with it."""
        self._is_closed = True
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
