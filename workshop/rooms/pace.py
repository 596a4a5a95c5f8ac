"""How fast one person may go: a burst, then a steady pace. Whoever is faster is asked to wait, never refused.

And how fast the room itself goes on when many do.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop.config import Limits

AHEAD_S = 0.080
"""By how much steps may come before an even pace: two or three, so that nobody waits while little happens."""


@dataclass(slots=True)
class Tempo:
    """Steps at an even pace on average; times are seconds of a monotonic clock."""

    due: float = 0.0

    def stepped(self, began: float, pace_s: float) -> None:
        """A step began, and the next one is due so much later."""
        self.due = max(self.due, began) + pace_s

    def wait_s(self, now: float) -> float:
        """Seconds until the next step; 0 when it may come now."""
        return max(0.0, self.due - AHEAD_S - now)


@dataclass(slots=True)
class Bucket:
    """Allows ``burst`` at once and ``per_s`` after that; times are seconds of a monotonic clock."""

    burst: float
    per_s: float
    left: float
    at: float

    def take(self, now: float) -> float:
        """Seconds to wait until one more may go; 0 when it went."""
        self.left = min(self.burst, self.left + (now - self.at) * self.per_s)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / self.per_s


class Pace:
    """The buckets of one room, one for texts and one for taps to each person."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._buckets: dict[tuple[str, bool], Bucket] = {}

    def wait_ms(self, person: str, writes_text: bool, now: float) -> int:
        """How long this person should wait before this command; 0 to go on."""
        bucket = self._buckets.get((person, writes_text))
        if bucket is None:
            burst = self._limits.note_burst if writes_text else self._limits.move_burst
            per_s = self._limits.notes_a_minute / 60 if writes_text else self._limits.moves_a_second
            bucket = self._buckets[person, writes_text] = Bucket(burst, per_s, burst, now)
        return round(bucket.take(now) * 1000)
