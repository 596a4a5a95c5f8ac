"""How far a note can be read, from its writer alone to everybody."""

from __future__ import annotations

from typing import Final, Literal

Level = Literal["self", "pair", "team", "room"]
LEVELS: Final[tuple[Level, ...]] = ("self", "pair", "team", "room")


_REACH: Final = {level: reach for reach, level in enumerate(LEVELS)}


def narrower(one: Level, other: Level) -> Level:
    return one if _REACH[one] <= _REACH[other] else other


def wider(one: Level, other: Level) -> Level:
    return one if _REACH[one] >= _REACH[other] else other
