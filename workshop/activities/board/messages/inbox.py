"""What others wrote on a person's board: it is the owner who opens it, and who decides what stays."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.messages.who import Participates
from workshop.core.activity import Command, Event, PersonId


class OpenInbox(Participates):
    """Show me what colleagues have written to me so far."""

    type: Literal["board/open_inbox"]


class PutAway(Participates):
    """I do not want this note on my board: nobody has it any more. ``on`` False brings it back."""

    type: Literal["board/put_away"]
    received: str
    on: bool


class SendBack(Participates):
    """This note goes back for good; its writer learns that one came back, not from whom."""

    type: Literal["board/send_back"]
    received: str


class InboxOpened(Event):
    type: Literal["board/inbox_opened"] = "board/inbox_opened"
    person: PersonId
    notes: list[str]


class NotePutAway(Event):
    type: Literal["board/note_put_away"] = "board/note_put_away"
    note: str
    on: bool
    person: PersonId
    author: PersonId | None = None


class NoteSentBack(Event):
    type: Literal["board/note_sent_back"] = "board/note_sent_back"
    note: str
    person: PersonId
    author: PersonId | None = None


COMMANDS: tuple[type[Command], ...] = (OpenInbox, PutAway, SendBack)
EVENTS: tuple[type[Event], ...] = (InboxOpened, NotePutAway, NoteSentBack)
