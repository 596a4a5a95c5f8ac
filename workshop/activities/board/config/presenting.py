"""Teams show the room what they have."""

from __future__ import annotations

from typing import Literal

from workshop.core.activity import Message
from workshop.parts.present import PresentConfig


class Present(Message):
    """Teams come forward one by one."""

    id: str
    type: Literal["present"]
    present: PresentConfig


class Discuss(Message):
    """Talk with notes in the spotlight; short comments where the step asks for them."""

    id: str
    type: Literal["discuss"]
