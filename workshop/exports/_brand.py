"""What a trainer may put on the pack: whose it is, a logo, a colour."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

INK: Final = "#1c1a17"
SOFT: Final = "#433e36"
LINE: Final = "#8d8577"
GROUND: Final = "#f6f2ea"
SURFACE: Final = "#fffdf9"
ACCENT: Final = "#1b3fa8"
NOTES: Final = (
    ("#ffe48a", "#8a6a00"),
    ("#ffcdc2", "#b5513c"),
    ("#c5e2f7", "#2f73a3"),
    ("#cdebc1", "#3f7d36"),
    ("#dfd3f6", "#7459b0"),
    ("#ffd6a1", "#a25c00"),
)
"""The six colours of notes and their edges; twins of ``tokens.css``."""

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Branding:
    """``name`` is the client's, ``logo_png`` a PNG, ``colour`` is ``#rrggbb``; any other colour is ours."""

    name: str = ""
    logo_png: bytes | None = None
    colour: str = ACCENT

    @property
    def accent(self) -> str:
        """The colour of headings and rules, dark enough to be read on paper."""
        colour = self.colour if is_colour(self.colour) else ACCENT
        parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        while _brightness(parts) > 0.18:
            parts = [part * 9 // 10 for part in parts]
        return "#" + "".join(f"{part:02x}" for part in parts)

    @property
    def lines(self) -> tuple[str, ...]:
        """The colours of what a chart compares, in order: the client's first, then those of the notes' edges."""
        return self.accent, *(edge for _, edge in NOTES)


def is_colour(text: str) -> bool:
    return _COLOUR.fullmatch(text) is not None


def _brightness(parts: list[int]) -> float:
    """Relative luminance as WCAG counts it; at 0.18 a colour stands out 4.5:1 from white."""
    red, green, blue = ((part / 255) ** 2.2 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


UNBRANDED: Final = Branding()
