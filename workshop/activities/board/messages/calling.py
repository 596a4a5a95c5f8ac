"""Cards are called for one kind at a time: the clearest, the most different, what fills a gap, the rest."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.messages.who import Facilitates
from workshop.core.activity import Event


class OpenCall(Facilitates):
    """Call for this kind of card; the call before it ends."""

    type: Literal["board/open_call"]
    call: str


class CloseCall(Facilitates):
    """No more cards for this call."""

    type: Literal["board/close_call"]


class CallMoved(Event):
    """From now on this is called for; with ``call`` empty nothing is."""

    type: Literal["board/call_moved"] = "board/call_moved"
    stage: str
    call: str | None = None


COMMANDS = (OpenCall, CloseCall)
EVENTS = (CallMoved,)
