"""Which of the teams' boards the room sees."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.messages.who import Facilitates, Participates
from workshop.core.activity import Command, Event, TeamId


class AgreeToShow(Participates):
    """Our board may be shown to the room; the scribe says so, where there is one. ``on`` False takes it back."""

    type: Literal["board/agree_to_show"]
    on: bool


class ShowBoard(Facilitates):
    """Put this team's board on the wall; ``on`` False shows the overview again."""

    type: Literal["board/show_board"]
    board: str
    on: bool


class BoardAgreed(Event):
    type: Literal["board/board_agreed"] = "board/board_agreed"
    team: TeamId
    on: bool


class BoardShown(Event):
    type: Literal["board/board_shown"] = "board/board_shown"
    board: str | None = None


COMMANDS: tuple[type[Command], ...] = (AgreeToShow, ShowBoard)
EVENTS: tuple[type[Event], ...] = (BoardAgreed, BoardShown)
