"""Putting notes where they belong."""

from __future__ import annotations

from typing import Literal

from workshop.core.activity import Message


class Place(Message):
    """Notes are moved between zones: by the owner of the board, the writer, the team, everybody, the facilitator."""

    id: str
    type: Literal["place"]
    by: Literal["owner", "author", "team", "everyone", "facilitator"] = "everyone"
