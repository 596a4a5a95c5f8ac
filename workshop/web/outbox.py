"""What waits for one screen: never more than so many packets and bytes, however slowly it reads."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Callable
from typing import Any

from workshop import eventloop
from workshop.eventloop import monotonic

TEXT = b"\x81"
"""The first byte of a frame that is a whole text."""
LAST_WORDS_S = 3.0
"""How long the last words to a screen may take."""


def whole_frame(text: bytes) -> bytes:
    """The text as one WebSocket frame of a server."""
    length = len(text)
    if length < 126:
        return TEXT + bytes([length]) + text
    return TEXT + (struct.pack("!BH", 126, length) if length < 65_536 else struct.pack("!BQ", 127, length)) + text


class Outbox:
    """Frames go straight to the kernel while it takes them; what it does not take waits here and is written in order.

    Costs no task while nothing waits. ``on_room`` is called when everything that waited is written.
    """

    def __init__(self, websocket: Any, most_packets: int, most_bytes: int, on_room: Callable[[], None]) -> None:
        self._websocket, self._most_packets, self._most_bytes = websocket, most_packets, most_bytes
        self._on_room = on_room
        self._waits: deque[bytes] = deque()
        self._bytes = 0
        self._is_writing = False
        self._is_ending = False
        self._moved_at = 0.0
        eventloop.hold_little(websocket)

    @property
    def packets(self) -> int:
        return len(self._waits)

    @property
    def size(self) -> int:
        """The bytes that wait."""
        return self._bytes

    def stuck_s(self, now: float) -> float:
        """For how long nothing of what waits was taken; 0 when nothing waits."""
        return now - self._moved_at if self._is_writing else 0.0

    def put(self, frame: bytes) -> bool:
        """Whether there was room; a frame that has none is forgotten."""
        if self._is_ending:
            return True
        rest = None if self._is_writing else eventloop.write_now(self._websocket, frame)
        if rest == b"":
            return True
        if rest is not None:
            self._start(rest)
            return True
        if len(self._waits) >= self._most_packets or self._bytes + len(frame) > self._most_bytes:
            return False
        self._waits.append(frame)
        self._bytes += len(frame)
        if not self._is_writing:
            self._start(b"")
        return True

    def end(self) -> None:
        """Write what waits, say goodbye and close. Whoever does not read it in time is cut off."""
        if self._is_ending:
            return
        self._is_ending = True
        if self._is_writing:
            eventloop.spawn_later(LAST_WORDS_S, self.cut)
        else:
            self._hang_up()

    def cut(self) -> None:
        """Close at once; what waits is forgotten."""
        self._is_ending = True
        eventloop.cut(self._websocket)

    def _hang_up(self) -> None:
        eventloop.write_now(self._websocket, eventloop.GOODBYE)
        eventloop.cut(self._websocket)

    # --- the task that writes, while something waits --------------------------------------------------------------

    def _start(self, rest: bytes) -> None:
        self._is_writing, self._moved_at = True, monotonic()
        self._bytes += len(rest)
        eventloop.spawn(self._work_off, rest)

    def _work_off(self, rest: bytes) -> None:
        try:
            self._write_everything(rest)
        except OSError:  # the peer is gone; its reader finds out
            self._waits.clear()
            self._bytes, self._is_ending = 0, True
            return
        finally:
            self._is_writing = False
        if self._is_ending:
            self._hang_up()
        else:
            self._on_room()

    def _write_everything(self, rest: bytes) -> None:
        if rest:
            eventloop.write_rest(self._websocket, rest)
            self._wrote(rest)
        while self._waits:
            eventloop.write(self._websocket, self._waits[0])
            self._wrote(self._waits.popleft())

    def _wrote(self, data: bytes) -> None:
        self._bytes -= len(data)
        self._moved_at = monotonic()
