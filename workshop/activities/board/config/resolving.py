"""What was decided: a conclusion with its fields, and how far people agree."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workshop.activities.board.config.fields import NoteField
from workshop.core.activity import Message


class Resolve(Message):
    """Fields of a conclusion and a check whether people agree: a thumb, or one to five fingers."""

    id: str
    type: Literal["resolve"]
    fields: list[NoteField] = Field(default=[])
    agree: Literal["none", "thumb", "fist5"] = "none"
