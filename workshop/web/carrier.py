"""One connection of Engine.IO, as we hold it: only whole texts come in, what goes out waits in a bounded outbox.

The library would keep a queue without limit and two tasks for every screen, and time its pings by a clock that jumps.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import engineio.exceptions
import engineio.packet
import engineio.socket

from workshop import eventloop
from workshop.config import Limits
from workshop.eventloop import monotonic
from workshop.web import strict
from workshop.web.outbox import Outbox, whole_frame

log = logging.getLogger(__name__)


def carry(server: Any, limits: Limits) -> None:
    """Let Engine.IO hold its connections as we do; it makes them by a name of its module, for the whole process."""
    server.limits = limits
    engineio.socket.Socket = Carrier


class NoQueue:
    """Stands where the library would put what waits."""

    def put(self, _packet: object) -> None:
        """Nothing waits here."""


class Carrier(engineio.socket.Socket):
    """Made by Engine.IO for every connection; its server knows the limits."""

    def __init__(self, server: Any, sid: str) -> None:
        super().__init__(server, sid)
        self.queue = NoQueue()
        self.last_ping: float | None = monotonic()
        self.outbox: Outbox | None = None
        self.on_room: Callable[[], None] = lambda: None
        self.has_knocked = False
        self._first: list[bytes] = []

    # --- saying -------------------------------------------------------------------------------------------------

    def send(self, pkt: engineio.packet.Packet) -> None:
        """What has no room is forgotten: an answer is asked for again, and who hears no ping is soon gone."""
        if self.check_ping_timeout():
            self.put(whole_frame(pkt.encode().encode()))

    def put(self, frame: bytes) -> bool:
        """Whether there was room for a ready frame."""
        if self.outbox is None:
            self._first.append(frame)
            return True
        return self.outbox.put(frame)

    def _has_room(self) -> None:
        self.on_room()

    def close(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:
        super().close(wait=False, abort=abort, reason=reason)
        if self.outbox:
            self.outbox.end()

    # --- hearing ------------------------------------------------------------------------------------------------

    def _websocket_handler(self, websocket: Any) -> list[bytes]:
        """The whole life of the connection, in the task that reads."""
        websocket.socket.settimeout(self.server.ping_interval + self.server.ping_timeout)
        self.connected = self.upgraded = True
        limits: Limits = self.server.limits
        self.outbox = Outbox(websocket, limits.socket_packets, limits.socket_bytes, self._has_room)
        for frame in self._first:
            self.outbox.put(frame)
        self._first = []
        try:
            self._hear_all(strict.Checked(websocket))
        finally:
            self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
            self.outbox.cut()
        return []

    def _hear_all(self, websocket: Any) -> None:
        while (text := _next(websocket)) is not None:
            try:
                self.receive(engineio.packet.Packet(encoded_packet=text))
            except engineio.exceptions.UnknownPacketError:
                continue
            except engineio.exceptions.SocketIsClosedError:
                return
            except Exception:
                log.exception("what a screen said could not be heard")
                return

    # --- is anybody there? --------------------------------------------------------------------------------------

    def schedule_ping(self) -> None:
        """After an answer: ask again in a while. Who answers what was not asked changes nothing."""
        if self.last_ping is not None:
            self.last_ping = None
            eventloop.spawn_later(self.server.ping_interval, self._ping)

    def _ping(self) -> None:
        if not self.closing and not self.closed:
            self.last_ping = monotonic()
            self.send(engineio.packet.Packet(engineio.packet.PING))

    def check_ping_timeout(self) -> bool:
        """Raises ``SocketIsClosedError``."""
        if self.closed:
            raise engineio.exceptions.SocketIsClosedError
        is_here = self.last_ping is None or monotonic() - self.last_ping <= self.server.ping_timeout
        if not is_here:
            self.close(wait=False, reason=self.server.reason.PING_TIMEOUT)
        return is_here


def _next(websocket: Any) -> Any:
    """What was said; None when the line is over, or cannot go on."""
    try:
        return websocket.wait()
    except Exception as error:  # noqa: BLE001 (whatever a stranger's bytes make the libraries raise)
        log.debug("a line ends: %s", type(error).__name__)
        return None
