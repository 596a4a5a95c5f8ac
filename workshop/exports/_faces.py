"""The faces that documents and pictures are set in: they come from packages, never from the machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import manimgx_fonts_cjk
import typst

STATIC: Final = Path(__file__).parents[2] / "static"
EMOJI: Final = (
    STATIC / "dist" / "faces" / "NotoColorEmoji.ttf",
    STATIC / "node_modules/@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf",
)
"""Where the build leaves the face of emoji, and where it finds it; a server needs the first only."""


@cache
def faces() -> typst.Fonts:
    """Chinese, Latin and emoji; letters of other scripts come from the faces that typst brings along."""
    folders = [str(Path(manimgx_fonts_cjk.__file__).parent)]
    folders += [str(path.parent) for path in EMOJI if path.exists()][:1]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
