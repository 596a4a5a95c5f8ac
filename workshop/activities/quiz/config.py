"""What a course says about a test: which one, what it is for, and what the room may see of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workshop.core.activity import Message

RoomChart = Literal["total_distribution", "dimension_mean_radar", "item_mean_bars", "pre_post_shift"]


class QuizConfig(Message):
    """The room sees numbers from ``min_n`` people on; ``pair_with`` is the block of the same test at another time."""

    quiz: str
    use: Literal["self_test", "check", "pre", "post", "feedback"]
    identity: Literal["private", "anonymous"] = "private"
    room_view: list[RoomChart] = []
    min_n: int = Field(default=5, ge=3, le=12)
    pair_with: str | None = None
    one_per_page: bool = True
    allow_retake: bool = False
    slides_before: list[str] = []
    slides_after: list[str] = []

    @property
    def before(self) -> str | None:
        """The block whose answers these are compared with."""
        return self.pair_with if self.use == "post" else None
