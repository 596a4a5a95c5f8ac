"""How far a note can be read, from its writer alone to everybody."""

from __future__ import annotations

from typing import Final, Literal

Level = Literal["self", "pair", "team", "room"]
LEVELS: Final[tuple[Level, ...]] = ("self", "pair", "team", "room")


def narrower(one: Level, other: Level) -> Level:
    return min(one, other, key=LEVELS.index)


def wider(one: Level, other: Level) -> Level:
    return max(one, other, key=LEVELS.index)
