"""Letting others see what was private until now."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.messages.who import Participates
from workshop.core.activity import Command, Event, PersonId


class Publish(Participates):
    """The owner lets others see a note of theirs; ``on`` False takes it back."""

    type: Literal["board/publish"]
    note: str
    on: bool


class NotePublished(Event):
    type: Literal["board/note_published"] = "board/note_published"
    note: str
    on: bool
    author: PersonId


class PublishConclusion(Participates):
    """I let the room read what I concluded for myself, or not any more."""

    type: Literal["board/publish_conclusion"]
    on: bool


class ConclusionPublished(Event):
    type: Literal["board/conclusion_published"] = "board/conclusion_published"
    stage: str
    person: PersonId
    on: bool


COMMANDS: tuple[type[Command], ...] = (Publish, PublishConclusion)
EVENTS: tuple[type[Event], ...] = (NotePublished, ConclusionPublished)
