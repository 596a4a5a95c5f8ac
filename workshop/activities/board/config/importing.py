"""What a board takes over from an earlier one."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from workshop.core.activity import Message


class Import(Message):
    """Notes of an earlier block, to hang here as notes, or to be what the notes here rest on.

    ``to`` is a zone of this board; ``same`` keeps the zone of origin.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)

    block: str = Field(alias="from")
    select: Literal["mine", "picked", "top_voted", "all"] = "all"
    to: str = "same"
    taken_as: Literal["notes", "refs"] = Field(default="notes", alias="as")
