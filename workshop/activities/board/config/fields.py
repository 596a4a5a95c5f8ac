"""What one note holds, and what a conclusion is made of: a text, and fields beside it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workshop.core.activity import Message
from workshop.core.course import Words


class Option(Message):
    """One choice of a field."""

    id: str
    zh: str
    en: str

    @property
    def words(self) -> Words:
        return Words(zh=self.zh, en=self.en)


class NoteField(Message):
    """A field to fill in. ``min`` and ``max`` are weighted lengths of a text."""

    id: str
    label: Words
    type: Literal["text", "longtext", "choice", "date"]
    required: bool = False
    min: int = Field(default=0, ge=0, le=400)
    max: int = Field(default=40, ge=1, le=400)
    options: list[Option] = []


class Note(Message):
    """What one note holds. A field ``text`` names the text itself; the others stand beside it."""

    max_chars: int = Field(default=40, ge=5, le=80)
    title: Words | None = None
    fields: list[NoteField] = []

    @property
    def beside(self) -> list[NoteField]:
        """The fields that are not the text."""
        return [one for one in self.fields if one.id != "text"]

    def field(self, field_id: str) -> NoteField | None:
        return next((one for one in self.fields if one.id == field_id), None)
