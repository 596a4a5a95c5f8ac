"""What may be wished for on a board, and what may have happened there, topic by topic."""

from __future__ import annotations

from workshop.activities.board.messages import handing_in, placing, showing, staging, talking, voting, writing
from workshop.core.activity import Command, Event

_TOPICS = (writing, handing_in, placing, showing, voting, talking, staging)

COMMANDS: tuple[type[Command], ...] = tuple(command for topic in _TOPICS for command in topic.COMMANDS)
EVENTS: tuple[type[Event], ...] = tuple(event for topic in _TOPICS for event in topic.EVENTS)
