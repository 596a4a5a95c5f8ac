"""Dots on what hangs there."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workshop.core.activity import Message


class Vote(Message):
    """Dots on notes, clusters or zones; with ``zones`` on the notes in these alone.

    ``secret_until_close`` hides the counts from everybody while people vote.
    """

    id: str
    type: Literal["vote"]
    votes: int = Field(ge=1, le=10)
    max_per_target: int = Field(default=1, ge=1, le=10)
    target: Literal["note", "cluster", "zone"] = "note"
    zones: list[str] = []
    secret_until_close: bool = True
