"""Teams show the room what they have."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workshop.activities.board.config.fields import Option
from workshop.core.activity import Message


class Presentation(Message):
    """So many seconds for each; the listeners rate on a scale from 1 and write one line."""

    seconds: int = Field(ge=30, le=600)
    who: Literal["all", "some", "volunteers"] = "all"
    rating: list[Option] = []
    rating_scale: int = Field(default=3, ge=2, le=5)
    comment_max: int = Field(default=0, ge=0, le=120)


class Present(Message):
    """Teams come forward one by one."""

    id: str
    type: Literal["present"]
    present: Presentation


class Discuss(Message):
    """Talk with notes in the spotlight; short comments where the step asks for them."""

    id: str
    type: Literal["discuss"]
