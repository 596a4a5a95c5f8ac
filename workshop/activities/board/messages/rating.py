"""People rate themselves on what came out on top; only they ever see it."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.messages.who import Participates
from workshop.core.activity import Event, PersonId


class RateSelf(Participates):
    type: Literal["board/rate_self"]
    target: str
    value: int


class SelfRated(Event):
    type: Literal["board/self_rated"] = "board/self_rated"
    stage: str
    person: PersonId
    target: str
    value: int


COMMANDS = (RateSelf,)
EVENTS = (SelfRated,)
