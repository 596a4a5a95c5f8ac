"""The board as it was in another stage."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.config.levels import Level
from workshop.core.activity import Command, Event


class StageRestored(Event):
    """The board is again in the stage it was in: what had opened is closed again, and the other way round."""

    type: Literal["board/stage_restored"] = "board/stage_restored"
    stage: str | None = None
    levels: dict[str, Level]
    ballots: dict[str, Literal["waiting", "open", "closed"]]
    reopened: bool


COMMANDS: tuple[type[Command], ...] = ()
EVENTS: tuple[type[Event], ...] = (StageRestored,)
