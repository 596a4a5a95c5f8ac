"""How much space is left for the data, and when that is too little."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Level = Literal["low", "alarm", "full"]


@dataclass(frozen=True)
class Space:
    """What is left; ``level`` is None while it is enough, and ``full`` once something could not be stored."""

    free_mb: int
    level: Level | None


def space_in(folder: Path, *, low_mb: int, alarm_mb: int, has_space: bool) -> Space:
    """Rounded down to 10 MB, so that it does not change with every note. Asks the disk, which may take a while."""
    free_mb = shutil.disk_usage(folder).free // 10_000_000 * 10
    if free_mb >= low_mb:
        return Space(free_mb, None)
    if free_mb >= alarm_mb:
        return Space(free_mb, "low")
    return Space(free_mb, "alarm" if has_space else "full")
