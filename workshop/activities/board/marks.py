"""The symbols under which clusters stand until they have names: things one can call across a room, none a team's shape.

Twin of ``phone/Mark.tsx``.
"""

from __future__ import annotations

from typing import Final

from workshop.core.report import Label, label

MARKS: Final[tuple[tuple[str, Label], ...]] = (
    ("☀", label("Sun")), ("♥", label("Heart")), ("☁", label("Cloud")), ("♣", label("Clover")),
    ("☂", label("Umbrella")), ("♪", label("Music")), ("⌂", label("House")), ("✿", label("Flower")),
    ("♠", label("Spade")), ("⚓", label("Anchor")), ("⚑", label("Flag")), ("⚿", label("Key")),
    ("☎", label("Telephone")), ("✂", label("Scissors")), ("✈", label("Plane")), ("♔", label("Crown")),
)  # fmt: skip


def sign(mark: int) -> str:
    """The symbol as one character; with a number once they repeat."""
    drawn = MARKS[mark % len(MARKS)][0]
    return drawn if mark < len(MARKS) else f"{drawn}{mark // len(MARKS) + 1}"


def named(mark: int) -> Label:
    """What the symbol is called."""
    return MARKS[mark % len(MARKS)][1]
