"""What a screen holds of each audience it belongs to: twin of ``static/src/wire/replica.ts``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from workshop.core.patch import View, merge

NOWHERE = -1
OLDER_TO_BELIEVE = 3


class Replica:
    """Views and their seqs by address. Never wrong, only late."""

    def __init__(self) -> None:
        self.views: dict[str, View] = {}
        self.seqs: dict[str, int] = {}
        self.snapshot_seq = NOWHERE
        self._older = 0

    def take(self, delta: Mapping[str, Any]) -> Literal["merged", "old", "gap"]:
        address, mine = delta["a"], self.seqs.get(delta["a"], NOWHERE)
        if delta["seq"] <= mine:
            return "old"
        if delta["base"] > mine:
            return "gap"
        self.views[address] = merge(self.views[address], delta["patch"])
        self.seqs[address] = delta["seq"]
        return "merged"

    def restore(self, seq: int, views: Mapping[str, View]) -> bool:
        """Whether the snapshot was taken; one that is behind is, when it comes three times in a row."""
        if seq < max(self.seqs.values(), default=NOWHERE):
            self._older += 1
            if self._older < OLDER_TO_BELIEVE:
                return False
        self._older = 0
        self.snapshot_seq = seq
        self.views, self.seqs = dict(views), dict.fromkeys(views, seq)
        return True
