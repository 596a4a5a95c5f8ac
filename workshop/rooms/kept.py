"""What every request asks of the database and what hardly ever changes, kept in memory until something changes it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

from workshop.eventloop import monotonic

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

KEPT_S: Final = 10.0
"""For how long what another process changed can go unnoticed; what this one changes is looked up anew at once."""
MOST: Final = 10_000


class Kept(Generic[K, T]):
    """What ``look_up`` found for a key. What was not found is not kept: nobody fills the memory by asking for it.

    What is too old to be used goes when anything comes: it stands in the order in which it came.
    """

    def __init__(self, look_up: Callable[[K], T | None]) -> None:
        self._look_up = look_up
        self._kept: OrderedDict[K, tuple[float, T]] = OrderedDict()

    def get(self, key: K) -> T | None:
        now, kept = monotonic(), self._kept.get(key)
        if kept and now < kept[0]:
            return kept[1]
        found = self._look_up(key)
        if found is not None:
            self.put(key, found)
        return found

    def put(self, key: K, found: T) -> None:
        now = monotonic()
        self._kept[key] = (now + KEPT_S, found)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST or next(iter(self._kept.values()))[0] <= now:
            self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)

    def forget(self) -> None:
        self._kept.clear()
