"""Phones that come in by socket: so many a second, those who lead the room before all of them.

After a restart a hall dials within a second or two, and each of its phones would wait for all the others, and so would
the console. Only who holds a ticket is counted: whoever does not say who they are has few places and takes nobody's
turn, and whoever dials again and again only makes themselves wait.
"""

from __future__ import annotations

import contextlib
from typing import Any, Final

from flask import Flask, Request

from workshop.config import Limits
from workshop.core.errors import Refused
from workshop.eventloop import monotonic, sleep
from workshop.rooms.hub import Hub
from workshop.web.auth import who
from workshop.web.limits import Rates

LONGEST_WAIT_S: Final = 5.0
"""Half of what a phone gives a line to open; whoever would wait longer dials again, which costs less than a line."""


class Turnstile:
    """Lets so many through a second. Of its burst it has one second's worth at the start, when a whole hall returns."""

    def __init__(self, limits: Limits, now: float) -> None:
        self._burst, self._per_s = limits.arrival_burst, limits.arrivals_a_second
        self._left, self._at = float(min(self._burst, self._per_s)), now

    def turn(self, now: float) -> float | None:
        """Seconds until it is one's turn; None when that is too long, and then nothing is counted."""
        self._left = min(self._burst, self._left + (now - self._at) * self._per_s)
        self._at = now
        wait_s = max(0.0, (1 - self._left) / self._per_s)
        if wait_s > LONGEST_WAIT_S:
            return None
        self._left -= 1
        return wait_s


class Arrivals:
    """The turnstile of one process, and who need not pass it."""

    def __init__(self, app: Flask, hub: Hub) -> None:
        self._app, self._hub = app, hub
        self._rates: Rates = app.extensions["workshop.rates"]
        self._turnstile = Turnstile(hub.config.limits, monotonic())

    def wait(self, environ: dict[str, Any], room_id: str) -> None:
        """For a phone's turn; raises ``Refused`` when it should dial later. Whether it may look is asked after this."""
        person = self._person(environ, room_id)
        if person is None:
            return
        if self._rates.wait_s("dials", (room_id, person)):
            raise Refused("web/no_room")
        wait_s = self._turnstile.turn(monotonic())
        if wait_s is None:
            raise Refused("web/no_room")
        if wait_s:
            sleep(wait_s)

    def _person(self, environ: dict[str, Any], room_id: str) -> str | None:
        """Whose phone dials; None for consoles, projectors and strangers."""
        with self._app.app_context(), contextlib.suppress(KeyError):  # the room is being deleted
            request, row = Request(environ), self._hub.find(room=room_id)
            if row and request.args.get("as") == "phone" and (caller := who(request, row, "phone")):
                return caller.person
        return None
