"""Lines that people add while the room, or their team, talks."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.messages.who import Participates
from workshop.core.activity import Command, Event, Ms, PersonId, TeamId
from workshop.core.said import Kept, Said


class Comment(Participates):
    """One line of my own while the room, or my team, talks."""

    type: Literal["board/comment"]
    text: Said


class CommentAdded(Event):
    type: Literal["board/comment_added"] = "board/comment_added"
    comment: str
    stage: str
    text: Kept
    author: PersonId
    team: TeamId | None = None
    to: Literal["team", "room"] = "room"
    at: Ms | None = None


COMMANDS: tuple[type[Command], ...] = (Comment,)
EVENTS: tuple[type[Event], ...] = (CommentAdded,)
