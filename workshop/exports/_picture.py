"""One board as a picture of any size, for a slide, a chat or a wall to print."""

from __future__ import annotations

import re
from typing import Final

from workshop.core.report import BoardPicture, RoomReport
from workshop.exports._brand import Branding
from workshop.exports._pen import Pen

PICTURE: Final = re.compile(r"board-(\d{2,5})\.(png|svg)")
NARROWEST, WIDEST = 320, 7680


def boards(report: RoomReport) -> list[tuple[str, int, BoardPicture]]:
    """Every board with its block and its number in it, from 1."""
    found = []
    for block in report.blocks:
        hung = [board for section in block.report.sections for board in section.boards]
        found += [(block.block, at, board) for at, board in enumerate(hung, 1)]
    return found


def picture_file(name: str, report: RoomReport, lang: str, brand: Branding) -> bytes:
    """``board-960.png`` is the only board of the report, 960 pixels wide."""
    from workshop.exports._typeset import one_picture  # noqa: PLC0415 (takes its time; no other format needs it)

    asked = PICTURE.fullmatch(name)
    if asked is None:
        raise KeyError(name)
    ((_, _, board),) = boards(report)
    wide = min(WIDEST, max(NARROWEST, int(asked[1])))
    return one_picture(board, Pen(report, lang), brand, "svg" if asked[2] == "svg" else "png", wide)
