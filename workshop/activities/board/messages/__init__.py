"""What may be wished for on a board, and what may have happened there, topic by topic."""

from __future__ import annotations

from workshop.activities.board.messages import (
    calling,
    clustering,
    handing_in,
    inbox,
    instances,
    naming,
    placing,
    presenting,
    publishing,
    rating,
    resolving,
    showing,
    staging,
    talking,
    voting,
    writing,
)
from workshop.core.activity import Command, Event

_TOPICS = (
    writing, handing_in, calling, placing, instances, publishing, inbox, showing, clustering, naming, voting, resolving,
    presenting, talking, rating, staging,
)  # fmt: skip

COMMANDS: tuple[type[Command], ...] = tuple(command for topic in _TOPICS for command in topic.COMMANDS)
EVENTS: tuple[type[Event], ...] = tuple(event for topic in _TOPICS for event in topic.EVENTS)
