"""What may be wished for on a sheet, and what may have happened there, by topic."""

from workshop.activities.form.messages import checking, filling, presenting, publishing
from workshop.core.activity import Command, Event

COMMANDS: tuple[type[Command], ...] = (
    *filling.COMMANDS, *checking.COMMANDS, *publishing.COMMANDS, *presenting.COMMANDS,
)  # fmt: skip
EVENTS: tuple[type[Event], ...] = (*filling.EVENTS, *checking.EVENTS, *publishing.EVENTS, *presenting.EVENTS)
