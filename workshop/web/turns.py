"""A hall that comes in at once stands in line, so that whoever runs the room is served between any two of them.

The event loop serves everything that is ready before it looks for more: three hundred phones that scan one code are a
second in which the console hears nothing. Here one phone starts in each round of the loop. Nobody is sent away for
coming from the same address, and nobody is taken for gone who only has nothing more to say.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, abort, current_app, request

from workshop.eventloop import TimedOut, WaitingLine, sleep, spawn

LONGEST_WAIT_S: Final = 60.0
"""For a page: nobody is sent away who could be served."""
IN_LINE: Final = frozenset({"door.by_token", "door.by_code", "door.join", "door.come_back", "surfaces.phone"})
"""What phones open to come in. Scripts stand in no line: they ask again before it would be their turn, and those who
gave up would be served before those who still listen."""


def register(app: Flask) -> None:
    """Before anything else is done for a request."""
    app.extensions["workshop.turns"] = Turns()
    app.before_request(_stand_in_line)


def _stand_in_line() -> None:
    turns: Turns = current_app.extensions["workshop.turns"]
    if request.endpoint in IN_LINE and not turns.wait():
        abort(503)


class Turns:
    """The line of one process, first come, first served."""

    def __init__(self) -> None:
        self._line = WaitingLine()
        self._is_calling = False

    @property
    def waiting(self) -> int:
        return len(self._line)

    def wait(self) -> bool:
        """Until it is one's turn; False when the line is too long for that."""
        if not self._is_calling:
            self._is_calling = True
            spawn(self._call)
            return True
        try:
            self._line.wait(LONGEST_WAIT_S)
        except TimedOut:
            return False
        return True

    def _call(self) -> None:
        sleep()
        while self._line.call():
            sleep()
        self._is_calling = False
